"""Pages that may call SuperOffice from a browser are the app's own."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.configuration import Configuration
from ...domain.environment import Environment
from ...domain.finding import Pointer
from ...domain.record import EachEnvironment
from ...domain.snapshot import Filed, PartnerRecords, Platform
from ..redirects import problems_of_url
from .rule import Rule, Told
from .texts import CONFIGURATION, varied

CODE = Code(
    id="DP443",
    title="An origin that must not call from a browser",
    why="A page on the origin can act with the rights of the user who has it open.",
    mend="Write https:// and the host name, without a path; http://localhost is for native apps and for SOD.",
    source="Developer Portal: authentication",
    bad=varied(CONFIGURATION, "    - https://reports.acme.example\n", "    - http://reports.acme.example\n"),
    good=CONFIGURATION,
)


def _of(filed: Filed[Configuration]) -> Iterator[Told]:
    authentication = filed.record.authentication
    value = authentication.cors_urls
    pointer: Pointer = ("authentication", "cors_urls")
    parts = [(pointer, value, authentication.native)] if isinstance(value, tuple) else []
    if isinstance(value, EachEnvironment):
        for environment in Environment:
            loopback = authentication.native or environment is Environment.SOD
            parts.append(((*pointer, environment.value), value.of(environment) or (), loopback))
    for above, origins, loopback in parts:
        for position, origin in enumerate(origins):
            for problem in problems_of_url(origin, loopback):
                yield CODE.finding(filed.path, f"{origin} {problem}", (*above, position))


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Every version of a configuration."""
    for app in partner.apps.values():
        for filed in app.configurations.values():
            yield from _of(filed)


RULE = Rule(CODE, partner=check)
