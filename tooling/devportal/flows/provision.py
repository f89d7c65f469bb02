"""Makes the plan: gathers what is wanted, what exists and what was approved, and decides."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple, TypeAlias, cast

from ..decide.provision.plan import needs_grounds, plan
from ..decide.provision.receivers import Receivers
from ..domain.hand_over import TERMS, Outbox
from ..domain.layout import Kind
from ..domain.policy import Policy
from ..domain.provision import Grounds, Place, Plan, Receiver, Rules, Situation
from ..domain.secret import SecretStore
from ..domain.source import Source, SourceError
from ..gateways.git import GitSource
from ..gateways.outboxes import parcels_of
from .load import load
from .provision_keys import asked_for, counted_keys

NEEDED: Final = {Kind.APP, Kind.CREDENTIALS, Kind.MANAGED_CREDENTIALS, Kind.PERSON, Kind.POLICY, Kind.MEMBERS}
"""What a plan is made from; the rest of the registry is not read."""
_SKEW: Final = timedelta(minutes=10)

Approved: TypeAlias = Callable[[Source, Collection[Place]], Mapping[Place, Grounds]]
"""Says for places in Stage and Production whether what is wanted there was approved. Raises SourceError."""


class Planned(NamedTuple):
    """A plan, and what it was made from."""

    plan: Plan
    situation: Situation


def now() -> str:
    """This moment in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def make_plan(
    source: Source,
    store: SecretStore,
    outbox: Outbox,
    approved: Approved,
    *,
    mend: bool = False,
    confirmed: int = -1,
    moment: str = "",
    clock: bool = True,
) -> Planned:
    """The plan as of now. What history says of approvals and of keys is looked up only where something would change.

    ``clock``: refuse to go back behind what was done before. Raises SourceError, StoreError, OutboxError.
    """
    snapshot = load(source, NEEDED)
    policy = snapshot.platform.policy.record if snapshot.platform.policy else None
    situation = Situation(
        snapshot=snapshot,
        entries={entry.name: entry for entry in store.entries()},
        now=moment or now(),
        rules=_rules(policy, mend, confirmed),
        receivers=Receivers(snapshot.people),
        parcels={parcel.name: parcel for parcel in parcels_of(outbox, snapshot.partners)},
        terms=policy.hand_over.terms if policy else TERMS,
    )
    if clock:
        check_clock(situation)
    first = plan(situation)
    looked_up = _looked_up(source, situation, first, approved)
    return Planned(first, situation) if looked_up is situation else Planned(plan(looked_up), looked_up)


def _looked_up(source: Source, situation: Situation, first: Plan, approved: Approved) -> Situation:
    """The situation with what history says; the very same where a plan needs none of it."""
    places = {step.place for step in first.steps if needs_grounds(step)}
    people = asked_for(situation, first)
    if places:
        situation = replace(situation, grounds=approved(source, places))
    if people and isinstance(source, GitSource):
        found = counted_keys(source, people, situation.now, situation.terms)
        keys = ChainMap({**found.receivers}, cast("dict[tuple[str, str], tuple[Receiver, ...]]", situation.receivers))
        situation = replace(situation, receivers=keys, waiting=found.waiting, files=found.files)
    return situation


def _rules(policy: Policy | None, mend: bool, confirmed: int) -> Rules:
    rules = Rules(mend=mend, confirmed=confirmed)
    return replace(rules, share=policy.tripwire.share, least=policy.tripwire.least) if policy else rules


def check_clock(situation: Situation) -> None:
    """A clock that is behind would bring back what has expired. Raises SourceError."""
    newest = max(_moments(situation), default="")
    if newest and _time(newest) > _time(situation.now) + _SKEW:
        raise SourceError(
            f"This machine's clock says {situation.now}, and something was done at {newest} already. "
            "Set the clock right."
        )


def _moments(situation: Situation) -> Iterable[str]:
    for partner in situation.snapshot.partners.values():
        for app in partner.apps.values():
            for _, facts in app.facts.record if app.facts else ():
                if facts:
                    made = (facts.client_id, facts.client_secret, facts.certificate)
                    yield from (one.created for one in made if one)
                    yield from (one.revoked for one in facts.revoked[-1:])
    yield from (max(entry.created, entry.revoked) for entry in situation.entries.values())


def _time(moment: str) -> datetime:
    return datetime.strptime(moment, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def all_approved(_: Source, places: Collection[Place]) -> Mapping[Place, Grounds]:
    """For a history that the operator vouches for as a whole."""
    return dict.fromkeys(places, Grounds())
