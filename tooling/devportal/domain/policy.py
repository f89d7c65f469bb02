"""SuperOffice's policy on requests, in ``platform/policy.yaml``: waiting times, dated rules, waivers, tripwire."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field, StrictInt

from .constraint import Characters, Matches
from .hand_over import TERMS, Terms
from .permission import BY_STAFF, StaffRole
from .person import GitHub, PublicKey
from .record import Group, Record, setting
from .telemetry import Keeping
from .text import Day, Paragraph, Slug

_CodeId = Annotated[str, Matches(r"^DP[0-9]{3}$", "a code such as DP440")]
_Days = Annotated[StrictInt, Field(ge=1, le=60)]
_Hour = Annotated[StrictInt, Field(ge=0, le=24)]
_Share = Annotated[StrictInt, Field(ge=1, le=100)]


class Wait(Group):
    """How long a request may wait for one role, and whom it is passed on to then."""

    working_days: Annotated[_Days, BY_STAFF] = setting("Working days", "How long it may wait.", examples=(2,))
    escalate_to: Annotated[StaffRole, BY_STAFF] = setting("Escalate to", "Who is named when it waited longer.")


class Waits(Group):
    """The waiting time that partners are promised, for each role."""

    app_manager: Wait = setting("App Manager", "Configuration and settings.")
    app_store_manager: Wait = setting("App Store Manager", "Listings and profiles.")
    online_operations: Wait = setting("Online Operations", "Keys and environments.")

    def of(self, role: StaffRole) -> Wait:
        """The wait for one role."""
        wait: Wait = getattr(self, role.value.replace("-", "_"))
        return wait


class WorkingTime(Group):
    """When SuperOffice works; hours in UTC, Monday to Friday."""

    from_hour: Annotated[_Hour, BY_STAFF] = setting("From", "First hour of the day, UTC.", 7)
    to_hour: Annotated[_Hour, BY_STAFF] = setting("To", "End of the day, UTC.", 15)
    holidays: Annotated[tuple[Day, ...], BY_STAFF] = setting("Holidays", "Days without work.", (), max_length=200)

    @property
    def hours(self) -> int:
        """Hours of one working day."""
        return max(self.to_hour - self.from_hour, 1)


class DatedRule(Group):
    """A rule that warns until a day, and refuses from then on."""

    code: Annotated[_CodeId, BY_STAFF] = setting("Code", "Which rule.", examples=("DP440",))
    refuses_from: Annotated[Day, BY_STAFF] = setting("Refuses from", "The first day on which it refuses.")


class Waiver(Group):
    """An exception from one rule, for one part of the registry, with somebody who answers for it and an end."""

    code: Annotated[_CodeId, BY_STAFF] = setting("Code", "Which rule.", examples=("DP440",))
    path: Annotated[
        Annotated[
            str,
            Characters(most=300),
            Matches(r"^registry/[a-z]+(/[A-Za-z0-9._-]+)+$", "a path such as registry/partners/acme/apps/sync"),
        ],
        BY_STAFF,
    ] = setting("Path", "The file or folder that it holds for.")
    reason: Annotated[Paragraph, BY_STAFF] = setting("Reason", "Why the exception is granted.")
    owner: Annotated[Slug, BY_STAFF] = setting("Owner", "The employee who answers for it.")
    until: Annotated[Day, BY_STAFF] = setting("Until", "The last day on which it counts.")

    def covers(self, code: str, path: str) -> bool:
        """Whether a finding is meant."""
        return self.code == code and (path == self.path or path.startswith(f"{self.path}/"))


class Tripwire(Group):
    """A change that removes more than this share of people, apps or credentials needs Online Operations, too."""

    share: Annotated[_Share, BY_STAFF] = setting("Share", "Per cent of what there was.", 25)
    least: Annotated[_Days, BY_STAFF] = setting("At least", "So many removals are needed before it counts.", 2)


class Automation(Group):
    """The portal's own automation, the only writer of ``managed/``."""

    github: Annotated[GitHub | None, BY_STAFF] = setting("GitHub", "Its account at GitHub.", None)
    keys: Annotated[tuple[PublicKey, ...], BY_STAFF] = setting("Public keys", "Keys that it signs with.", ())


class HandOverPolicy(Group):
    """How long a secret waits to be picked up, and how long a changed key waits until secrets are sealed to it."""

    outbox: Annotated[
        Annotated[str, Characters(most=300), Matches(r"^[!-~]+$", "a git address, or a folder, without spaces")] | None,
        BY_STAFF,
    ] = setting(
        "Outbox",
        "Where sealed files lie, for all who set nothing else: a git repository of its own, with `{partner}` in its "
        "address where each partner has one. Never a login.",
        None,
        examples=("git@github.com:acme-outboxes/{partner}.git",),
    )
    key_waits: Annotated[_Days, BY_STAFF] = setting(
        "Key waits",
        "Days until a changed key counts, unless another administrator of the partner confirms it.",
        TERMS.key_waits,
    )
    remind_after: Annotated[_Days, BY_STAFF] = setting(
        "Remind after", "Days after which the recipients are reminded.", TERMS.remind_after
    )
    expires_after: Annotated[_Days, BY_STAFF] = setting(
        "Expires after", "Days after which it is taken back and replaced.", TERMS.expires_after
    )

    @property
    def terms(self) -> Terms:
        """The same for decisions."""
        return Terms(self.key_waits, self.remind_after, self.expires_after)


class TelemetryPolicy(Group):
    """How long is kept what was measured of calls."""

    keep_raw_days: Annotated[Annotated[StrictInt, Field(ge=1, le=730)], BY_STAFF] = setting(
        "Keep raw rows", "Days; older rows are dropped and not taken in.", Keeping().raw_days
    )
    keep_rolled_days: Annotated[Annotated[StrictInt, Field(ge=31, le=3650)], BY_STAFF] = setting(
        "Keep roll-ups", "Days that metrics reach back.", Keeping().rolled_days
    )

    @property
    def keeping(self) -> Keeping:
        """The same for who drops rows."""
        return Keeping(self.keep_raw_days, self.keep_rolled_days)


class Policy(Record):
    """How requests are dealt with, in ``platform/policy.yaml``."""

    title: ClassVar[str] = "Policy"
    source: ClassVar[str] = "Developer Portal: request to publish"

    waits: Waits = setting("Waiting times", "How long a request may wait for each role.")
    working_time: WorkingTime = setting("Working time", "The hours that waiting is counted in.", WorkingTime)
    dated_rules: tuple[DatedRule, ...] = setting(
        "Dated rules", "New rules that warn until their day comes.", (), max_length=100
    )
    waivers: tuple[Waiver, ...] = setting("Waivers", "Exceptions from rules.", (), max_length=500)
    tripwire: Tripwire = setting("Tripwire", "When a removal stops and asks.", Tripwire)
    hand_over: HandOverPolicy = setting(
        "Hand-over", "How long things take when a secret is handed over.", HandOverPolicy
    )
    telemetry: TelemetryPolicy = setting("Telemetry", "How long telemetry is kept.", TelemetryPolicy)
    automation: Automation = setting("Automation", "Who may write the managed folder.", Automation)
