"""Values of a change as lines of text, so that old and new can be put beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from enum import Enum
from typing import Any, Final, TypeAlias

from ...domain.change import (
    Action,
    Change,
    Credential,
    CredentialChanged,
    FieldChanged,
    FolderRenamed,
    MemberChanged,
    PictureChanged,
    VersionPublished,
)
from ...domain.environment import Environment
from ...domain.event import Value
from ...domain.layout import Kind
from ...domain.permission import Permission

Naming: TypeAlias = Callable[[str], str]
"""What a person is called, by id."""

_VERBS: Final = ("registered", "changed", "removed", "revoked", "handed over")
_ESSENTIAL: Final = {"value", "store", "thumbprint"}
"""Without these there is no credential."""
CONTACTS: Final = {"technical_contact", "administrative_contact"}
"""Settings that hold a person's id."""
_FACTS: Final = {"value", "generation", "thumbprint", "expires"}
"""What the log tells of a credential that exists. Where the store keeps it stays with the store."""


def lines(value: Any) -> tuple[str, ...]:
    """A value as lines of text; none where there is nothing."""
    match value:
        case None | "" | ():
            return ()
        case bool():
            return ("Yes" if value else "No",)
        case Enum():
            return (str(value.value),)
        case date():
            return (value.isoformat(),)
        case tuple():
            return tuple(line for item in value for line in lines(item))
        case _:
            return tuple(str(value).splitlines())


def values_of(change: Change, person: Naming) -> Iterator[Value]:
    """What a change puts in the place of what."""
    match change:
        case FieldChanged():
            yield from _field(change, person)
        case VersionPublished():
            yield Value(change.environment.shown, lines(change.old), lines(change.new))
        case MemberChanged():
            yield Value(person(change.person), _granted(change.old), _granted(change.new))
        case CredentialChanged():
            title = f"{change.environment.shown} {change.credential.shown}"
            if change.old != change.new:
                yield Value(title, _generation(change.old), _generation(change.new))
            else:
                yield Value(title, (), change.details)
        case FolderRenamed():
            yield Value("SEO-friendly name", (change.old,), (change.new,))
        case PictureChanged():
            name = change.location.file or f"{change.location.person}.png"
            old = () if change.action is Action.CREATED else (name,)
            new = () if change.action is Action.DELETED else (name,)
            yield Value("Picture", old, (f"{name}, another picture",) if old and new else new)
        case _:
            return


def _field(change: FieldChanged, person: Naming) -> Iterator[Value]:
    place = change.place
    if change.location.kind is Kind.MANAGED_CREDENTIALS:
        if place[-1] in _FACTS:
            title = f"{change.title.rpartition(': ')[2]} of the {_credential(change)}"
            yield Value(title, lines(change.old), lines(change.new))
        return
    name = person if place[-1] in CONTACTS else str
    old, new = (tuple(name(one) for one in lines(value)) for value in (change.old, change.new))
    where = ".".join(str(step + 1) if isinstance(step, int) else step for step in place)
    yield Value(change.title, old, new, where if len(place) > 1 else "")


def _credential(change: FieldChanged) -> str:
    """Which credential a fact is about."""
    environment, credential = map(str, change.place[:2])
    what = Credential(credential).shown if credential in set(Credential) else "credential of before"
    return f"{Environment(environment).shown} {what}"


def issued(group: Sequence[Change]) -> str:
    """Facts about credentials as one sentence: which exist newly or in another way, and which are gone."""
    told: dict[str, dict[str, None]] = {}
    for one in group:
        if isinstance(one, FieldChanged):
            told.setdefault(_became(one), {})[_credential(one)] = None
    said = [f"{', '.join(told[verb])} {verb}" for verb in _VERBS if verb in told]
    return f"{'; '.join(said) or 'The facts are written anew'}: {group[0].subject.name}"


def _became(change: FieldChanged) -> str:
    """What a changed fact says of its credential."""
    if change.place[1] == "revoked":
        return "revoked"
    if "hand_over" in change.place:
        return "handed over"
    if change.new is not None:
        return "registered"
    return "removed" if change.place[-1] in _ESSENTIAL else "changed"


def _granted(permissions: frozenset[Permission] | None) -> tuple[str, ...]:
    return tuple(one.shown for one in Permission if one in (permissions or ()))


def _generation(number: int) -> tuple[str, ...]:
    return (f"Generation {number}",) if number else ()
