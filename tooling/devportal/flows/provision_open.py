"""Puts together what provisioning works with: repository, store, outbox, and who vouches for what main wants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..domain.source import SourceError
from ..gateways.git_commit import Author
from ..gateways.outboxes import open_outbox
from ..gateways.secrets import configured_store, open_store
from .outbox import outbox_at
from .provision import Approved, Planned, all_approved, make_plan
from .provision_apply import Hands
from .provision_keep import FolderKeeper, GitKeeper
from .read import open_folder
from .sides import platform_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a run was asked for: the branch, where to push, what is trusted, who knows of approvals."""

    branch: str = "main"
    push: str = ""
    trust: str = ""
    github: bool = False
    outbox: str = ""
    mend: bool = False
    confirmed: int = -1


@dataclass(frozen=True, slots=True)
class Bench:
    """All that a run works with."""

    hands: Hands
    approved: Approved
    wanted: Wanted
    clock: bool = True

    def plan(self) -> Planned:
        """The plan as of now. Raises SourceError, StoreError, OutboxError."""
        source, wanted = self.hands.keeper.source(), self.wanted
        store, outbox = self.hands.store, self.hands.outbox
        return make_plan(
            source, store, outbox, self.approved, mend=wanted.mend, confirmed=wanted.confirmed, clock=self.clock
        )


def open_bench(root: Path, wanted: Wanted, environment: Mapping[str, str]) -> Bench:
    """For a repository, bare ones too. Raises SourceError, StoreError, OutboxError."""
    keeper = GitKeeper(root, wanted.branch, wanted.push)
    keeper.author = _author(keeper, environment)
    hands = Hands(configured_store(root, environment), outbox_at(root, wanted.outbox), keeper)
    return Bench(hands, _approved(root, wanted), wanted)


def _approved(root: Path, wanted: Wanted) -> Approved:
    # Imported here: whoever trusts a history as a whole needs none of it.
    from .provision_approved import Approvals, signed

    if not wanted.github:
        return Approvals(root, signed(root), wanted.trust)
    from ..gateways.github import open_forge
    from .provision_github import reviewed

    return Approvals(root, reviewed(open_forge()), wanted.trust)


def _author(keeper: GitKeeper, environment: Mapping[str, str]) -> Author:
    """The automation as main's policy knows it; it signs with the key in the file that DEVPORTAL_SIGNING_KEY names."""
    key = environment.get("DEVPORTAL_SIGNING_KEY", "")
    if key and not Path(key).is_file():
        raise SourceError("DEVPORTAL_SIGNING_KEY names no file. Name that of the automation's private key.")
    policy = platform_of(keeper.source()).policy
    account = policy.record.automation.github if policy else None
    login = account.login if account else "devportal"
    host = "users.noreply.github.com" if account else "localhost"
    return Author(login, f"{login}@{host}", key)


def open_local(root: Path, folder: Path) -> Bench:
    """For looking at the portal: the working copy, with a store, an outbox and facts of its own in one folder.

    The working copy is trusted as it is, for nothing leaves this folder. What the registry's facts speak of is in
    another store; this one looks like one that was restored from before them. So it is mended: client IDs, which are no
    secrets, go back into it, and secrets are made again.
    """
    place = root / folder
    keeper = FolderKeeper(open_folder(root), place / "managed")
    hands = Hands(open_store(f"embedded:{place / 'store'}", {}), open_outbox(root, str(place / "outbox")), keeper)
    place.mkdir(parents=True, exist_ok=True)
    return Bench(hands, all_approved, Wanted(mend=True), clock=False)
