"""An app's template is one for its kind."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.snapshot import PartnerRecords, Platform
from .rule import Rule, Told
from .texts import CUSTOM_APP, varied

CODE = Code(
    id="DP404",
    title="The template is not for this kind of app",
    why="Some templates are for standard apps only.",
    mend="Choose another template; registry/platform/templates.yaml says which kinds each is for.",
    source="Developer Portal: create an application",
    bad=varied(CUSTOM_APP, "server-to-server", "erp-sync-and-quote"),
    good=CUSTOM_APP,
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Each app with a known template."""
    for app in partner.apps.values():
        template = platform.templates.get(app.settings.record.template or "") if app.settings else None
        if app.settings and template and app.settings.record.kind not in template.kinds:
            kind = app.settings.record.kind.value
            yield CODE.finding(app.settings.path, f"{template.name} is not a template for a {kind} app", ("template",))


RULE = Rule(CODE, partner=check)
