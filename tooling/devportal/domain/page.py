"""A page of the website, before anything renders it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from .audience import Audience, audience_of


@dataclass(frozen=True, slots=True)
class Page:
    """What a template needs.

    ``path`` is the page's place without an ending (``app-store/acme/visual-reports``; ``…/index`` for a folder).
    ``view`` is plain data (dict, list, str, int, bool, None) made by allow-list; the template loops and prints it.
    Texts are escaped by the template, but for those whose name ends in ``_html``, which were cleaned. Who may see the
    page is said by its path alone; a private page is kept out of the public build, the search index and the sitemap.
    ``given`` names all that the view is made from, where that is known before the view is made; empty where it is not.
    """

    path: str
    title: str
    template: str
    view: Mapping[str, Any]
    description: str = ""
    given: str = field(default="", compare=False)

    @property
    def audience(self) -> Audience:
        """Who may see it."""
        return audience_of(self.path)

    @property
    def private(self) -> bool:
        """Whether not everybody may see it."""
        return not self.audience.is_public

    @property
    def meta(self) -> dict[str, Any]:
        """The front matter with which any engine builds the page."""
        hidden = ["toc"] if "navigator" in self.view else ["toc", "navigation"]
        # The theme prints these two as they are, so they are escaped here.
        meta: dict[str, Any] = {"title": escape(self.title), "template": self.template, "hide": hidden}
        meta["view"] = dict(self.view)
        if self.description:
            meta["description"] = escape(self.description)
        if self.private:
            meta["private"] = True
        # The search of the documents is for documents: readers of a page would load every app's text with it.
        meta["search"] = {"exclude": True}
        return meta

    @property
    def file(self) -> str:
        """Where it stands in the built website."""
        return f"{self.path}.html" if self.path.rpartition("/")[2] == "index" else f"{self.path}/index.html"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that belongs to pages, made from the registry: ``path`` is its whole address."""

    path: str
    data: bytes

    @property
    def audience(self) -> Audience:
        """Who may see it."""
        return audience_of(self.path)
