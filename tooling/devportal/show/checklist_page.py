"""The checklists of certification, validation and App Store information, as reviewers go through them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .markdown import as_markdown

_NOTE = "<!-- Written by `devportal schemas` from decide/review/checklist.py; change that. -->\n"


class Section(NamedTuple):
    """One checklist: when it is gone through, and its points."""

    title: str
    intro: str
    points: Sequence[str]


def checklist_page(sections: Sequence[Section]) -> str:
    """The page, in Markdown."""
    head = (
        "What SuperOffice looks at before something goes live. The same points stand in the portal's comment on a "
        "request, ticked where a machine can tell. [How certification and validation go](../guide/certification.md)."
    )
    body = [line for section in sections for line in _section(section)]
    return "\n".join(["# Checklists", _NOTE, head, "", *body]).rstrip() + "\n"


def _section(section: Section) -> list[str]:
    return [f"## {section.title}", "", section.intro, "", *(f"- {as_markdown(point)}" for point in section.points), ""]
