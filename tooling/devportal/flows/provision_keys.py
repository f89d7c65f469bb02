"""Whose keys count when something is handed over, read from the history of main."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..domain.hand_over import Terms
from ..domain.provision import Action, Plan, Receiver, Situation
from ..gateways.git import GitSource
from ..gateways.sealing import can_receive
from .hand_over import key_digest
from .receivers import receivers


class Counted(NamedTuple):
    """Keys by partner and person, why others wait, and files that keep what was seen."""

    receivers: Mapping[tuple[str, str], tuple[Receiver, ...]]
    waiting: Mapping[str, str]
    files: Mapping[str, bytes]


def asked_for(situation: Situation, plan: Plan) -> dict[str, set[str]]:
    """Whose keys a plan depends on, partner by partner."""
    people: dict[str, set[str]] = defaultdict(set)
    for step in plan.steps:
        lying = situation.parcels.get(step.name) if step.action is Action.HAND_OVER else None
        names = {*step.recipients, *(lying.recipients if lying else ())}
        if names:
            people[step.place.partner].update(names)
    return people


def counted_keys(source: GitSource, people: Mapping[str, Iterable[str]], now: str, terms: Terms) -> Counted:
    """The keys that count, of some people of some partners. Raises SourceError."""
    keys: dict[tuple[str, str], tuple[Receiver, ...]] = {}
    waiting: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for partner, names in people.items():
        found = receivers(source, partner, names, now, terms)
        for name in names:
            mine = found.keys.get(name, ())
            keys[partner, name] = tuple(Receiver(one, key_digest(one)) for one in mine if not can_receive(one.key))
        waiting.update((one.person, one.sentence) for one in found.waiting)
        files.update(found.files)
    return Counted(keys, waiting, files)
