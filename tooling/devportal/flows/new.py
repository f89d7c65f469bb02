"""Begins new records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..decide.edit import with_value
from ..decide.gaps import Gap, gaps
from ..decide.scaffold.app import NewApp, app_files
from ..decide.scaffold.partner import member, partner_records
from ..decide.scaffold.texts import draft_file, new_file
from ..domain.app import AppKind
from ..domain.layout import Kind, path_of
from ..domain.person import KeyUse
from ..domain.snapshot import Snapshot
from ..domain.source import SourceError
from .load import load
from .propose import Proposed, propose
from .read import open_folder


def load_registry(root: Path) -> Snapshot:
    """The registry in ``root``. Raises SourceError."""
    return load(open_folder(root))


def new_person(root: Path, person: str, record: Mapping[str, Any]) -> Proposed:
    """Add a person. Raises SourceError."""
    return propose(root, dict([new_file(Kind.PERSON, record, person=person)]))


def new_partner(root: Path, partner: str, name: str, administrator: str) -> Proposed:
    """Add a partner with its first person, who becomes its administrator. Raises SourceError."""
    return propose(root, dict(record.file for record in partner_records(partner, name, administrator)))


def new_member(root: Path, partner: str, person: str, roles: Sequence[str]) -> Proposed:
    """Add a person to a partner. Raises SourceError."""
    path = path_of(Kind.MEMBERS, partner=partner)
    text = _text(root, path)
    snapshot = load_registry(root)
    filed = snapshot.partners[partner].members if partner in snapshot.partners else None
    if filed and person in filed.record.members:
        raise SourceError(f"{person} is a user of {partner} already. Change the roles in {path}.")
    changed = with_value(text, ("members", person), member(roles))
    return propose(root, {path: changed.encode()}, may_replace=True)


def new_app(
    root: Path,
    partner: str,
    app: str,
    name: str,
    kind: str,
    template: str,
    contact: str,
    redirect_urls: Sequence[str] = (),
    points: Mapping[str, str] | None = None,
) -> Proposed:
    """Add an app that is live in SOD. Raises SourceError."""
    snapshot = load_registry(root)
    known = snapshot.platform.templates
    if template not in known:
        raise SourceError(f"There is no template {template}. There are: {', '.join(known)}.")
    person = snapshot.people.get(contact)
    can_receive = bool(person and any(KeyUse.RECEIVE in key.uses for key in person.record.keys))
    new = NewApp(partner, app, name, AppKind(kind), template, contact, redirect_urls, points or {}, can_receive)
    return propose(root, app_files(new, known[template]))


_VERSIONED = {"configuration": Kind.CONFIGURATION, "listing": Kind.LISTING, "profile": Kind.PROFILE}


def new_version(root: Path, part: str, partner: str, app: str, version: str, label: str, source: str = "") -> Proposed:
    """Begin a version of a configuration, listing or profile, empty or as a copy of another. Raises SourceError."""
    kind = _VERSIONED[part]
    names = {"partner": partner, "app": app}
    if source:
        text = _text(root, path_of(kind, version=source, **names))
        path = path_of(kind, version=version, **names)
        return propose(root, {path: with_value(text, ("label",), label).encode()})
    return propose(root, dict([draft_file(kind, {"label": label}, version=version, **names)]))


def remaining_gaps(root: Path, part: str, partner: str, app: str, version: str) -> tuple[Gap, ...]:
    """What a version still lacks before it can be published. Raises SourceError."""
    records = load_registry(root).partners[partner]
    versions: Mapping[str, Any] = records.profiles
    if part != "profile":
        versions = records.apps[app].configurations if part == "configuration" else records.apps[app].listings
    return gaps(versions[version].record)


def _text(root: Path, path: str) -> str:
    try:
        return (root / path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise SourceError(f"There is no readable {path}. Check the names.") from None
