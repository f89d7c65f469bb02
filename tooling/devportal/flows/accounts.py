"""Whose account or key it is among all people of a registry, without reading each of them again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from ..decide.rules.public_keys import fingerprint
from ..domain.case import Identity
from ..domain.layout import ROOT
from ..domain.person import Person
from ..domain.source import Source
from .read import memory
from .sides import people_of, person_of

_SPACE: Final = "accounts"
_Index = Mapping[str, Mapping[str, Any]]


class Known(NamedTuple):
    """A person of the registry and their account."""

    name: str
    person: Person


def known_by_identity(source: Source, who: Identity) -> Known | None:
    """The person whose account or key was vouched for; a login proves nothing."""
    index = _index(source)
    account = index["accounts"].get(str(who.github_id)) if who.github_id else None
    return _known(source, account or (index["keys"].get(who.key) if who.key else None))


def known_by_login(source: Source, login: str) -> Known | None:
    """The person who has a login at GitHub, as the registry says."""
    return _known(source, _index(source)["logins"].get(login.casefold()) if login else None)


def _known(source: Source, name: str | None) -> Known | None:
    person = person_of(source, name) if name else None
    return Known(name, person) if name and person else None


def _index(source: Source) -> _Index:
    """Names by numeric account, by fingerprint and by login; of two with the same the first counts."""
    tree, remembered = source.content_id(f"{ROOT}/people"), memory()
    key = f"{remembered.tool}{tree}"
    if tree and remembered.cache:
        found: _Index | None = remembered.cache.get(_SPACE, [key]).get(key)
        if found is not None:
            return found
    index = _made(people_of(source))
    if tree and remembered.cache:
        remembered.cache.put(_SPACE, [(key, index)])
    return index


def _made(people: Mapping[str, Person]) -> _Index:
    index: dict[str, dict[str, str]] = {"accounts": {}, "keys": {}, "logins": {}}
    for name, person in people.items():
        index["accounts"].setdefault(str(person.github.id), name)
        index["logins"].setdefault(person.github.login.casefold(), name)
        for key in person.keys:
            if mark := fingerprint(key.key):
                index["keys"].setdefault(mark, name)
    return index
