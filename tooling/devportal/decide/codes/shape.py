"""Codes of faults that one record has for itself: a setting is missing, unknown, or not what it has to be."""

from __future__ import annotations

from typing import Final

from ...domain.code import Code, Example

_PARTNER = "registry/partners/acme/partner.yaml"
_APP = "registry/partners/acme/apps/visual-reports/app.yaml"
_MEMBERS = "registry/partners/birch/members.yaml"
_LISTING = "registry/partners/birch/apps/pocket-maps/listing/initial.yaml"
_PERSON = "registry/people/ida-holm.yaml"
_SUPERID = "superid:\n  user_name: ida.holm@acme.example\n  sub: 6d1f0a52-40c4-4c1e-9f39-0f7a3a0d2c11\n"

_GOOD_PARTNER: Final = Example(_PARTNER, "name: Acme\nadministrative_contact: ida-holm\ntechnical_contact: ida-holm\n")
_GOOD_PERSON: Final = Example(
    _PERSON,
    "name: Ida Holm\nemail: ida.holm@acme.example\n" + _SUPERID + "github:\n  login: idaholm\n  id: 10482231\n",
)


def _partner(change: str) -> Example:
    return Example(_PARTNER, "administrative_contact: ida-holm\ntechnical_contact: ida-holm\n" + change)


def _app(change: str) -> Example:
    return Example(_APP, "name: Visual Reports by Acme\ntechnical_contact: ida-holm\n" + change)


def _listing(change: str) -> Example:
    return Example(_LISTING, "label: Initial\n" + change)


CODES: Final = (
    Code(
        "DP201",
        "A setting is missing",
        "The setting has no default: the portal cannot do without it.",
        "Add the setting; its reference page says what it may be.",
        bad=_partner(""),
        good=_GOOD_PARTNER,
    ),
    Code(
        "DP202",
        "A setting is unknown",
        "A misspelt setting would have no effect, and nobody would notice.",
        "Correct the name or take the line away; the reference page lists every setting of this file.",
        bad=_partner("name: Acme\nsuport_emails: [help@acme.example]\n"),
        good=_partner("name: Acme\nsupport_emails: [help@acme.example]\n"),
    ),
    Code(
        "DP203",
        "A value is of the wrong type",
        "A list is needed where there is a text, a text where there is a number, and so on.",
        "Write the value as the reference page shows it.",
        bad=_partner("name: Acme\nsupport_emails: help@acme.example\n"),
        good=_partner("name: Acme\nsupport_emails:\n  - help@acme.example\n"),
    ),
    Code(
        "DP204",
        "A value is not one of those that are allowed",
        "The setting is a choice.",
        "Write one of the values that the message lists.",
        bad=_app("kind: standart\n"),
        good=_app("kind: standard\n"),
    ),
    Code(
        "DP205",
        "A text does not have the form that the setting needs",
        "Addresses, names, keys and dates are read by programs and shown to people; each has a form.",
        "Write it in the form that the message names.",
        bad=_partner("name: Acme\nsupport_emails: [help at acme.example]\n"),
        good=_partner("name: Acme\nsupport_emails: [help@acme.example]\n"),
    ),
    Code(
        "DP206",
        "A text is too long or too short",
        "Texts have their place on a page. Characters are counted as a person counts them: an emoji is one.",
        "Shorten it, or write more; the message says by how much.",
        source="Developer Portal: application settings, App Store information",
        bad=Example(
            _APP,
            "name: Visual Reports that tell every story of your whole company in colours\n"
            "technical_contact: ida-holm\nkind: standard\n",
        ),
        good=_app("kind: standard\n"),
    ),
    Code(
        "DP207",
        "A list has too many or too few entries",
        "Some lists need an entry; all of them have an end.",
        "Add or take away entries; the message says how many fit.",
        bad=Example(_MEMBERS, "members: {}\n"),
        good=Example(_MEMBERS, "members:\n  ola-berg:\n    roles: [administrator, developer, marketing]\n"),
    ),
    Code(
        "DP208",
        "A text has too many words",
        "A customer reads some sentences, not pages.",
        "Shorten the text; the message says by how many words.",
        source="Developer Portal: App Store information",
        bad=_listing("description:\n  about: " + "word " * 200 + "word\n"),
        good=_listing("description:\n  about: " + "word " * 199 + "word\n"),
    ),
    Code(
        "DP209",
        "A number is too large or too small",
        "The number stands for something that has bounds.",
        "Write a number within the bounds that the message names.",
        bad=Example(_PERSON, _GOOD_PERSON.text.replace("10482231", "0")),
        good=_GOOD_PERSON,
    ),
)
