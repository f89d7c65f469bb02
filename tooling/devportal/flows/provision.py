"""Makes the plan: gathers what is wanted, what exists and what was approved, and decides."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple, TypeAlias

from ..decide.provision.plan import needs_grounds, plan
from ..decide.provision.receivers import Receivers
from ..domain.hand_over import Outbox
from ..domain.layout import Kind
from ..domain.provision import Grounds, Place, Plan, Rules, Situation
from ..domain.secret import SecretStore
from ..domain.snapshot import Snapshot
from ..domain.source import Source, SourceError
from .load import load

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
    """The plan as of now. Only what would change in Stage or Production is looked up in the history of main.

    ``clock``: refuse to go back behind what was done before. Raises SourceError, StoreError, OutboxError.
    """
    snapshot = load(source, NEEDED)
    situation = Situation(
        snapshot=snapshot,
        entries={entry.name: entry for entry in store.entries()},
        now=moment or now(),
        rules=_rules(snapshot, mend, confirmed),
        receivers=Receivers(snapshot.people),
        parcels={parcel.name: parcel for parcel in outbox.parcels()},
    )
    if clock:
        check_clock(situation)
    first = plan(situation)
    places = {step.place for step in first.steps if needs_grounds(step)}
    grounds = approved(source, places) if places else {}
    situation = replace(situation, grounds=grounds)
    return Planned(plan(situation) if places else first, situation)


def _rules(snapshot: Snapshot, mend: bool, confirmed: int) -> Rules:
    policy = snapshot.platform.policy
    rules = Rules(mend=mend, confirmed=confirmed)
    return replace(rules, share=policy.record.tripwire.share, least=policy.record.tripwire.least) if policy else rules


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
