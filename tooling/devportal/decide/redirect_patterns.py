"""Regular expressions among the redirect URLs: which of them can lead to the app's own hosts only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import re2

_MEMORY: Final = 4 * 2**20
_OWN: Final = "superoffice.com"

_CLASS: Final = r"\[-?(?:[a-z]-[a-z]|[A-Z]-[A-Z]|[0-9]-[0-9]|\\[.dw-]|[A-Za-z0-9._])+-?\]"
_QUANTIFIER: Final = r"(?:[*+?]|\{\d+(?:,\d*)?\})?"
_UNIT: Final = rf"(?:[a-z0-9-]|\\[.dw-]|{_CLASS}){_QUANTIFIER}"
_ATOM: Final = rf"(?:{_UNIT}|\((?:\?:)?(?:{_UNIT}|\|)*\){_QUANTIFIER})"
_PORT: Final = r"\\?:(?:[0-9]{1,5}|(?:\\d|\[0-9\])(?:\+|\{\d+(?:,\d*)?\}))"
_PATH: Final = r"\\?/(?:\?\$$|(?![?*{]))"
_PATH_GROUP: Final = r"\((?:\?:)?\\?/(?![?*{])[^()|]*\)[?*]?\$$"
_END: Final = rf"(?:{_PORT}|\((?:\?:)?{_PORT}\)\??)?(?:\$$|{_PATH}|{_PATH_GROUP})"
_SLASHES: Final = r"\\?:(?:\\?/){2}"
_HTTPS: Final = re.compile(rf"\^https{_SLASHES}(?P<host>{_ATOM}+){_END}")
# The dots of 127.0.0.1 may stay unescaped: whatever takes their place, only digits surround it, and no host of anybody
# else is written that way.
_LOOPBACK: Final = re.compile(rf"\^https?{_SLASHES}(?:127\\?\.0\\?\.0\\?\.1|localhost|\\\[::1\\?\]){_END}")
_BOUNDARY: Final = rf"(?:^|\\\.|\((?:\?:)?[^()|]*\\\.\){_QUANTIFIER})"
_HOMES: Final = tuple(re.compile(rf"{_BOUNDARY}((?:[a-z0-9-]+\\\.){{{labels}}}[a-z]{{2,}})$") for labels in (1, 2))

_ODD: Final = (r"\Q", "(?", "[]", "[^]", "[:")
_TOKEN: Final = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|.")

_SHARED_LABELS: Final = frozenset({"ac", "co", "com", "edu", "gov", "ne", "net", "or", "org"})
_SHARED: Final = frozenset(
    "azurewebsites.net cloudapp.net azureedge.net windows.net azurestaticapps.net github.io gitlab.io herokuapp.com "
    "netlify.app vercel.app pages.dev workers.dev web.app firebaseapp.com appspot.com run.app cloudfront.net "
    "amazonaws.com elasticbeanstalk.com onrender.com fly.dev ngrok.io ngrok.app ngrok-free.app ngrok.dev "
    "loca.lt".split()
)
"""Where anybody can have a host: the common hosting services. A wildcard right before one is everybody's door."""

_FOREIGN: Final = ("evil.example", "attacker.invalid", "xn--80ak6aa92e.example", "203.0.113.7")
_LITERAL_HOST: Final = re.compile(r"(?:[a-z0-9-]|\\?\.|\\-){3,}")


def problems_of_pattern(pattern: str, loopback: bool) -> Iterator[str]:
    """What is wrong with a regular expression; it has to match as a whole, in RE2's syntax.

    ``loopback`` says whether the user's own device is allowed. Source: security policy, redirect patterns.
    """
    if not (pattern.startswith("^") and pattern.endswith("$") and not pattern.endswith(r"\$")):
        yield "is a regular expression that is not anchored: it begins with ^ and ends with $"
        return
    if _compiled(pattern) is None:
        yield "is not a regular expression that RE2 accepts (no look-around, no back-references)"
    elif _LOOPBACK.match(pattern) and not _is_odd(pattern):
        if not loopback:
            yield "leads to the user's own device, which is for native apps and for SOD only"
    elif foreign := _foreign(pattern):
        yield f"lets a foreign address in, for example {foreign}"
    else:
        yield from _problems_of_build(pattern)


def _compiled(pattern: str) -> re2._Regexp[str] | None:
    options = re2.Options()
    options.max_mem, options.log_errors, options.never_nl = _MEMORY, False, False
    try:
        return re2.compile(pattern, options)
    except re2.error:
        return None


def _problems_of_build(pattern: str) -> Iterator[str]:
    """What in the pattern's own build could let a foreign host in, whatever the probes may miss.

    The host is made of letters, digits, dashes and dots (nothing that can stand for a slash or an @), its registered
    name is literal, a port, a slash or the end follows for certain, and no alternative stands outside parentheses.
    """
    found = _HTTPS.match(pattern)
    if _is_odd(pattern):
        yield "has alternatives (|) outside parentheses, or signs that are hard to judge; write one entry an address"
    elif found is None:
        yield (
            r"does not spell out where it leads: begin it with ^https:// and the host, with \. for each dot, and let "
            "a slash or the end follow"
        )
    else:
        yield from _problems_of_home(found["host"].replace(r"\-", "-"))


def _problems_of_home(host: str) -> Iterator[str]:
    home = _home(host, _HOMES[0])
    if not home:
        yield r"does not spell out the name that its hosts end in, such as example\.com"
    elif home == _OWN:
        yield "leads to SuperOffice's own sign-in hosts"
    elif _is_shared(home) and not _home(host, _HOMES[1]):
        yield f"lets every host of {home} in, where anybody can have one; spell out the part before it"


def _home(host: str, labels: re.Pattern[str]) -> str:
    found = labels.search(host)
    return found[1].replace("\\", "") if found else ""


def _is_shared(home: str) -> bool:
    label, _, top = home.partition(".")
    return home in _SHARED or (len(top) == 2 and label in _SHARED_LABELS)


def _is_odd(pattern: str) -> bool:
    """Whether an alternative stands outside parentheses, or syntax is used that would make that hard to tell."""
    plain = pattern.replace("(?:", "(")
    if any(sign in plain for sign in _ODD):
        return True
    depth = 0
    for token in _TOKEN.findall(plain):
        depth += {"(": 1, ")": -1}.get(token, 0)
        if token == "|" and not depth:  # noqa: S105 - a token of a pattern
            return True
    return False


def _foreign(pattern: str) -> str:
    """A foreign address that the pattern matches; empty when none of the probes does.

    All probes are looked at in one go, a line each: asking for them one by one took most of the time of this rule.
    """
    probes = "\n".join(_probes(pattern))
    compiled = _compiled(f"(?m:{pattern})")
    found = compiled.search(probes) if compiled else None
    if found is None:
        return ""
    start = probes.rfind("\n", 0, found.start()) + 1
    return probes[start:].partition("\n")[0]


def _probes(pattern: str) -> Iterator[str]:
    """Addresses that must not match: foreign hosts as such, and dressed up with the pattern's own host names."""
    for foreign in _FOREIGN:
        for path in ("", "/", "/callback", "/a/b?c=d", ":443/"):
            yield f"https://{foreign}{path}"
            yield f"http://{foreign}{path}"
    for literal in sorted({found.replace("\\", "") for found in _LITERAL_HOST.findall(pattern)}):
        own = literal.strip(".-")
        for tail in ("", "/", "/callback", "/signin-oidc"):
            yield f"https://evil.example/{literal}{tail}"
            yield from _dressed(own, tail)


def _dressed(own: str, tail: str) -> Iterator[str]:
    yield f"http://{own}{tail}"
    yield f"https://{own}.evil.example{tail}"
    yield f"https://{own}@evil.example{tail}"
    yield f"https://evil.example/{own}{tail}"
    yield f"https://evil.example#{own}{tail}"
    yield f"https://evil.example?{own}{tail}"
    yield f"https://evil.example\\{own}{tail}"
    yield f"https://evil.example/https://{own}{tail}"
    yield f"javascript://{own}{tail}"
    yield f"https://{own.replace('.', 'x', 1)}{tail}"
    if own.count(".") < 2:  # with more parts it would be a neighbour under the app's own name
        yield f"https://evil{own}{tail}"
