"""Values that are made when they are first asked for: what a build does not look at is not read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

_Value = TypeVar("_Value")
_Other = TypeVar("_Other")


class LazyMapping(Mapping[str, _Value], Generic[_Value]):
    """Keys are known, values are made by ``make`` and kept."""

    def __init__(self, keys: Iterable[str], make: Callable[[str], _Value]) -> None:
        self._keys = dict.fromkeys(keys)
        self._make = make
        self._made: dict[str, _Value] = {}

    def each(self, change: Callable[[_Value], _Other]) -> LazyMapping[_Other]:
        """The same keys; each value changed when it is asked for."""
        return LazyMapping(self._keys, lambda key: change(self._make(key)))

    def forget(self, key: str) -> None:
        """Make it anew when it is asked for again: thousands of partners need not be kept."""
        self._made.pop(key, None)

    def __getitem__(self, key: str) -> _Value:
        if key not in self._made:
            if key not in self._keys:
                raise KeyError(key)
            self._made[key] = self._make(key)
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


class LaterView(Mapping[str, Any]):
    """A page's view that is made when somebody looks at it: a page that stands already is not thought through again."""

    def __init__(self, make: Callable[[], dict[str, Any]]) -> None:
        self._make: Callable[[], dict[str, Any]] | None = make
        self._view: dict[str, Any] = {}

    def _made(self) -> dict[str, Any]:
        if self._make:
            self._view, self._make = self._make(), None
        return self._view

    def __getitem__(self, key: str) -> Any:
        return self._made()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made())

    def __len__(self) -> int:
        return len(self._made())
