"""Versions that may not change: those that are live in Stage or Production, and those under another request."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.case import Case
from ...domain.change import Action, Change, FieldChanged, FileState, FileTouched, FolderRenamed, PictureChanged
from ...domain.environment import Environment
from ...domain.layout import Kind, path_of
from ...domain.listing import Listing
from ...domain.managed import Part
from ...domain.partner import Profile
from ...domain.release import PublishedApp, PublishedPartner
from ...domain.verdict import Refusal
from .diff import Side


def content_of(side: Side, version_path: str) -> frozenset[str]:
    """The files that a version consists of: its own, and the pictures that it shows."""
    state = side.get(version_path)
    record = state.record if state else None
    folder = f"{version_path.rpartition('/')[0]}/media/"
    names: list[str] = []
    if isinstance(record, Listing):
        names = [picture.file for picture in record.media.pictures]
    elif isinstance(record, Profile) and record.logo:
        names = [record.logo.file]
    return frozenset({version_path, *(folder + name for name in names)})


def live(side: Side) -> dict[str, str]:
    """Each file that customers see a version by, and where it is live, in words."""
    found: dict[str, str] = {}
    for state in side.values():
        for part, environment, version in _pointers(state):
            assert state.location is not None
            path = path_of(Kind(part.value), partner=state.location.partner, app=state.location.app, version=version)
            for one in content_of(side, path):
                found[one] = f"the {part.value} {version}, which is live in {environment.shown}"
    return found


def _pointers(state: FileState) -> Iterator[tuple[Part, Environment, str]]:
    if isinstance(state.record, PublishedApp | PublishedPartner):
        for part in Part:
            published = getattr(state.record, part.value, None)
            for environment in (Environment.STAGE, Environment.PRODUCTION):
                version = published.in_environment(environment) if published else None
                if version:
                    yield part, environment, version


def locked(case: Case, changes: tuple[Change, ...], renames: tuple[FolderRenamed, ...]) -> Iterator[Refusal]:
    """Changes of what is locked. Source: Developer Portal, versions and states."""
    fixed = live(case.base)
    asked = {path: other for other in case.others for path in other.publishes}
    told: set[str] = set()
    for change in changes:
        path = _at_base(change.path, renames)
        if not _edits(change) or path in told or path not in case.base:
            continue
        if path in fixed:
            message = f"this belongs to {fixed[path]}, and a version that is live there never changes"
            yield Refusal("live", change.path, message, "Make a new version, and ask to publish that.", change.pointer)
            told.add(path)
        elif path in asked:
            other = asked[path]
            message = f"the version is under request in #{other.number} by {other.author}, and locked meanwhile"
            advice = f"Change it in #{other.number}, or wait until that is decided."
            yield Refusal("requested", change.path, message, advice, change.pointer)
            told.add(path)


def _edits(change: Change) -> bool:
    if isinstance(change, FileTouched | PictureChanged):
        return change.action is not Action.CREATED
    return isinstance(change, FieldChanged) and not change.in_new_file


def _at_base(path: str, renames: tuple[FolderRenamed, ...]) -> str:
    for rename in renames:
        folder = rename.path.rpartition("/")[0]
        if path.startswith(f"{folder}/"):
            return folder.removesuffix(rename.new) + rename.old + path[len(folder) :]
    return path
