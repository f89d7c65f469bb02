"""What templates do a hundred times a page, done quickly; the result is the same, letter by letter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import markupsafe
from jinja2 import Environment, Template
from jinja2.runtime import Context

from .jinja_compiled import keep_compiled

_METHODS: Final = frozenset(dir(dict))
_ICONS: Final = ".icons/"


def quicken(environment: Environment) -> None:
    """Replace the operations that cost most: looking into a view, escaping, finding a template, including an icon.

    Jinja looks for an attribute first and for a key when that fails, and a failure costs more than all the rest: views
    are dicts, so their keys are looked at first, but for names that a dict has itself. Templates do not change while
    an environment lives.
    """
    slow = environment.getattr

    def get(value: Any, name: str) -> Any:
        if type(value) is dict and name not in _METHODS:
            try:
                return value[name]
            except KeyError:
                return environment.undefined(obj=value, name=name)
        return slow(value, name)

    environment.getattr = get  # type: ignore[assignment,method-assign]
    keep_compiled(environment)
    _keep_templates(environment)


def context_of(template: Template, known: dict[str, Any], values: dict[str, Any]) -> Context:
    """The context in which a template is rendered with ``values``; ``known`` are its globals, as a plain dict.

    Jinja would gather them for each page anew, from mappings behind mappings.
    """
    return template.new_context({**known, **values}, shared=True)


class _Drawing:
    """An icon: a template that says the same whoever includes it."""

    def __init__(self, text: str) -> None:
        self._text = text

    def new_context(self, *_: object) -> None:
        """Nothing of the page matters to it."""

    def root_render_func(self, _: None) -> Iterator[str]:
        """Its text."""
        yield self._text


def _drawn(environment: Environment, name: str) -> str:
    """An icon's own text. It is no template, so it needs no compiler; where one looks like it, Jinja makes it."""
    text = environment.loader.get_source(environment, name)[0] if environment.loader else ""
    is_plain = "{" not in text and "\r" not in text
    return text.removesuffix("\n") if is_plain else environment.from_string(text).render()


def _escape(value: Any) -> str:
    """What a template writes of a value. Of a text, markupsafe makes an object of its own that says it is safe: where
    it is written at once, nobody asks."""
    return _escape_text(value) if type(value) is str else markupsafe.escape(value)


_escape_text: Final = getattr(markupsafe, "_escape_inner", markupsafe.escape)


def _escaping_quickly(template: Template) -> Template:
    """The template; what it writes is escaped by ``_escape``. Its filters and macros use markupsafe's as ever."""
    own = getattr(template.root_render_func, "__globals__", {})
    if own.get("escape") is markupsafe.escape:
        own["escape"] = _escape
    return template


def _keep_templates(environment: Environment) -> None:
    """Icons are included ten times a page, and each time a context is made for them that they do not read."""
    slow = environment.get_template
    kept: dict[str, Any] = {}

    def get_template(name: Any, parent: str | None = None, globals: Any = None) -> Any:  # noqa: A002 - Jinja's name
        if globals or not isinstance(name, str):
            return slow(name, parent, globals)
        if name not in kept:
            kept[name] = (
                _Drawing(_drawn(environment, name))
                if name.startswith(_ICONS)
                else _escaping_quickly(slow(name, parent))
            )
        return kept[name]

    environment.get_template = get_template  # type: ignore[method-assign]
