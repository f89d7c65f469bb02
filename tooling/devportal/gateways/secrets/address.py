"""Where a secrets store is, in one line: ``KIND:PLACE?OPTION=VALUE&…``."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from ...domain.secret import StoreError

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@dataclass(frozen=True, slots=True)
class Address:
    """``kind`` is the word before the colon; ``place`` means to each adapter what its documentation says."""

    kind: str
    place: str
    options: Mapping[str, str]

    def known(self, names: Collection[str]) -> Mapping[str, str]:
        """The options, when each of them is one of ``names``. Raises StoreError."""
        for name in self.options:
            if name not in names:
                may = ", ".join(sorted(names))
                raise StoreError(f"The {self.kind} store knows no option {name!r}. It knows: {may}.")
        return self.options


def parse_address(text: str) -> Address:
    """Take an address apart. Raises StoreError."""
    kind, colon, rest = text.strip().partition(":")
    place, _, query = rest.partition("?")
    if not colon or not place:
        raise StoreError(f"{text!r} is no address of a secrets store. Write, for example, embedded:.secrets")
    try:
        options = dict(parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query)))
    except ValueError:
        raise StoreError(f"The options of {text!r} cannot be read. Write ?name=value&name=value") from None
    return Address(kind, place, options)


def safe_url(text: str, what: str) -> str:
    """A web address that secrets may travel to: https, or http on this machine's own loopback. Raises StoreError."""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        raise StoreError(f"{what} is no web address: {text!r}.") from None
    if host and not parts.username and (parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)):
        return text
    raise StoreError(f"{what} has to begin with https:// (http:// only for 127.0.0.1), without a user name.")


def seconds(text: str) -> float:
    """How long to wait for another writer: 0 to 600 seconds. Raises StoreError."""
    if text.isascii() and text.isdigit() and int(text) <= 600:
        return float(text)
    raise StoreError(f"wait has to be a number of seconds, 0 to 600, not {text!r}.")
