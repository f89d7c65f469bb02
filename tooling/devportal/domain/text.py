"""The kinds of text and number that settings are made of."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field, StrictBool, StrictInt
from pydantic_core import PydanticCustomError

from .constraint import Characters, Formatted, Matches, Without, Words

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""ASCII only: no confusable letters, no case to fold (it becomes part of addresses, paths and group names)."""

Slug: TypeAlias = Annotated[
    str,
    Matches(SLUG_PATTERN, "lower-case letters a to z, digits and single dashes, such as north-wind"),
    Characters(most=63),
]

Line: TypeAlias = Annotated[str, Characters(most=200)]
Label: TypeAlias = Annotated[str, Characters(most=40)]
AltText: TypeAlias = Annotated[str, Characters(most=160)]
Paragraph: TypeAlias = Annotated[str, Characters(most=2_000, lines=True)]
FormattedText: TypeAlias = Annotated[str, Characters(most=4_000, lines=True), Formatted()]
AboutText: TypeAlias = Annotated[str, Characters(most=4_000, lines=True), Words(200), Formatted()]

AppName: TypeAlias = Annotated[str, Characters(most=64), Without(".:;?*~#%|=\\/{}<>'\"")]

Email: TypeAlias = Annotated[
    str,
    Matches(
        r"^[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9]([A-Za-z0-9-]{0,62}[A-Za-z0-9])?(\.[A-Za-z0-9-]{1,63})*\.[A-Za-z]{2,24}$",
        "an e-mail address, such as name@example.com",
    ),
]

Phone: TypeAlias = Annotated[
    str, Matches(r"^\+[0-9][0-9 ]{5,22}[0-9]$", "a phone number with its country code, such as +47 21 00 00 00")
]

HttpsUrl: TypeAlias = Annotated[
    str,
    Characters(most=2_000),
    Matches(
        r"^https://[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(:[0-9]{1,5})?([/?#][!-~]*)?$",
        "a web address that begins with https:// and holds no spaces, such as https://example.com/path",
    ),
]

LinkUrl: TypeAlias = Annotated[
    str,
    Characters(most=2_000),
    Matches(
        r"^(https://[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(:[0-9]{1,5})?([/?#][!-~]*)?"
        r"|mailto:[A-Za-z0-9._%+'-]+@[A-Za-z0-9.-]+(\?[!-~]*)?|tel:\+?[0-9-]{5,24})$",
        "a web address that begins with https://, or mailto: or tel:",
    ),
]

RedirectUrl: TypeAlias = Annotated[
    str,
    Characters(most=500),
    Matches(r"^[!-~]+$", "a URL or a pattern without spaces"),
    Field(json_schema_extra={"x-redirect": True}),
]

MetaDescription: TypeAlias = Annotated[
    str,
    Characters(least=50, most=160),
    Matches(
        "^[A-Za-z0-9\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff .,;:!?&()+/'\u2019\u2013%-]+$",
        "letters, digits and plain punctuation",
    ),
]

MediaFile: TypeAlias = Annotated[
    str,
    Characters(most=100),
    Matches(r"^[A-Za-z0-9]+([-_][A-Za-z0-9]+)*\.png$", "the name of a PNG file, such as Sales-overview.png"),
]

Tenant: TypeAlias = Annotated[str, Matches(r"^Cust[0-9]{3,8}$", "a tenant, such as Cust12345")]

ClientId: TypeAlias = Annotated[str, Matches(r"^[0-9a-f]{32}$", "32 hexadecimal digits")]

Thumbprint: TypeAlias = Annotated[str, Matches(r"^[0-9a-f]{64}$", "a SHA-256 thumbprint: 64 hexadecimal digits")]

Money: TypeAlias = Annotated[
    str, Matches(r"^(0|[1-9][0-9]{0,6})(\.[0-9]{2})?$", "an amount in euro, such as 12 or 12.50, in quotes")
]

YesNo: TypeAlias = StrictBool
Count: TypeAlias = Annotated[StrictInt, Field(ge=0, le=1_000_000_000)]
Generation: TypeAlias = Annotated[StrictInt, Field(ge=1, le=1_000)]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)


def _day(value: Any) -> Any:
    if isinstance(value, date):
        return value
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("DP205", "is not a date", {"advice": "Write year-month-day, such as 2026-11-24."})


Day: TypeAlias = Annotated[date, BeforeValidator(_day)]

Moment: TypeAlias = Annotated[
    str, Matches(_TIME.pattern.replace(r"\d", "[0-9]").join("^$"), "a time in UTC, such as 2026-11-24T09:30:00Z")
]
