"""Pages made by the website's own templates, without the theme: for pages whose HTML is ready.

The templates are those that any engine takes: blocks, includes, ``page.meta``, ``tojson`` and the ``url`` filter.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import material  # type: ignore[import-untyped]
from jinja2 import Environment, FileSystemLoader, pass_context
from jinja2.runtime import Context

from ..domain.page import Page
from .jinja_quick import context_of, quicken

_ICONS: Final = Path(material.__file__).parent / "templates"
"""The theme, whose icons the website's templates include."""


class Templates:
    """The templates of one folder."""

    def __init__(self, folder: Path, extra: dict[str, Any] | None = None) -> None:
        """``extra`` is what ``mkdocs.yml`` says under that name."""
        self._jinja = Environment(
            loader=FileSystemLoader([folder, _ICONS]),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._jinja.filters["url"] = _url
        quicken(self._jinja)
        self._known = {**self._jinja.globals, "config": {"extra": extra or {}}}

    def render(self, page: Page) -> str:
        """The page as HTML; addresses are relative to it."""
        base = "../" * page.path.count("/") or "./"
        template = self._jinja.get_template(page.template)
        context = context_of(template, self._known, {"page": {"meta": page.meta}, "base_url": base})
        return "".join(template.root_render_func(context))


@pass_context
def _url(context: Context, address: str) -> str:
    """An address of the website, seen from the page; one of another host stays as it is."""
    if "://" in address or address.startswith(("#", "mailto:", "tel:")):
        return address
    base: str = context["base_url"]
    return base if address in {"", "."} else base + address
