"""What templates do a hundred times a page, done quickly; the result is the same, letter by letter."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from jinja2 import Environment, pass_context
from mkdocs.utils import _get_norm_url, normalize_url

_METHODS: Final = frozenset(dir(dict))
_ICONS: Final = ".icons/"


def quicken(environment: Environment) -> None:
    """Replace the operations that cost most: looking into a view, making an address relative, including an icon.

    Jinja looks for an attribute first and for a key when that fails, and a failure costs more than all the rest: views
    are dicts, so their keys are looked at first, but for names that a dict has itself.
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
    environment.filters["url"] = _relative
    _keep_icons(environment)


class _Drawing:
    """An icon: a template that says the same whoever includes it."""

    def __init__(self, text: str) -> None:
        self._text = text

    def new_context(self, *_: object) -> None:
        """Nothing of the page matters to it."""

    def root_render_func(self, _: None) -> Iterator[str]:
        """Its text."""
        yield self._text


def _keep_icons(environment: Environment) -> None:
    """Icons are included ten times a page, and each time a context is made for them that they do not read."""
    slow = environment.get_template
    drawings: dict[str, _Drawing] = {}

    def get_template(name: Any, *others: Any) -> Any:
        if not (isinstance(name, str) and name.startswith(_ICONS)):
            return slow(name, *others)
        if name not in drawings:
            drawings[name] = _Drawing(slow(name).render())
        return drawings[name]

    environment.get_template = get_template  # type: ignore[assignment,method-assign]


@pass_context
def _relative(context: Any, value: Any) -> str:
    """An address of the website, relative to the page: what MkDocs' own filter answers."""
    address = str(value)
    page = context["page"]
    path, level = _get_norm_url(address)
    if level != 0 or page is None:
        return normalize_url(address, page=page, base=context["base_url"])
    here, there = _folder(page.url), _parts(path)
    common = 0
    for mine, its in zip(here, there, strict=False):
        if mine != its:
            break
        common += 1
    relative = "/".join((*[".."] * (len(here) - common), *there[common:])) or "."
    return f"{relative}/" if path.endswith("/") else relative


@lru_cache(maxsize=65_536)
def _folder(url: str) -> tuple[str, ...]:
    folder, _, name = url.rpartition("/")
    return _parts(folder if "." in name else url)


@lru_cache(maxsize=65_536)
def _parts(path: str) -> tuple[str, ...]:
    """Its steps; ``..`` above the root has no effect."""
    steps: list[str] = []
    for step in path.split("/"):
        if step == "..":
            del steps[-1:]
        elif step and step != ".":
            steps.append(step)
    return tuple(steps)
