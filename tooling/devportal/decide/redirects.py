"""Where a sign-in may send a user: which addresses and patterns are safe to allow."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import SplitResult, urlsplit

import re2

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_HOST: Final = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+")
_OWN: Final = ".superoffice.com"
_MEMORY: Final = 4 * 2**20
_FOREIGN: Final = ("evil.example", "attacker.invalid", "xn--80ak6aa92e.example", "203.0.113.7")
_LITERAL_HOST: Final = re.compile(r"(?:[a-z0-9-]|\\?\.|\\-){3,}")


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
    if parts.scheme not in {"https", "http"} or not host:
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
    elif host.endswith(_OWN):
        yield "leads to SuperOffice's own sign-in hosts"


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def problems_of_pattern(pattern: str, loopback: bool) -> Iterator[str]:
    """What is wrong with a regular expression; it has to match as a whole, in RE2's syntax."""
    if not (pattern.startswith("^") and pattern.endswith("$") and not pattern.endswith(r"\$")):
        yield "is a regular expression that is not anchored: it begins with ^ and ends with $"
        return
    options = re2.Options()
    options.max_mem, options.log_errors, options.never_nl = _MEMORY, False, False
    try:
        compiled = re2.compile(pattern, options)
    except re2.error:
        yield "is not a regular expression that RE2 accepts (no look-around, no back-references)"
        return
    allowed = next((probe for probe in _probes(pattern, loopback) if compiled.fullmatch(probe)), None)
    if allowed:
        yield f"lets a foreign address in, for example {allowed}"
    elif not _only_safe_start(pattern, loopback):
        yield "does not spell out where it leads: begin it with ^https:// and the host name"


_QUANTIFIER: Final = r"(?:[*+?]|\{\d+(?:,\d*)?\})?"
_SET: Final = r"\[[a-z0-9\\._-]+\]"
_GROUP: Final = rf"\((?:\?:)?(?:[a-z0-9|-]|\\[.\-dw][*+?]?|{_SET}[*+?]?)*\)"
_ATOM: Final = rf"(?:[a-z0-9-]|\\[.\-dw]|{_SET}|{_GROUP}){_QUANTIFIER}"
_PORT: Final = r"\\?:(?:[0-9]{1,5}|\\d(?:\+|\{\d+(?:,\d*)?\}))"
_END: Final = rf"(?:{_PORT}|\((?:\?:)?{_PORT}\)\??)?(?:\\?/|\$$|\((?:\?:)?\\?/)"
_LOOPBACK_START: Final = re.compile(rf"\^https?\\?:(?:\\?/){{2}}(?:127\\?\.0\\?\.0\\?\.1|localhost|\\\[::1\\\]){_END}")
_HTTPS_START: Final = re.compile(rf"\^https\\?:(?:\\?/){{2}}(?P<host>(?:{_ATOM})+){_END}")
_REGISTRABLE: Final = re.compile(r"(?:^|\\\.|\\\.\)\??)[a-z0-9-]+\\\.[a-z]{2,}$")


def _only_safe_start(pattern: str, loopback: bool) -> bool:
    """Whether the pattern's own build keeps foreign hosts out, whatever the probes may miss.

    The host is made of letters, digits, dashes and escaped dots (no dot that stands for a slash), its last two labels
    are literal, a port or a slash or the end follows, and no alternative stands outside parentheses. A loopback
    address may keep unescaped dots: no foreign host can take their place before a port or a slash.
    """
    if "|" in _outside_groups(pattern):
        return False
    if loopback and _LOOPBACK_START.match(pattern):
        return True
    found = _HTTPS_START.match(pattern)
    return bool(found and _REGISTRABLE.search(found["host"].replace(r"\-", "-")))


def _outside_groups(pattern: str) -> str:
    """The pattern without what stands in parentheses or brackets, and without escapes."""
    shorter = re.sub(r"\[[^\]]*\]", "", re.sub(r"\\.", "", pattern))
    while pattern != shorter:
        pattern, shorter = shorter, re.sub(r"\([^()]*\)", "", shorter)
    return pattern


def unescaped_dot(pattern: str) -> bool:
    """Whether the host of a pattern holds a dot that stands for any character."""
    found = re.match(r"\^https?\\?:(?:\\?/){2}((?:\\.|[^/])*)", pattern)
    return bool(found and re.search(r"(?<!\\)\.(?![*+?{])", found[1])) and not _LOOPBACK_START.match(pattern)


def _probes(pattern: str, loopback: bool) -> Iterator[str]:
    """Addresses that must not match: foreign hosts as such, and dressed up with the pattern's own host names."""
    hosts = {found.replace("\\", "") for found in _LITERAL_HOST.findall(pattern)} | {"app.example.com"}
    for foreign in _FOREIGN:
        for path in ("", "/", "/callback", "/a/b?c=d", ":443/"):
            yield f"https://{foreign}{path}"
            yield f"http://{foreign}{path}"
    for host in sorted(hosts):
        own = host.strip(".-")
        yield from _dressed(own)
        yield from (f"https://evil.example/{host}{tail}" for tail in ("", "/", "/callback"))
        if not loopback:
            yield from (f"http://{own}", f"http://{own}/", f"http://{own}/callback")
    if not loopback:
        yield from ("http://127.0.0.1:8080", "http://localhost:8080/", "https://localhost/")


def _dressed(own: str) -> Iterator[str]:
    for tail in ("", "/", "/callback", "/signin-oidc"):
        yield f"https://{own}.evil.example{tail}"
        yield f"https://{own}@evil.example{tail}"
        yield f"https://evil.example/{own}{tail}"
        yield f"https://evil.example#{own}{tail}"
        yield f"https://evil.example?{own}{tail}"
        yield f"https://evil.example\\{own}{tail}"
        yield f"https://evil{own}{tail}"
        yield f"https://evil.example/https://{own}{tail}"
        yield f"javascript://{own}{tail}"
        yield f"https://{own.replace('.', 'x', 1)}{tail}"
