"""What a rule is: a code with its documentation, and the checks that find it broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from ...domain.code import Code
from ...domain.facts import Claim, Need
from ...domain.finding import Finding
from ...domain.managed import Requests
from ...domain.snapshot import Filed, PartnerRecords, PersonRecords, Platform

Told: TypeAlias = Finding | Claim | Need
"""What a check yields: a finding at once, or a claim or need that is settled across the whole registry."""

PartnerCheck: TypeAlias = Callable[[PartnerRecords, Platform], Iterator[Told]]
PersonCheck: TypeAlias = Callable[[PersonRecords, Platform], Iterator[Told]]
PlatformCheck: TypeAlias = Callable[[Platform], Iterator[Told]]
RequestsCheck: TypeAlias = Callable[[Filed[Requests], Platform], Iterator[Told]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule over several settings or records; each module of this package holds one as ``RULE``.

    A check sees one unit of the registry and the platform, never the rest: so a verdict on a unit holds for as long as
    the unit's files are the same. What must hold across units is said with claims and needs. ``on_publishing`` says
    that a partner's check looks at which version is published where: only those are asked what a step would break.
    """

    code: Code
    partner: PartnerCheck | None = None
    person: PersonCheck | None = None
    platform: PlatformCheck | None = None
    requests: RequestsCheck | None = None
    on_publishing: bool = False
