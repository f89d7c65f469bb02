"""The page that lists what a request would change of the stores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ....domain.environment import Environment
from ....domain.page import Page
from .head import head_view
from .shelf import ANY, Shelf


class Changed(NamedTuple):
    """A page that a request changes: in which store, how (new, changed, gone), its title and its address."""

    environment: Environment
    kind: str
    title: str
    href: str
    is_app: bool = True


def rehearsal_page(changed: Sequence[Changed]) -> Page:
    """All changed pages, store by store."""
    stores = [
        {
            "title": environment.shown,
            "pages": [
                {"title": one.title, "kind": one.kind, "href": one.href, "what": "App" if one.is_app else "Partner"}
                for one in changed
                if one.environment is environment
            ],
        }
        for environment in Environment
    ]
    shelf = Shelf(Environment.SOD, "", is_in_portal=False, is_rehearsal=True, only=ANY)
    head = head_view(shelf, title="What this request would change", description="", address="")
    view = {
        "heading": "What this request would change in the App Store",
        "stores": [one for one in stores if one["pages"]],
        "head": {**head, "preview": ""},
    }
    return Page("index", "Preview", "store/rehearsal.html", view)
