"""A list does not name the same entry twice."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from ...domain.code import Code
from ...domain.finding import Pointer
from ...domain.record import Group, Record
from ...domain.snapshot import Filed, PartnerRecords, PersonRecords, Platform
from .every import records_of
from .rule import Rule, Told
from .texts import LISTING, varied

CODE = Code(
    id="DP211",
    title="A list names an entry twice",
    why="The second one has no effect; often another one was meant.",
    mend="Take one of the two away, or correct it.",
    bad=varied(LISTING, "languages: [english, norwegian]", "languages: [english, english]"),
    good=LISTING,
)


@cache
def _fields(model: type[BaseModel]) -> tuple[str, ...]:
    """Fields that can hold a list somewhere below."""
    return tuple(name for name, field in model.model_fields.items() if _holds(str(field.annotation)))


def _holds(shown: str) -> bool:
    return "tuple" in shown or "dict" in shown or "devportal" in shown


def _doubled(value: Any, here: Pointer) -> Iterator[tuple[Pointer, int]]:
    if isinstance(value, Group):
        for name in _fields(type(value)):
            yield from _doubled(getattr(value, name), (*here, name))
    elif isinstance(value, tuple):
        seen: dict[Any, int] = {}
        for position, item in enumerate(value):
            first = seen.setdefault(item, position)
            if first != position:
                yield (*here, position), first + 1
            yield from _doubled(item, (*here, position))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _doubled(item, (*here, key))


def _of(filed: Filed[Record]) -> Iterator[Told]:
    for pointer, first in _doubled(filed.record, ()):
        yield CODE.finding(filed.path, f"this entry is the same as entry {first} of the list", pointer)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Every list of the partner's records."""
    for filed in records_of(partner):
        yield from _of(filed)


def check_person(person: PersonRecords, platform: Platform) -> Iterator[Told]:
    """Every list of a person."""
    if person.person:
        yield from _of(person.person)


def check_platform(platform: Platform) -> Iterator[Told]:
    """Every list of the staff and of the templates."""
    for filed in (platform.staff, platform.templates_filed):
        if filed:
            yield from _of(filed)


RULE = Rule(CODE, partner=check, person=check_person, platform=check_platform)
