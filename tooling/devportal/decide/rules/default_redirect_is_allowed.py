"""The default redirect URL is one of the allowed ones."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.environment import Environment
from ...domain.finding import Pointer
from ...domain.record import EachEnvironment, in_environment
from ...domain.snapshot import PartnerRecords, Platform
from .rule import Rule, Told
from .texts import CONFIGURATION, varied

CODE = Code(
    id="DP411",
    title="The default redirect URL is not an allowed one",
    why="A sign-in that names no redirect URL would end in an error.",
    mend="Add the address to the allowed redirect URLs of that environment, or correct it.",
    source="Developer Portal: authentication",
    bad=varied(
        CONFIGURATION,
        "    production: https://reports.acme.example/callback\n  auth",
        "    production: https://reports.acme.example/back\n  auth",
    ),
    good=CONFIGURATION,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Each environment that has a default: the address itself has to be in the list."""
    for app in partner.apps.values():
        for filed in app.configurations.values():
            authentication = filed.record.authentication
            default = authentication.default_redirect_url
            for environment in Environment:
                url = in_environment(default, environment)
                allowed = in_environment(authentication.redirect_urls, environment) or ()
                if url is None or url in allowed:
                    continue
                pointer: Pointer = ("authentication", "default_redirect_url")
                if isinstance(default, EachEnvironment):
                    pointer = (*pointer, environment.value)
                message = f"{url} is not among the allowed redirect URLs of {environment.shown}"
                yield CODE.finding(filed.path, message, pointer)


RULE = Rule(CODE, partner=check)
