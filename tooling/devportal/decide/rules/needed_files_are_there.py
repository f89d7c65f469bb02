"""A partner has its settings and members, an app its settings."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code, Example
from ...domain.layout import Kind, path_of
from ...domain.snapshot import PartnerRecords, Platform
from .rule import Rule, Told

CODE = Code(
    id="DP302",
    title="A file is missing",
    why="A partner is nothing without partner.yaml and members.yaml, an app nothing without app.yaml.",
    mend="Add the file; `devportal new` writes it for you.",
    bad=Example("registry/partners/acme/apps/lost-app/configuration/initial.yaml", "label: Initial\n"),
    good=Example("registry/partners/acme/apps/visual-reports/configuration/draft.yaml", "label: Draft\n"),
)


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Files that are there in a broken state are not missing."""
    folder = path_of(Kind.PARTNER, partner=partner.id).removesuffix("partner.yaml")
    own = sorted(path for path in partner.paths if path.startswith(folder)) or sorted(partner.paths)
    for kind in (Kind.PARTNER, Kind.MEMBERS):
        path = path_of(kind, partner=partner.id)
        if path not in partner.paths:
            yield CODE.finding(own[0], f"{partner.id} has no {path.rpartition('/')[2]}")
    for app in partner.apps:
        path = path_of(Kind.APP, partner=partner.id, app=app)
        files = [one for one in own if one.startswith(path.removesuffix("app.yaml"))]
        if path not in partner.paths and files:
            yield CODE.finding(files[0], f"{app} has no app.yaml")


RULE = Rule(CODE, partner=check)
