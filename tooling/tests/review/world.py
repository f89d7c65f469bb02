"""A small world for requests: the example registry, edits of its files, and who asks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from devportal.domain.case import Case, Identity
from devportal.flows.review import Event, gather
from devportal.gateways.folder import FolderSource
from devportal.gateways.overlay import OverlaySource

from ..conftest import VALID

NOW = "2026-11-24T09:30:00Z"
BIRCH = "registry/partners/birch"
MAPS = f"{BIRCH}/apps/pocket-maps"
TOM = Identity("tom-frost", 10482234)
JON = Identity("jonvik", 7001002)
MARI = Identity("maridahl", 7001001)

Edits = Mapping[str, "str | tuple[str, str] | None"]
"""Path to a whole text, ``None`` for a file that goes, or a replacement (old, new) in the file that is there."""


@cache
def text_of(path: str) -> str:
    return (VALID / path).read_text(encoding="utf-8")


def laid(below: OverlaySource, edits: Edits) -> OverlaySource:
    files: dict[str, bytes | None] = {}
    for path, edit in edits.items():
        if isinstance(edit, tuple):
            before = files.get(path) or below.files.get(path) or (VALID / path).read_bytes()
            assert edit[0].encode() in before, (path, edit)
            files[path] = before.replace(edit[0].encode(), edit[1].encode())
        else:
            files[path] = None if edit is None else edit.encode()
    return OverlaySource(below, files)


def sources(base: Edits, head: Edits) -> tuple[OverlaySource, OverlaySource]:
    ground = laid(OverlaySource(FolderSource(VALID), {}), base)
    return ground, laid(ground, head)


def case_of(head: Edits, base: Edits | None = None, actor: Identity = TOM, **facts: object) -> Case:
    return gather(*sources(base or {}, head), Event(actor, NOW, **facts))  # type: ignore[arg-type]


def moved(folder: str, new: str) -> Edits:
    """A folder renamed."""
    edits: dict[str, str | None] = {}
    for file in sorted((VALID / folder).rglob("*")):
        if file.is_file():
            path = file.relative_to(VALID).as_posix()
            edits[path] = None
            if file.suffix == ".yaml":
                edits[path.replace(folder, new, 1)] = file.read_text(encoding="utf-8")
    return edits
