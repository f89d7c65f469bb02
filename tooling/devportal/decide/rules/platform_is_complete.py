"""The platform's own files are all there."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code, Example
from ...domain.layout import Kind, path_of
from ...domain.platform import CATALOGUES
from ...domain.snapshot import Platform
from .rule import Rule, Told
from .texts import STAFF

CODE = Code(
    id="DP801",
    title="A file of the platform is missing",
    why="Staff, environments, templates and catalogues are what every other record refers to.",
    mend="Bring the file back from the main branch.",
    bad=Example("registry/platform/staff.yml", STAFF.text),
    good=STAFF,
)


def check(platform: Platform) -> Iterator[Told]:
    """Every file that the layout knows."""
    wanted = [path_of(kind) for kind in (Kind.STAFF, Kind.ENVIRONMENTS, Kind.TEMPLATES, Kind.POLICY)]
    wanted.extend(path_of(Kind.CATALOGUE, catalogue=name) for name in CATALOGUES)
    for path in wanted:
        if path not in platform.paths:
            yield CODE.finding(path, "this file is missing")


RULE = Rule(CODE, platform=check)
