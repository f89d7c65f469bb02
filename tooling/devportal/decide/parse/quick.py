"""The quick way: libyaml composes the document, a constructor of our own makes plain values of it."""

from __future__ import annotations

from typing import Any, Final

import yaml
from yaml._yaml import CParser
from yaml.nodes import MappingNode, ScalarNode

from . import limits
from .characters import hidden_at
from .scalar import is_huge, resolved


class Odd(Exception):  # noqa: N818 - not an error: the exact way takes over
    """The file needs a closer look."""


class _Composer(CParser):
    """libyaml's composer without PyYAML's guesses at what a scalar means."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        """No tags: the constructor decides."""
        return ""

    def descend_resolver(self, current: Any, index: Any) -> None:
        """No path resolvers."""

    def ascend_resolver(self) -> None:
        """No path resolvers."""


_PLAIN: Final = {None, ""}
_SPECIAL: Final = frozenset({"", "-", "t", "f", "n", *"0123456789"})
"""What a plain scalar begins with that may be more than text."""


def read_quickly(data: bytes, escapes: bool) -> Any:
    """The document's value. Raises Odd when the exact way has to look at it."""
    try:
        composer = _Composer(data)
        node = composer.get_single_node()
    except yaml.YAMLError:
        raise Odd from None
    if not isinstance(node, MappingNode) or not node.value:
        raise Odd
    return _Constructor(escapes).value(node, 1)


class _Constructor:
    """Makes plain values of nodes, and stops at whatever the exact way would refuse."""

    def __init__(self, escapes: bool) -> None:
        self._nodes = 0
        self._escapes = escapes

    def value(self, node: Any, depth: int) -> Any:
        """The value of a node; containers below ``limits.DEPTH`` are refused."""
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        self._nodes += 1 + len(node.value)
        if depth > limits.DEPTH or self._nodes > limits.NODES:
            raise Odd
        if isinstance(node, MappingNode):
            return self._mapping(node, depth)
        return [
            self._scalar(item) if isinstance(item, ScalarNode) else self.value(item, depth + 1) for item in node.value
        ]

    def _mapping(self, node: Any, depth: int) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key, item in node.value:
            if not isinstance(key, ScalarNode):
                raise Odd
            name = self._text(key)
            if name in mapping:
                raise Odd
            is_scalar = isinstance(item, ScalarNode)
            mapping[name] = self._scalar(item) if is_scalar else self.value(item, depth + 1)
        self._nodes += len(mapping)
        return mapping

    def _scalar(self, node: Any) -> Any:
        text = self._text(node)
        if node.style not in _PLAIN or text[:1] not in _SPECIAL:
            return text
        if is_huge(text):
            raise Odd
        return resolved(text)

    def _text(self, node: Any) -> str:
        text: str = node.value
        if len(text) > limits.SCALAR or (self._escapes and hidden_at(text) >= 0):
            raise Odd
        return text
