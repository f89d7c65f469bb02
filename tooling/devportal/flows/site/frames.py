"""The frame of a page, made once for all pages that stand alike; only what is a page's own is made for each.

Most of a page is Material's frame: icons, styles, settings of its scripts, the search, the footer. It is the same for
every page of the registry but for the way to the root. What differs are five blocks, and those are rendered for each
page into a frame that was rendered before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator
from typing import Any, Final, NamedTuple, TypeAlias

from jinja2 import Environment, Template
from jinja2.runtime import Context

from ...gateways.jinja_quick import context_of

_Block: TypeAlias = Callable[[Context], Iterator[str]]

OWN: Final = ("site_meta", "htmltitle", "header", "site_nav", "content")
"""The blocks in which pages differ."""

_SHARED: Final = "header"
"""The one of them that whole families of pages share."""

_HOLE: Final = re.compile("\0([a-z_]+)\0")
_MOST: Final = 256


class Frame(NamedTuple):
    """``parts`` are in turns text and the name of a block that stands there.

    ``variables`` are the outer template's, with the global ones.
    """

    parts: list[str]
    blocks: dict[str, list[_Block]]
    variables: dict[str, Any]


class Frames:
    """Pages of one environment, each letter as the environment itself would render it."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._frames: dict[Hashable, Frame] = {}
        self._headers: dict[Hashable, str] = {}

    def render(self, name: str, values: dict[str, Any]) -> str:
        """The page of the template ``name``; ``values`` are those of MkDocs, with the page."""
        template = self._environment.get_template(name)
        folder = values["page"].url.split("/")
        place = (name, len(folder), folder[0])
        frame = self._frames.get(place)
        if frame is None:
            frame = self._frames[place] = _framed(template, values)
        context = context_of(template, frame.variables, values)
        context.blocks = frame.blocks
        return "".join(
            part if number % 2 == 0 else self._own(part, context, (*place, *folder[1:2]))
            for number, part in enumerate(frame.parts)
        )

    def _own(self, name: str, context: Context, place: tuple[Hashable, ...]) -> str:
        block = context.blocks[name][0]
        if name != _SHARED:
            return "".join(block(context))
        # The block is the theme's or ours, whatever the template: templates that leave it alone share it.
        key = (block, *place[1:], _family(context["page"].meta))
        made = self._headers.get(key)
        if made is None:
            if len(self._headers) >= _MOST:
                self._headers.clear()
            made = self._headers[key] = "".join(block(context))
        return made


def _family(meta: dict[str, Any]) -> Hashable:
    """What the top bar depends on besides the place: the area, the partner, whether there is a navigator, who sees."""
    view = meta.get("view") or {}
    context = view.get("context") or {}
    return (view.get("area"), *sorted(context.items()), bool(view.get("navigator")), bool(meta.get("private")))


def _framed(template: Template, values: dict[str, Any]) -> Frame:
    context = template.new_context(values)
    for name in OWN:
        context.blocks[name] = [_hole(name), *context.blocks.get(name, ())]
    parts = _HOLE.split("".join(template.root_render_func(context)))
    blocks = {name: found[1:] if name in OWN else found for name, found in context.blocks.items()}
    return Frame(parts, blocks, {**dict(template.globals), **context.vars})


def _hole(name: str) -> _Block:
    def block(_: Context) -> Iterator[str]:
        yield f"\0{name}\0"

    return block
