"""No two environments share an address."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code, Example
from ...domain.environment import Environment
from ...domain.layout import Kind, path_of
from ...domain.snapshot import Platform
from .rule import Rule, Told

_PATH = path_of(Kind.ENVIRONMENTS)


def _environments(stage: str) -> Example:
    hosts = {"sod": "sod", "stage": stage, "production": "online"}
    blocks = (
        f"{name}:\n  name: {name.capitalize()}\n  description: One of three.\n  sign_in_host: {host}.superoffice.com\n"
        f"  tenant_url: https://{name}.superoffice.com/Cust12345/api/\n  app_store: appstore-{name}.superoffice.com\n"
        for name, host in hosts.items()
    )
    return Example(_PATH, "".join(blocks))


CODE = Code(
    id="DP804",
    title="Two environments share an address",
    why="A sign-in must never land in another environment than the one that was meant.",
    mend="Correct the address.",
    source="SuperOffice CRM Online: environments",
    bad=_environments("online"),
    good=_environments("qaonline"),
)


def check(platform: Platform) -> Iterator[Told]:
    """Sign-in hosts and App Stores."""
    if platform.environments is None:
        return
    for name in ("sign_in_host", "app_store"):
        seen: dict[str, Environment] = {}
        for environment in Environment:
            address = getattr(platform.environments.of(environment), name)
            other = seen.setdefault(address, environment)
            if other is not environment:
                yield CODE.finding(_PATH, f"{address} is the address of {other.shown}, too", (environment.value, name))


RULE = Rule(CODE, platform=check)
