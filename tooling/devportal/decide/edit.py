"""Changes of YAML files that keep comments, order and quotes."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

_INDENTED_LIST = re.compile(r"^ +- ", re.MULTILINE)


def with_value(text: str, keys: tuple[str, ...], value: Any) -> str:
    """The text with one value set; groups on the way are made where they are missing.

    ``value`` is a text, or plain dicts and lists of texts. Everything else in the file stays as it was.
    """
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
