"""Requests as folders: an incident becomes a test, and a policy is replayed over what was decided before."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from ..domain.case import Approval, Case, Identity, OtherRequest, Turn, Turned
from ..domain.finding import Finding, Severity
from ..domain.layout import ROOT
from ..domain.permission import StaffRole
from ..domain.snapshot import TreeEntry
from ..domain.source import Source, SourceError
from ..gateways.files import write_all
from ..gateways.folder import FolderSource
from ..gateways.overlay import OverlaySource
from .files import LARGEST_PICTURE
from .review import Event, gather, statements_from


@dataclass(frozen=True)
class _Nothing:
    """A source without files."""

    def entries(self, below: Sequence[str] = ()) -> list[TreeEntry]:
        return []

    def content_id(self, folder: str = ROOT) -> str:
        return ""

    def read(self, entry: TreeEntry, limit: int) -> bytes | None:
        return None


def load_case(folder: Path, examples: Path) -> Case:
    """The case in ``folder``: ``base/`` laid over what ``event.json`` names, ``head/`` laid over that.

    ``over: example`` takes the registry in ``examples`` for the ground, so that a case shows what matters only.
    Raises SourceError.
    """
    event = json.loads((folder / "event.json").read_text(encoding="utf-8"))
    ground: Source = FolderSource(examples) if event.get("over") == "example" else _Nothing()
    base = OverlaySource(ground, {**_files(folder / "base"), **_gone(event.get("not_at_base", ()))})
    head = OverlaySource(base, {**_files(folder / "head"), **_gone(event.get("removed", ()))})
    case = gather(base, head, event_from(event))
    return _with_findings(case, event["findings"]) if "findings" in event else case


def event_from(document: Mapping[str, Any]) -> Event:
    """What ``event.json`` says. Raises SourceError."""
    others = (_other(one) for one in document.get("others", ()))
    return Event(
        actor=Identity(**document["actor"]),
        now=document.get("now", "2026-11-24T09:30:00Z"),
        number=document.get("number", 0),
        title=document.get("title", ""),
        draft=document.get("draft", False),
        statements=statements_from(document.get("approvals", [])),
        others=tuple(others),
        turns=tuple(Turned(one["since"], Turn(one["turn"])) for one in document.get("turns", ())),
        published_since=document.get("published_since", {}),
    )


def _other(one: Mapping[str, Any]) -> OtherRequest:
    claims = frozenset((space, value) for space, value in one.get("claims", ()))
    waits = frozenset(StaffRole(role) for role in one.get("waits_for", ()))
    publishes = frozenset(one.get("publishes", ()))
    return OtherRequest(one["number"], one["author"], claims, publishes, waits, one.get("valid", True))


def _with_findings(case: Case, findings: list[dict[str, Any]]) -> Case:
    told = (
        Finding(**{**one, "pointer": tuple(one["pointer"]), "severity": Severity(one["severity"])}) for one in findings
    )
    return replace(case, findings=tuple(told))


def _files(folder: Path) -> dict[str, bytes | None]:
    if not folder.is_dir():
        return {}
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
    }


def _gone(paths: Any) -> dict[str, bytes | None]:
    return dict.fromkeys(paths)


def record_case(folder: Path, case: Case, event: Event, base: Source, head: Source) -> None:
    """Write a request as a case that stands for itself. Raises SourceError when there is one of that name."""
    if folder.exists():
        raise SourceError(f"There is a case {folder.name} already. Choose another name.")
    old = _texts(base, set(case.base), {"platform", "people"})
    new = {path: data for path, data in _texts(head, set(case.head), set()).items() if old.get(path) != data}
    facts = {
        "actor": asdict(case.actor),
        "now": case.now,
        "number": event.number,
        "draft": event.draft,
        "approvals": [_statement(one) for one in case.approvals],
        "removed": sorted(path for path in case.base if path not in case.head),
        "findings": [asdict(one) for one in case.findings],
    }
    files = {f"base/{path}": data for path, data in old.items()}
    files |= {f"head/{path}": data for path, data in new.items()}
    files["event.json"] = json.dumps(facts, indent=2, sort_keys=True, default=str).encode() + b"\n"
    write_all(folder, files)


def _statement(one: Approval) -> dict[str, Any]:
    return {**asdict(one.by), "digest": one.digest, "decision": one.decision.value, "reason": one.reason}


def _texts(source: Source, paths: set[str], folders: set[str]) -> dict[str, bytes]:
    """The named files, and all below some folders of the registry; what is no plain file is left out."""
    found = {}
    for entry in source.entries():
        below = entry.path.removeprefix(f"{ROOT}/").partition("/")[0]
        if entry.mode == 0o100644 and (entry.path in paths or below in folders):
            found[entry.path] = source.read(entry, LARGEST_PICTURE) or b""
    return found
