"""A provisioning plan and what stands, as text and as JSON. Never a secret: there is none in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any, Protocol

from ..domain.credential import Credential
from ..domain.provision import Due, Place, Plan
from .printable import printable


class Stands(Protocol):
    """What is shown of a credential."""

    @property
    def place(self) -> Place:
        """Where it belongs."""
        ...

    @property
    def credential(self) -> Credential:
        """What it is."""
        ...


def plan_as_text(plan: Plan, how: str) -> str:
    """Every step, what is held back and why, what does not agree, what ends soon, what cannot be undone.

    ``how`` is the command that carries it out.
    """
    parts = [_steps(plan), _held(plan), _drift(plan), _due(plan.due), _end(plan, how)]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _steps(plan: Plan) -> list[str]:
    lines = (f"  {printable(step.sentence)}" for step in plan.steps)
    return [*lines, *(f"  notes which changed keys it saw, in {path}" for path in plan.files)]


def _held(plan: Plan) -> list[str]:
    if not plan.held:
        return []
    lines = (f"  {one.place.shown}, {one.credential.shown}: {printable(one.why)}" for one in plan.held)
    return [f"Held back ({len(plan.held)}):", *lines]


def _drift(plan: Plan) -> list[str]:
    if not plan.drift:
        return []
    shown, more = plan.drift[:20], len(plan.drift) - 20
    lines = [f"  {one.sentence}" for one in shown]
    if more > 0:
        lines.append(f"  and {more:,} more; see `devportal provision status`")
    return [f"Registry, store and facts do not agree ({len(plan.drift):,}):", *lines]


def _due(due: Sequence[Due]) -> list[str]:
    return ["Ends soon:", *(f"  {one.place.shown}, {one.credential.shown}: {_left(one)}" for one in due)] if due else []


def _left(due: Due) -> str:
    if due.days < 0:
        return f"its last day was {due.expires}"
    return f"{due.days} {'day' if due.days == 1 else 'days'} left, until {due.expires}"


def _end(plan: Plan, how: str) -> list[str]:
    if plan.is_empty:
        return ["Nothing to do."]
    steps = f"{len(plan.steps):,} {'step' if len(plan.steps) == 1 else 'steps'}"
    lines = [f"{steps}:", *(f"  {line}" for line in plan.summary)]
    if plan.stopped:
        return [*lines, f"Stopped. {plan.stopped}"]
    return [*lines, "Nothing is done yet. To do exactly this:", f"  {how} --plan {plan.digest}"]


def plan_as_json(plan: Plan) -> str:
    """For programs: plain values, in the plan's order."""
    value = {
        "digest": plan.digest,
        "stopped": plan.stopped,
        "removals": plan.removals,
        "summary": plan.summary,
        "files": plan.files,
        "active": plan.active,
        "steps": [{"key": step.key, **_plain(asdict(step))} for step in plan.steps],
        "held": [_plain(asdict(one)) for one in plan.held],
        "drift": [{**_plain(asdict(one)), "sentence": one.sentence} for one in plan.drift],
        "due": [_plain(asdict(one)) for one in plan.due],
    }
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    partner, app, environment = value.pop("place")
    return {"partner": partner, "app": app, "environment": environment, **value}


def status_as_text(standings: Sequence[Any]) -> str:
    """A block for each app, a line for each credential."""
    blocks = []
    for (partner, app), mine in groupby(standings, lambda one: (one.place.partner, one.place.app)):
        blocks.append("\n".join([f"{partner}/{app}", *_lines(mine)]))
    drifts = sum(len(one.drift) for one in standings)
    held = sum(len(one.held) for one in standings)
    last = f"{len(standings):,} credentials"
    last += f"; {drifts:,} do not agree: devportal provision mend" if drifts else "; registry, store and facts agree"
    return "\n\n".join([*blocks, last + (f"; {held:,} held back" if held else "") + "."]) + "\n"


def _lines(standings: Iterable[Any]) -> Iterator[str]:
    for one in standings:
        facts = [one.state]
        if one.created:
            edition = f" (edition {one.edition})" if one.edition != one.generation else ""
            facts.append(f"generation {one.generation}{edition}")
            facts.append(f"{one.age:,} {'day' if one.age == 1 else 'days'} old")
        facts += [f"until {one.expires}"] if one.expires else []
        facts += [one.handed] if one.handed else []
        facts += [f"{one.revoked:,} revoked before"] if one.revoked and one.created else []
        what = f" {one.what[:32]}" if one.what else ""
        yield f"  {one.place.environment.shown:<11}{one.credential.shown:<14}{what:<33} {', '.join(facts)}".rstrip()
        for label, texts in (("does not agree", one.drift), ("held back", one.held), ("next", one.next)):
            yield from (f"{'':<13}{label}: {printable(text)}" for text in texts)


def status_as_json(standings: Sequence[Any]) -> str:
    """For programs."""
    return json.dumps([_plain(asdict(one)) for one in standings], indent=2, ensure_ascii=False) + "\n"
