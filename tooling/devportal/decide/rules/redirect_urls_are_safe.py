"""A sign-in sends users to the app, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.configuration import Configuration
from ...domain.environment import Environment
from ...domain.finding import Pointer
from ...domain.record import EachEnvironment
from ...domain.snapshot import Filed, PartnerRecords, Platform
from ..redirect_patterns import problems_of_pattern
from ..redirects import is_pattern, problems_of_url
from .rule import Rule, Told
from .texts import CONFIGURATION, varied

CODE = Code(
    id="DP440",
    title="An address that a sign-in must not lead to",
    why="Who receives the redirect can act as the user: so addresses are https and lead to the app's own hosts, "
    "patterns "
    "are anchored and let no foreign host in. The user's own device (loopback) is for native apps and for SOD.",
    mend="Write the whole address, such as https://app.example.com/callback, or a pattern such as "
    r"'^https://[a-z0-9-]+\.example\.com/callback$'.",
    source="Developer Portal: authentication; security policy: redirect patterns",
    bad=varied(CONFIGURATION, "      - https://stage.reports", "      - http://stage.reports"),
    good=CONFIGURATION,
)

_LISTS = ("redirect_urls", "post_logout_redirect_urls")


def _entries(configuration: Configuration) -> Iterator[tuple[Pointer, str, bool]]:
    """Where each address stands, the address, and whether loopback is allowed there."""
    authentication = configuration.authentication
    for name in (*_LISTS, "default_redirect_url"):
        value = getattr(authentication, name)
        pointer: Pointer = ("authentication", name)
        if isinstance(value, EachEnvironment):
            for environment in Environment:
                loopback = authentication.native or environment is Environment.SOD
                yield from _listed((*pointer, environment.value), value.of(environment), loopback)
        else:
            yield from _listed(pointer, value, authentication.native)


def _listed(pointer: Pointer, value: object, loopback: bool) -> Iterator[tuple[Pointer, str, bool]]:
    if isinstance(value, str):
        yield pointer, value, loopback
    elif isinstance(value, tuple):
        yield from (((*pointer, position), entry, loopback) for position, entry in enumerate(value))


def _of(filed: Filed[Configuration]) -> Iterator[Told]:
    for pointer, entry, loopback in _entries(filed.record):
        found = problems_of_pattern(entry, loopback) if is_pattern(entry) else problems_of_url(entry, loopback)
        yield from (CODE.finding(filed.path, f"{entry} {problem}", pointer) for problem in found)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Every version, for drafts become live."""
    for app in partner.apps.values():
        for filed in app.configurations.values():
            yield from _of(filed)


RULE = Rule(CODE, partner=check)
