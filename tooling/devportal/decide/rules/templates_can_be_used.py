"""An app that is made from a template breaks no rule."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.app import AppKind
from ...domain.code import Code, Example
from ...domain.configuration import IntegrationSettings
from ...domain.finding import Pointer
from ...domain.layout import Kind, path_of
from ...domain.platform import Template
from ...domain.snapshot import Platform
from ..suggest import did_you_mean
from .rule import Rule, Told

_PATH = path_of(Kind.TEMPLATES)
_TEMPLATES = """\
templates:
{others}  erp-sync-and-quote:
    name: ERP sync and quote
    description: Connects an ERP system.
    kinds: [standard]
    endpoints: [webapi]
    agents: [erp-sync]
    integration_points: [{points}]
"""
_OTHERS = "".join(
    f"  {key}:\n    name: {key}\n    description: Another template.\n    kinds: [standard, custom]\n"
    for key in ("web-app", "native-app", "server-to-server")
)

CODE = Code(
    id="DP805",
    title="A template cannot be used",
    why="The wizard makes apps from it, and each of them would be refused or lack what was promised.",
    mend="Correct the template in registry/platform/templates.yaml.",
    source="Developer Portal: create an application",
    bad=Example(_PATH, _TEMPLATES.format(others=_OTHERS, points="erp-sink")),
    good=Example(_PATH, _TEMPLATES.format(others=_OTHERS, points="erp-sync, quote-connector")),
)

_POINTS = tuple(name.replace("_", "-") for name in IntegrationSettings.model_fields)


def check(platform: Platform) -> Iterator[Told]:
    """The integration points and the access of each template."""
    for key, template in platform.templates.items():
        for below, message, advice in (*_unknown_points(template), *_too_much_access(template, platform)):
            yield CODE.finding(_PATH, message, ("templates", key, *below), advice=advice)


def _unknown_points(template: Template) -> Iterator[tuple[Pointer, str, str]]:
    for position, point in enumerate(template.integration_points):
        if point not in _POINTS:
            near = did_you_mean(point, _POINTS)
            advice = f"Did you mean {near}?" if near else f"There are: {', '.join(_POINTS)}."
            yield ("integration_points", position), f"there is no integration point {point}", advice


def _too_much_access(template: Template, platform: Platform) -> Iterator[tuple[Pointer, str, str]]:
    if AppKind.STANDARD not in template.kinds:
        return
    for name in ("endpoints", "agents", "claims"):
        for position, entry in enumerate(getattr(template, name)):
            known = platform.catalogues.get(name, {}).get(entry)
            if known and known.custom_only:
                yield (name, position), f"{known.name} is for custom apps only, and the template for standard ones", ""


RULE = Rule(CODE, platform=check)
