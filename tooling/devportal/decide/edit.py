"""Changes of YAML files that keep comments, order and quotes."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from yaml import MappingNode, ScalarNode, compose

from .parse.quoting import quote_if_needed

_INDENTED_LIST = re.compile(r"^ +- ", re.MULTILINE)


def with_value(text: str, keys: tuple[str, ...], value: Any) -> str:
    """The text with one value set; groups on the way are made where they are missing.

    ``value`` is a text, or plain dicts and lists of texts. Everything else in the file stays as it was.
    """
    span = _span(text, keys) if isinstance(value, str) else None
    if span:
        return f"{text[: span[0]]}{quote_if_needed(value)}{text[span[1] :]}"
    yaml = _yaml(text)
    document = yaml.load(text)
    if not isinstance(document, CommentedMap):
        document = CommentedMap()
    here = document
    for key in keys[:-1]:
        if not isinstance(here.get(key), CommentedMap):
            here[key] = CommentedMap()
        here = here[key]
    here[keys[-1]] = _rounded(value)
    return _dumped(yaml, document)


def _span(text: str, keys: tuple[str, ...]) -> tuple[int, int] | None:
    """Where the scalar stands that is to be replaced; nothing when there is none yet."""
    node = compose(text)
    for key in keys:
        pairs = node.value if isinstance(node, MappingNode) else []
        node = next((item for name, item in pairs if name.value == key), None)
    if not isinstance(node, ScalarNode) or not node.value or node.style in {"|", ">"}:
        return None
    return node.start_mark.index, node.end_mark.index


def with_item(text: str, key: str, item: Mapping[str, Any]) -> str:
    """The text with an entry added to the end of a list; the list is made where it is missing."""
    yaml = _yaml(text)
    document = yaml.load(text)
    if not isinstance(document.get(key), CommentedSeq):
        document[key] = CommentedSeq()
    document[key].append(_rounded(item))
    return _dumped(yaml, document)


def _yaml(text: str) -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 10_000
    if _INDENTED_LIST.search(text) or "- " not in text:
        yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _dumped(yaml: YAML, document: Any) -> str:
    out = io.StringIO()
    yaml.dump(document, out)
    return out.getvalue()


def _rounded(value: Any) -> Any:
    if isinstance(value, Mapping):
        return CommentedMap({key: _rounded(item) for key, item in value.items()})
    if isinstance(value, list | tuple):
        entries = CommentedSeq(value)
        entries.fa.set_flow_style()
        return entries
    return value
