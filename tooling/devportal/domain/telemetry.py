"""Telemetry: what SuperOffice measured of calls to and from apps, and what was made of it.

Source: Application Insights, tables ``requests``, ``exceptions`` and ``dependencies``. All days are days in UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple


class Table(StrEnum):
    """The table of an export."""

    REQUESTS = "requests"
    EXCEPTIONS = "exceptions"
    DEPENDENCIES = "dependencies"


class Usage(StrEnum):
    """The kind of usage that a call counts as."""

    METERED = "metered"
    CUSTOMISATION = "customisation"
    INCLUDED = "included"

    @property
    def shown(self) -> str:
        """The name that people read."""
        return {
            Usage.METERED: "Metered apps",
            Usage.CUSTOMISATION: "Customisations",
            Usage.INCLUDED: "Included apps",
        }[self]


class FailureKind(StrEnum):
    """Where something failed."""

    EXCEPTION = "exception"
    INBOUND = "inbound"
    OUTBOUND = "outbound"

    @property
    def shown(self) -> str:
        """The name that people read."""
        return {
            FailureKind.EXCEPTION: "Exceptions",
            FailureKind.INBOUND: "Failed inbound requests",
            FailureKind.OUTBOUND: "Failed outbound requests",
        }[self]

    @property
    def help(self) -> str:
        """What it means."""
        return {
            FailureKind.EXCEPTION: "Raised in SuperOffice while it worked for the app.",
            FailureKind.INBOUND: "From the app to SuperOffice: what it asked for was refused or failed.",
            FailureKind.OUTBOUND: "From SuperOffice to the app's ERP sync or mirroring endpoint.",
        }[self]


class Aside(StrEnum):
    """Why a row was set aside. Rows are never lost in silence: they are kept with their reason."""

    BROKEN = "broken"
    UNKNOWN_APP = "unknown app"
    DUPLICATE = "duplicate"
    TOO_OLD = "too old"
    FUTURE = "in the future"

    @property
    def is_usual(self) -> bool:
        """Whether nobody has to look at it."""
        return self in {Aside.DUPLICATE, Aside.TOO_OLD}

    @property
    def help(self) -> str:
        """What it means and what to do."""
        return {
            Aside.BROKEN: "has no form, no time, no name or no number of calls; look at it in the folder aside/",
            Aside.UNKNOWN_APP: "its client ID belongs to no app of the registry; import it again once it does",
            Aside.DUPLICATE: "was imported before",
            Aside.TOO_OLD: "is older than raw rows are kept",
            Aside.FUTURE: "is dated more than a day from now; check the clock of whoever exported it",
        }[self]


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of the rows of one file; ``rows`` is their sum."""

    file: str
    table: Table
    rows: int
    kept: int
    days: tuple[str, ...] = ()
    aside: Mapping[Aside, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownApp:
    """A client ID that exists or existed, and whose it is."""

    client_id: str
    app: str
    environment: str


PERCENTILES: Final = (50, 95, 99)
WINDOW_DAYS: Final = 30
"""Operations and failures are told of so many days up to the last one that has rows."""
SAMPLE_DAYS: Final = 3
SAMPLES: Final = 3


class Keeping(NamedTuple):
    """How many days raw rows and roll-ups are kept, when ``platform/policy.yaml`` does not say."""

    raw_days: int = 90
    rolled_days: int = 400

    def oldest(self, today: date) -> date:
        """The first day whose raw rows are kept; today is one of the days."""
        return today - timedelta(days=self.raw_days - 1)


class TelemetryError(Exception):
    """Telemetry cannot be read or written; the text says what happened and what to do."""
