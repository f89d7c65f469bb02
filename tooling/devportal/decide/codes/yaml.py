"""Codes of files that are not the strict YAML of the registry."""

from __future__ import annotations

from typing import Final

from ...domain.code import Code, Example

_SOURCE: Final = "YAML 1.2.2; security policy of the portal"
_CONTACTS: Final = "administrative_contact: ida-holm\ntechnical_contact: ida-holm\n"


def _text(text: str) -> Example:
    return Example("registry/partners/acme/partner.yaml", text)


_GOOD: Final = _text("name: Acme\n" + _CONTACTS)


def _code(number: str, title: str, why: str, mend: str, bad: str, good: str | None = None) -> Code:
    return Code(number, title, why, mend, _text(bad), _text(good) if good else _GOOD, _SOURCE)


CODES: Final = (
    _code(
        "DP101",
        "A file is not UTF-8",
        "Other encodings turn letters such as ø and ä into something else.",
        "Save the file as UTF-8, without a byte order mark.",
        "name: Bl\udce5b\udce6r\n" + _CONTACTS,
        "name: Blåbær\n" + _CONTACTS,
    ),
    _code(
        "DP102",
        "A letter and its accent are written apart",
        "The same name written in two ways looks the same and is not equal (Unicode normalisation form NFC).",
        "Type the letter anew, or let your editor normalise the file to NFC.",
        "name: Blåbær\n".replace("å", "a\u030a") + _CONTACTS,
        "name: Blåbær\n" + _CONTACTS,
    ),
    _code(
        "DP103",
        "A file holds several documents",
        "One file is one record.",
        "Take away what follows the line ---, or make a file of its own of it.",
        "name: Acme\n" + _CONTACTS + "---\nname: Birch\n",
    ),
    _code(
        "DP104",
        "A name stands twice",
        "Only one of the two values would count, and readers disagree which.",
        "Take one of the two away.",
        "name: Acme\nname: Birch\n" + _CONTACTS,
    ),
    _code(
        "DP105",
        "An anchor or an alias",
        "A value that is repeated by reference can grow without end, and a diff does not show what it changes.",
        "Write the value out where it is needed; put it in quotes if it begins with & or *.",
        "name: &name Acme\n" + _CONTACTS,
    ),
    _code(
        "DP106",
        "A merge key",
        "A diff would not show what comes in by it.",
        "Write the settings out.",
        "<<: {name: Acme}\nname: Acme\n" + _CONTACTS,
    ),
    _code(
        "DP107",
        "A tag or a directive",
        "Tags make programs build things; a registry holds plain values only.",
        "Take it away; put the value in quotes if it begins with an exclamation mark.",
        "name: !!str Acme\n" + _CONTACTS,
    ),
    _code(
        "DP108",
        "A file is not YAML",
        "It cannot be read.",
        "Mend the line; the message says what is in the way.",
        "name: Acme: the company\n" + _CONTACTS,
        'name: "Acme: the company"\n' + _CONTACTS,
    ),
    _code(
        "DP109",
        "Values are nested too deep",
        "No record needs it; it is used to make programs fail.",
        "Write the value as the reference page shows it.",
        "name: " + "[" * 40 + "]" * 40 + "\n" + _CONTACTS,
    ),
    _code(
        "DP110",
        "A file is too large",
        "A record is read by people; 256 KiB, 20,000 values and texts of 64 KiB are far more than one needs.",
        "Make it smaller.",
        "name: Acme\n" + _CONTACTS + "support_emails: [" + "x, " * 20_001 + "x]\n",
    ),
    _code(
        "DP111",
        "A character that nobody can see",
        "Control characters and those that turn the direction of a line hide what a file says from its reviewer.",
        "Take the character away; type the line anew if you cannot see it.",
        "name: Ac\u202eme\n" + _CONTACTS,
    ),
    _code(
        "DP112",
        "A file is empty or not a record",
        "A record consists of lines `name: value`.",
        "Write at least the settings that the reference page marks as needed.",
        "# to be written\n",
    ),
    _code(
        "DP113",
        "A number is too long",
        "Programs round whole numbers of more than 15 digits.",
        "Put it in quotes if it is an identifier.",
        "name: 1234567890123456\n" + _CONTACTS,
        'name: "1234567890123456"\n' + _CONTACTS,
    ),
)
