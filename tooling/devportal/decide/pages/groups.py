"""Labelled groups of settings: a title, rows, and the file and place that they come from."""

from __future__ import annotations

import re
from typing import Any

from .values import Row


def group(title: str, rows: list[Row], at: tuple[str, ...] | None = None, **more: Any) -> dict[str, Any]:
    """A group of a settings page; ``id`` is where the sub-navigation leads.

    ``at`` is the group's place in the page's file, where *Edit* leads to; empty for the whole file.
    """
    place = {} if at is None else {"at": list(at)}
    return {"title": title, "id": anchor(title), "rows": rows, **place, **more}


def parts(groups: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The sub-navigation of a page with several groups; none for a short page."""
    return [{"title": one["title"], "id": one["id"]} for one in groups] if len(groups) > 2 else []


def anchor(title: str) -> str:
    """A title as the end of an address."""
    return re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-") or "part"


def text_row(title: str, help_text: str, *lines: str) -> Row:
    """A row that is no setting of a record."""
    return {"title": title, "help": help_text, "key": "", "lines": [line for line in lines if line]}
