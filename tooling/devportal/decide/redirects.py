"""Where a sign-in may send a user: which addresses and patterns are safe to allow."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import SplitResult, urlsplit

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_HOST: Final = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+")
_OWN: Final = "superoffice.com"


def is_pattern(entry: str) -> bool:
    """Whether an entry is a regular expression: it begins with ^ or ends with $."""
    return entry.startswith("^") or entry.endswith("$")


def problems_of_url(url: str, loopback: bool) -> Iterator[str]:
    """What is wrong with a literal address; ``loopback`` says whether the user's own device is allowed."""
    if "*" in url or "\\" in url:
        yield "holds * or \\; write the whole address, or a regular expression between ^ and $"
        return
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        _ = parts.port
    except ValueError:
        yield "is not a web address"
        return
    if parts.scheme not in {"https", "http"} or not host or parts.netloc.endswith(":"):
        yield "is not a web address that begins with https://"
        return
    yield from _problems_of_host(parts, host, loopback)
    if parts.username is not None or "@" in parts.netloc:
        yield "holds a user name (@), which hides where it leads"
    if parts.fragment or url.endswith("#"):
        yield "holds a fragment (#), which sign-in does not allow"


def _problems_of_host(parts: SplitResult, host: str, loopback: bool) -> Iterator[str]:
    if host in _LOOPBACK:
        if not loopback:
            yield "leads to the user's own device, which is for native apps and for SOD only"
        return
    if parts.scheme != "https":
        yield "does not begin with https://"
    if _is_address(host):
        yield "names a computer by its number; use a host name with a certificate"
    elif not _HOST.fullmatch(host):
        yield "has no complete host name"
    elif host == _OWN or host.endswith(f".{_OWN}"):
        yield "leads to SuperOffice's own sign-in hosts"


def _is_address(host: str) -> bool:
    """Browsers read a host as a number when its last part is one, hexadecimal included: 0x7f.1 is the user's device."""
    if re.fullmatch(r"[0-9]+|0x[0-9a-f]*", host.rpartition(".")[2]):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
