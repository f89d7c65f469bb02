"""Where receipts are written: into git on the branch main, or into a folder that is laid over the registry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from ..decide.place import place
from ..decide.provision.receipts import facts_file, with_receipts
from ..domain.credential import ManagedCredentials
from ..domain.layout import Kind, path_of
from ..domain.provision import Receipt
from ..domain.source import Source, SourceError
from ..gateways.files import write_all
from ..gateways.git import GitSource, open_commit
from ..gateways.git_commit import Author, advance, commit_files, fetch_branch, push_commit
from ..gateways.overlay import MANAGED, OverlaySource, managed_files
from .files import open_files

_TRIES: Final = 10


class Keeper(Protocol):
    """Keeps facts. What ``keep`` has returned from is there for every later run."""

    def source(self) -> Source:
        """The registry with the facts as they now are. Raises SourceError."""
        ...

    def keep(self, receipts: Sequence[Receipt], message: str, files: Mapping[str, bytes]) -> str:
        """Write receipts and files down; says where, empty when all was there already. Raises SourceError."""
        ...


@dataclass
class GitKeeper:
    """Facts are committed to a branch of a repository, bare ones too, and pushed when ``remote`` names one."""

    root: Path
    revision: str = "main"
    remote: str = ""
    author: Author = field(default_factory=Author)

    @property
    def branch(self) -> str:
        """The branch's whole name."""
        return f"refs/heads/{self.revision}"

    def tip(self) -> str:
        """The commit that counts now."""
        if self.remote:
            return fetch_branch(self.root, self.remote, self.branch)
        return open_commit(self.root, self.branch).commit

    def source(self) -> GitSource:
        """The registry at the branch's last commit."""
        return GitSource(self.root, self.tip())

    def keep(self, receipts: Sequence[Receipt], message: str, files: Mapping[str, bytes]) -> str:
        """Commit on top of whatever the branch holds by now: others may merge at the same time."""
        for _ in range(_TRIES):
            source = self.source()
            written = {**changed_files(source, receipts), **files}
            commit = commit_files(self.root, source.commit, written, message, self.author) if written else source.commit
            if commit == source.commit:
                return ""
            if self._publish(commit, source.commit, written):
                return f"{self.revision} is now {commit[:12]}"
        raise SourceError(
            f"{self.revision} moves faster than receipts can be written. Run this again; nothing is lost."
        )

    def _publish(self, commit: str, old: str, files: Iterable[str]) -> bool:
        if self.remote:
            return push_commit(self.root, self.remote, commit, self.branch)
        return advance(self.root, self.branch, commit, old, files)


@dataclass
class FolderKeeper:
    """Facts lie in a folder of their own, laid over a registry that is not touched."""

    below: Source
    folder: Path

    def source(self) -> Source:
        """The registry with the folder laid over it."""
        return OverlaySource(self.below, managed_files(self.folder))

    def keep(self, receipts: Sequence[Receipt], message: str, files: Mapping[str, bytes]) -> str:
        """Write the files of the apps that are concerned."""
        written = {**changed_files(self.source(), receipts), **files}
        write_all(self.folder, {path.removeprefix(f"{MANAGED}/"): data for path, data in written.items()})
        return f"{self.folder} has {len(written)} files more or anew" if written else ""


def changed_files(source: Source, receipts: Iterable[Receipt]) -> dict[str, bytes]:
    """The files that receipts make different, read and written app by app."""
    by_app: dict[tuple[str, str], list[Receipt]] = defaultdict(list)
    for one in receipts:
        by_app[one.step.place.partner, one.step.place.app].append(one)
    known = _facts(source, by_app)
    found = {}
    for (partner, app), mine in by_app.items():
        before = known.get((partner, app))
        after = with_receipts(before, mine)
        if after != (before or ManagedCredentials()):
            path, data = facts_file(partner, app, after)
            found[path] = data
    return found


def _facts(source: Source, apps: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], ManagedCredentials]:
    wanted = {path_of(Kind.MANAGED_CREDENTIALS, partner=partner, app=app) for partner, app in apps}
    placed, _ = place([entry for entry in source.entries() if entry.path in wanted])
    found = {}
    for one, opened in zip(placed, open_files(source, placed), strict=True):
        if not isinstance(opened.file.record, ManagedCredentials):
            raise SourceError(f"{one.entry.path} cannot be read. See `devportal validate`, and bring it back first.")
        found[one.location.partner, one.location.app] = opened.file.record
    return found
