"""The default redirect URL is one of the allowed ones."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.configuration import Authentication
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
    """Every version of a configuration that has a default: the address itself has to be in the list."""
    for app in partner.apps.values():
        for filed in app.configurations.values():
            authentication = filed.record.authentication
            default = authentication.default_redirect_url
            if isinstance(default, EachEnvironment):
                for environment in Environment:
                    yield from _of(filed.path, authentication, (environment,), (environment.value,))
            elif default is not None:
                yield from _of(filed.path, authentication, _used(authentication), ())


def _used(authentication: Authentication) -> tuple[Environment, ...]:
    """Where a default for all environments has to be right: an environment without a list of its own is not in use."""
    urls = authentication.redirect_urls
    return tuple(one for one in Environment if not isinstance(urls, EachEnvironment) or urls.of(one))


def _of(
    path: str, authentication: Authentication, environments: tuple[Environment, ...], below: Pointer
) -> Iterator[Told]:
    wrong = []
    for environment in environments:
        url = in_environment(authentication.default_redirect_url, environment)
        if url is not None and url not in (in_environment(authentication.redirect_urls, environment) or ()):
            wrong.append(environment.shown)
    if wrong:
        message = f"this address is not among the allowed redirect URLs of {' and '.join(wrong)}"
        yield CODE.finding(path, message, ("authentication", "default_redirect_url", *below))


RULE = Rule(CODE, partner=check)
