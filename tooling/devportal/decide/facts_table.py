"""Rows of a table become facts under ``managed/``: strict, each mistake with its row; unknown apps are set aside."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple, TypeAlias

from ..domain.environment import Environment
from ..domain.layout import Kind, Location
from ..domain.record import Group, Record
from ..domain.tenant import AuthorisedTenant
from .parse.characters import hidden_at, name_of
from .shape import shape
from .suggest import did_you_mean

Owner: TypeAlias = tuple[str, str]
"""A partner and one of its apps."""
Rows: TypeAlias = Iterable[tuple[int, Mapping[str, Any]]]
"""Each row with its number."""

_MOST_FAULTS: Final = 50


class Sheet(NamedTuple):
    """A kind of table: the file that its rows end in, the list in that file, its entries, and columns with times."""

    kind: Kind
    name: str
    entry: type[Group]
    times: frozenset[str]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column, those of the owner first."""
        return "partner", "app", *self.entry.model_fields

    @property
    def needed(self) -> tuple[str, ...]:
        """Columns that have to be there."""
        required = (name for name, one in self.entry.model_fields.items() if one.is_required())
        return "partner", "app", *required


class Fault(NamedTuple):
    """What is wrong with a row, or with the header (row 1 of a table with a header, 0 of one without)."""

    row: int
    message: str


@dataclass(frozen=True)
class Sorted:
    """Rows by the app that they belong to, rows that were set aside with the reason, and what is wrong."""

    facts: Mapping[Owner, Sequence[Any]] = field(default_factory=dict)
    aside: tuple[Fault, ...] = ()
    faults: tuple[Fault, ...] = ()
    repeated: int = 0


def header_fault(sheet: Sheet, columns: Sequence[str]) -> str:
    """What is wrong with the columns; empty when nothing is."""
    for column in columns:
        if column not in sheet.columns:
            near = did_you_mean(column, sheet.columns)
            hint = f"Did you mean {near}?" if near else f"There are: {', '.join(sheet.columns)}."
            return f"the column {column!r} is not known. {hint}"
        if columns.count(column) > 1:
            return f"the column {column} is there twice. Take one of them away."
    missing = [column for column in sheet.needed if column not in columns]
    return f"the column {missing[0]} is missing. Needed are: {', '.join(sheet.needed)}." if missing else ""


def sort_rows(sheet: Sheet, rows: Rows, apps: Mapping[str, Iterable[str]], forgotten: frozenset[str]) -> Sorted:
    """Check every row. ``apps`` are the apps of each partner; ``forgotten`` are tenants that nothing brings back."""
    facts: dict[Owner, dict[Any, int]] = {}
    keys: dict[tuple[Any, ...], int] = {}
    aside, faults, repeated = [], [], 0
    for number, row in rows:
        owner = (str(row.get("partner") or ""), str(row.get("app") or ""))
        entry, wrong = _entry(sheet, row)
        if wrong:
            faults += [Fault(number, message) for message in wrong]
        elif reason := _aside(owner, entry, apps, forgotten):
            aside.append(Fault(number, reason))
        elif entry in (mine := facts.setdefault(owner, {})):
            repeated += 1
        elif (key := _key(entry)) and (first := keys.setdefault((*owner, *key), number)) != number:
            faults.append(Fault(number, f"{key[0]} in {key[1]} is in row {first} already, with other facts"))
        else:
            mine[entry] = number
        if len(faults) >= _MOST_FAULTS:
            break
    return Sorted({owner: tuple(mine) for owner, mine in facts.items()}, tuple(aside), tuple(faults), repeated)


def _key(entry: Any) -> tuple[str, ...]:
    """What an app can have one of: a tenant in an environment. Of reports there may be any number."""
    return (entry.tenant, entry.environment.shown) if isinstance(entry, AuthorisedTenant) else ()


def _entry(sheet: Sheet, row: Mapping[str, Any]) -> tuple[Any, list[str]]:
    told: list[str] = []
    values: dict[str, Any] = {}
    for column, value in row.items():
        if column in {"partner", "app"}:
            if not isinstance(value, str) or not value:
                told.append(f"{column} is missing")
        elif value not in (None, ""):
            values[column] = _moment(value) if column in sheet.times else _composed(value)
            if isinstance(value, str) and hidden_at(value) >= 0:
                told.append(f"{column} holds {name_of(value[hidden_at(value)])}, which nobody can see. Take it out.")
    found = shape(Location(sheet.kind), {sheet.name: [values]})
    told += [f"{one.message.removeprefix(f'{sheet.name}[1].')}. {one.advice}" for one in found.findings]
    return (getattr(found.record, sheet.name)[0] if found.record and not told else None), told


def _composed(value: Any) -> Any:
    """Text as the registry wants it: a letter and its accent are one character."""
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def _moment(value: Any) -> Any:
    """A time with its zone as the registry writes it; anything else as it is, for the model to refuse."""
    try:
        time = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return value
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if time.tzinfo else str(value)


def _aside(owner: Owner, entry: Any, apps: Mapping[str, Iterable[str]], forgotten: frozenset[str]) -> str:
    partner, app = owner
    if entry.tenant in forgotten:
        return f"{entry.tenant} asked to be forgotten"
    if partner not in apps:
        return f"there is no partner {partner}"
    return "" if app in apps[partner] else f"{partner} has no app {app}"


def merged(old: Record | None, sheet: Sheet, new: Sequence[Any], *, complete: bool) -> tuple[Any, ...]:
    """The entries of a file once the new ones are in: those of the same tenant and environment replaced.

    Where the table is complete, nothing stays that it does not hold.
    """
    kept: Iterator[Any] = iter(()) if complete else iter(getattr(old, sheet.name) if old else ())
    taken = {_key(one) or one for one in new}
    entries = [*(one for one in kept if (_key(one) or one) not in taken), *new]
    return tuple(sorted(entries, key=_order))


def _order(entry: Any) -> tuple[str, ...]:
    if isinstance(entry, AuthorisedTenant):
        return str(list(Environment).index(entry.environment)), entry.tenant
    return (entry.reported_on,)
