"""The roll-ups once more, in plain Python from the rows: what engines are held against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

Row = dict[str, Any]
Summed = dict[tuple[Any, ...], tuple[Any, ...]]


def _grouped(rows: Iterable[Row], by: tuple[str, ...], told: Callable[[list[Row]], tuple[Any, ...]]) -> Summed:
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[name] for name in by)].append(row)
    return {key: told(some) for key, some in groups.items()}


def usage(rows: Iterable[Row]) -> Summed:
    """Calls and failed calls by app, environment, tenant, usage, day."""
    return _grouped(rows, ("app", "environment", "tenant", "usage", "day"), lambda some: (_calls(some), _failed(some)))


def _calls(rows: Iterable[Row]) -> int:
    return sum(row["weight"] for row in rows)


def _failed(rows: Iterable[Row]) -> int:
    return sum(row["weight"] for row in rows if not row["success"])


def operations(rows: Iterable[Row]) -> Summed:
    """Calls, failed, records, sum of durations, calls that were timed, and percentiles, by operation."""
    return _grouped(rows, ("app", "environment", "operation"), _operation)


def _operation(rows: list[Row]) -> tuple[Any, ...]:
    timed = [row for row in rows if row["duration"] is not None]
    records = sum((row["records"] or 0) * row["weight"] for row in rows)
    lasted = sum(row["duration"] * row["weight"] for row in timed)
    found = tuple(percentile(timed, percent) for percent in (50, 95, 99))
    return (_calls(rows), _failed(rows), records, lasted, _calls(timed), *found)


def percentile(rows: list[Row], percent: int) -> int | None:
    """By definition: every call is laid out in order; the first at which the share is reached, to three digits."""
    laid_out = sorted(cut(row["duration"]) for row in rows for _ in range(row["weight"]))
    reached = (one for place, one in enumerate(laid_out, 1) if place * 100 >= len(laid_out) * percent)
    return next(reached, None)


def cut(number: int) -> int:
    """To three significant digits, by its decimal digits."""
    text = str(number)
    return int(text[:3] + "0" * (len(text) - 3))


def failed(tables: dict[str, list[Row]]) -> list[Row]:
    """All that failed, with its kind."""
    found = [{**row, "kind": "exception"} for row in tables["exceptions"]]
    found += [{**row, "kind": "inbound"} for row in tables["requests"] if not row["success"]]
    return found + [{**row, "kind": "outbound"} for row in tables["dependencies"] if not row["success"]]


def failures(rows: Iterable[Row]) -> Summed:
    """How many, first and last, of how many tenants that are known, by group."""
    by = ("app", "environment", "kind", "operation", "problem", "code")
    return _grouped(
        rows,
        by,
        lambda some: (
            _calls(some),
            min(row["moment"] for row in some),
            max(row["moment"] for row in some),
            len({row["tenant"] for row in some} - {""}),
        ),
    )


def failure_days(rows: Iterable[Row]) -> Summed:
    """How many, by kind and day."""
    return _grouped(rows, ("app", "environment", "kind", "day"), lambda some: (_calls(some),))


def latest(rows: Iterable[Row], by: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The ids of the latest three rows of each group; of two at one moment the one whose id comes first."""
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[name] for name in by)].append(row)
    found = set()
    for some in groups.values():
        some.sort(key=lambda row: row["item"])
        some.sort(key=lambda row: row["moment"], reverse=True)
        found |= {row["item"] for row in some[:3]}
    return found


def within(rows: Iterable[Row], last: date, days: int) -> list[Row]:
    """Rows of so many days up to the last."""
    return [row for row in rows if last - timedelta(days=days - 1) <= row["day"] <= last]
