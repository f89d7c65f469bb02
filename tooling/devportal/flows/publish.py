"""Asks for a version to be published: one line of published.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..decide.edit import with_item, with_value
from ..decide.review.demands import publishing_mark
from ..domain.environment import Environment
from ..domain.layout import Kind, path_of
from ..domain.managed import Part
from ..domain.source import SourceError
from .propose import Proposed, propose


@dataclass(frozen=True)
class Asked:
    """What became of it, and who approves: empty when nobody has to."""

    proposed: Proposed
    approver: str


def publish(
    root: Path,
    partner: str,
    app: str,
    part: str,
    version: str,
    target: Environment,
    activation: Mapping[str, Any] | None = None,
) -> Asked:
    """Point an environment at a version, unless something is missing: then everything that is. Raises SourceError."""
    if (part == "profile") == bool(app):
        raise SourceError(
            "A profile is a partner's (`acme profile`), the rest is an app's (`acme/visual-reports listing`)."
        )
    kind = Kind.PUBLISHED_APP if app else Kind.PUBLISHED_PARTNER
    path = path_of(kind, partner=partner, app=app)
    if not (root / path).parent.is_dir():
        raise SourceError(f"There is no folder {path.rpartition('/')[0]}. Check the names of partner and app.")
    text = (root / path).read_text(encoding="utf-8") if (root / path).is_file() else _head(kind, path)
    changed = with_value(text, (part, target.value), version)
    if activation:
        changed = with_item(changed, "activations", activation)
    if changed == text:
        raise SourceError(f"The {part} {version} is published in {target.shown} already.")
    return Asked(propose(root, {path: changed.encode()}, may_replace=True), approver_of(part, target))


def approver_of(part: str, target: Environment) -> str:
    """Who has to approve, as the field itself says."""
    approval = publishing_mark(Part(part), target).approval
    return approval.shown if approval else ""


def _head(kind: Kind, path: str) -> str:
    return f"# yaml-language-server: $schema={'../' * path.count('/')}schemas/{kind.value}.schema.json\n"
