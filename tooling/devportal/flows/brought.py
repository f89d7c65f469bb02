"""The findings that a request brings: those at its head that are not at its base.

Nearly all of a registry is the same on both sides. So what base says as a whole is remembered under the id of its tree,
and only the units that the request touches are judged again. Where that cannot tell for sure that nothing else changes
(a name is taken twice, a reference leads nowhere, the platform itself changes), both sides are judged as a whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from ..decide.assemble import Unit, UnitKind
from ..decide.place import place
from ..domain.facts import UnitVerdict
from ..domain.finding import Finding, in_order
from ..domain.layout import ROOT, locate_path
from ..domain.source import Source
from .read import memory
from .sides import Touched, units_of
from .validate import Judged, judge_units, judge_whole, told_places

_SPACE: Final = "registry"
_Mark = tuple[str, str, str]
_Named = Mapping[str, Sequence[str]]
"""Units by the value that they claim or need. A claim's unit ends in ``!`` where two are one too many."""


class Standing(NamedTuple):
    """What is known of a whole registry: its findings, and who claims and needs what in each space."""

    findings: frozenset[_Mark]
    claims: Mapping[str, _Named]
    needs: Mapping[str, _Named]


class Brought(NamedTuple):
    """What a request brings: findings, in order, and the names that it newly takes, as space and value."""

    findings: tuple[Finding, ...] = ()
    claims: frozenset[tuple[str, str]] = frozenset()


def brought(base: Source, head: Source, touched: Sequence[Touched]) -> Brought:
    """Findings and claims at head that are not at base. Raises SourceError."""
    mine = [one for one in touched if one.path.startswith(f"{ROOT}/")]
    if not mine:
        return Brought()
    units = units_of(mine)
    old, new = judge_units(base, units), judge_units(head, units)
    claims = _claims(new.verdicts) - _claims(old.verdicts)
    verdicts = (*old.verdicts.values(), *new.verdicts.values())
    known = _standing(base, verdicts) if Unit(UnitKind.PLATFORM) not in units else None
    if known is None:
        return Brought(_difference(head, frozenset(map(_mark, judge_whole(base).findings))), claims)
    if not _stand_alone(known, old.verdicts, new.verdicts):
        return Brought(_difference(head, known.findings), claims)
    found = (*_misplaced(head, mine), *new.misplaced, *_own(new.verdicts))
    return Brought(in_order({one for one in found if _mark(one) not in known.findings}), claims)


def _claims(verdicts: Mapping[Unit, UnitVerdict]) -> frozenset[tuple[str, str]]:
    """Names that can be taken once, and those by which others refer to what is new."""
    return frozenset(
        (claim.space, claim.value)
        for verdict in verdicts.values()
        for claim in verdict.claims
        if claim.code or claim.space in {"partner", "app", "person"}
    )


def _difference(head: Source, before: frozenset[_Mark]) -> tuple[Finding, ...]:
    return tuple(one for one in judge_whole(head).findings if _mark(one) not in before)


def _mark(one: Finding) -> _Mark:
    return one.code, one.path, one.message


def _own(verdicts: Mapping[Unit, UnitVerdict]) -> Iterator[Finding]:
    return (one for verdict in verdicts.values() for one in verdict.findings)


def _misplaced(head: Source, touched: Iterable[Touched]) -> tuple[Finding, ...]:
    """Files that belong to no unit, because the registry has no place for them."""
    paths = [one.path for one in touched if one.new[0] and locate_path(one.path) is None]
    return told_places(head, place(head.entries(paths))[1]) if paths else ()


def _standing(source: Source, verdicts: Iterable[UnitVerdict]) -> Standing | None:
    """What is known of a registry in the spaces that some verdicts speak of; nothing where it cannot be remembered."""
    tree, remembered = source.content_id(), memory()
    if not tree or remembered.cache is None:
        return None
    spaces = {one.space for verdict in verdicts for part in (verdict.claims, verdict.needs) for one in part}
    key = f"{remembered.tool}{tree}"
    wanted = [key, *(f"{key}{part}{space}" for part in ("claims", "needs") for space in sorted(spaces))]
    found = remembered.cache.get(_SPACE, wanted)
    if key not in found:
        found = {f"{key}{name}": value for name, value in _made(judge_whole(source)).items()}
        remembered.cache.put(_SPACE, found.items())
    marks = frozenset((code, path, message) for code, path, message in found[key])
    claims, needs = ({one: found.get(f"{key}{part}{one}", {}) for one in spaces} for part in ("claims", "needs"))
    return Standing(marks, claims, needs)


def _made(judged: Judged) -> dict[str, Any]:
    """Rows by name: the findings under the empty one, then claims and needs of each space."""
    rows: dict[str, Any] = defaultdict(lambda: defaultdict(list))
    for unit, verdict in judged.verdicts.items():
        name = _name(unit)
        for claim in verdict.claims:
            rows[f"claims{claim.space}"][claim.value].append(f"{name}!" if claim.code else name)
        for need in verdict.needs:
            rows[f"needs{need.space}"][need.value].append(name)
    return {**rows, "": list(map(_mark, judged.findings))}


def _name(unit: Unit) -> str:
    return f"{unit.kind.value}/{unit.id}"


def _stand_alone(known: Standing, old: Mapping[Unit, UnitVerdict], new: Mapping[Unit, UnitVerdict]) -> bool:
    """Whether no finding between units can come of the change: a proof, not a guess."""
    names = {_name(unit) for unit in (*old, *new)}
    mine = {*names, *(f"{name}!" for name in names)}

    def others(index: Mapping[str, _Named], space: str, value: str) -> list[str]:
        return [unit for unit in index[space].get(value, ()) if unit not in mine]

    taken: dict[tuple[str, str], bool] = {}
    for claim in (one for verdict in new.values() for one in verdict.claims):
        place, is_sole = (claim.space, claim.value), bool(claim.code)
        rivals = others(known.claims, *place)
        if place in taken and (is_sole or taken[place]):
            return False
        if rivals and (is_sole or any(unit.endswith("!") for unit in rivals)):
            return False
        taken[place] = is_sole
    is_met = all(
        (need.space, need.value) in taken or others(known.claims, need.space, need.value)
        for verdict in new.values()
        for need in verdict.needs
    )
    given_up = {(one.space, one.value) for verdict in old.values() for one in verdict.claims} - set(taken)
    return is_met and all(others(known.claims, *one) or not others(known.needs, *one) for one in given_up)
