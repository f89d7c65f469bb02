"""A history of one partner with every kind of event, and what the log has to make of it, written by hand."""

from __future__ import annotations

import json
from typing import Any

from .scribe import GITHUB, PORTAL, Scribe, example, picture

OPERATOR = ("Root Operator", "root@operator.example")
EVA = ("Eva L.", "eva.lind@birch.example")
OLA = ("Ola", "Ola.Berg@acme.example")
OLA_AT_GITHUB = ("whoever", "10482232+ola-berg@users.noreply.github.com")
JON = ("Jon", "jon.vik@superoffice.example")
CI = ("devportal-ci", "80000099+devportal-ci@users.noreply.github.com")
STRANGER = ("\x1b[31m=HYPERLINK(1)\u202e", "nobody@nowhere.example")

COVE = "partners/cove"
TIDES = f"{COVE}/apps/tides"
MANAGED = "managed/partners/cove/apps"
PLATFORM = [
    "agents", "categories", "claims", "endpoints", "environments", "languages", "licences", "markets", "plans",
    "policy", "staff", "templates",
]  # fmt: skip

PARTNER = """name: Cove Labs
administrative_contact: eva-lind
technical_contact: ola-berg
"""
MEMBERS = """members:
  eva-lind: {roles: [administrator]}
  ola-berg: {roles: [developer, marketing]}
"""
APP = """name: Tide Tables
kind: standard
technical_contact: ola-berg
"""
CONFIGURATION = """label: Initial
authentication:
  redirect_urls: [https://tides.cove.example/a]
advanced: {endpoints: [webapi]}
"""
LISTING = """label: Initial
description: {header: "When the tide comes."}
"""
PROFILE = """label: Initial
description: We live by the sea.
"""


def request(number: int, part: str, state: str, since: str, **more: Any) -> dict[str, Any]:
    app = {} if part == "profile" else {"app": "tides"}
    return {
        "number": number, "author": "ola-berg", "partner": "cove", **app, "part": part, "version": "initial",
        "target": "stage", "state": state, "since": since, **more,
    }  # fmt: skip


def requests(*asked: dict[str, Any]) -> dict[str, str]:
    return {"managed/requests.json": json.dumps({"requests": asked})}


def write(s: Scribe) -> list[str]:
    """The commits, oldest first."""
    s.begin()
    key = s.key("ola")
    done: list[str] = []

    def commit(*arguments: Any, **named: Any) -> None:
        done.append(s.commit(*arguments, **named))

    def merge(*arguments: Any) -> None:
        done.append(s.merge(*arguments))

    people = {f"people/{name}.yaml": example(f"people/{name}.yaml") for name in ("eva-lind", "tom-frost")}
    people["people/ola-berg.yaml"] = example("people/ola-berg.yaml") + f"keys: [{{key: {key}, uses: [sign]}}]\n"
    commit(
        "The platform", OPERATOR,
        {f"platform/{name}.yaml": example(f"platform/{name}.yaml") for name in PLATFORM} | people,
    )  # fmt: skip
    commit("Cove registers", EVA, {f"{COVE}/partner.yaml": PARTNER, f"{COVE}/members.yaml": MEMBERS})
    merge(
        "Merge request 4\n\nAsked-by: ola-berg\nApproved-by: mari-dahl (App Manager)\nContent: 0f", OLA,
        {
            f"{TIDES}/app.yaml": APP,
            f"{TIDES}/configuration/initial.yaml": CONFIGURATION,
            f"{TIDES}/credentials.yaml": "sod: {client_id: {generation: 1}}\n",
            f"{TIDES}/listing/initial.yaml": LISTING,
            f"{TIDES}/published.yaml": "configuration: {sod: initial}\n",
        },
        GITHUB,
    )  # fmt: skip
    commit(
        "Errors\n\nAsked-by: mari-dahl", OLA,
        {f"{TIDES}/app.yaml": f"{APP}error_reporting_emails: [a@cove.example, b@cove.example]\nbeta: true\n"},
        sign="ola",
    )  # fmt: skip
    commit("Contact", OLA, {f"{TIDES}/app.yaml": s.read(f"{TIDES}/app.yaml").replace("t: ola-berg", "t: eva-lind")})
    commit("Owners", JON, {f"{TIDES}/app.yaml": s.read(f"{TIDES}/app.yaml") + "developed_by: cove\nowned_by: acme\n"})
    commit(
        "Another address (#7)", OLA_AT_GITHUB,
        {f"{TIDES}/configuration/initial.yaml": CONFIGURATION.replace("/a]", "/a, https://tides.cove.example/b]")},
        GITHUB,
    )  # fmt: skip
    asked = "2026-03-01T08:31:00Z"
    commit(
        "Requests", CI,
        requests(*(request(number, part, "pending", asked)
                   for number, part in ((8, "configuration"), (9, "listing"), (10, "profile"))),
                 request(12, "configuration", "pending", "2026-03-01T08:32:00Z", target="production")),
    )  # fmt: skip
    why = {"reason": "The text\nis too short.", "rejected_by": "mari-dahl"}
    commit(
        "Requests", CI,
        requests(request(8, "configuration", "approved", asked),
                 request(9, "listing", "rejected", "2026-03-01T08:37:00Z", **why),
                 request(10, "profile", "rejected", "2026-03-01T08:38:00Z"),
                 request(12, "configuration", "rejected", "2026-03-01T08:39:00Z", target="production", **why)),
    )  # fmt: skip
    merge(
        "Merge request 8: tides-stage\n\nAsked-by: ola-berg\nApproved-by: mari-dahl (App Manager)\nContent: 0f", OLA,
        {f"{TIDES}/published.yaml": "configuration: {sod: initial, stage: initial}\n"}, PORTAL,
    )  # fmt: skip
    icon = f"{TIDES}/listing/media/icon.png"
    commit(
        "Texts", OLA,
        {
            f"{TIDES}/listing/initial.yaml": LISTING.replace("comes", "goes"),
            icon: picture("partners/acme/apps/visual-reports/listing/media/icon.png"),
            f"{COVE}/profile/initial.yaml": PROFILE,
        },
        sign="ola",
    )  # fmt: skip
    merge(
        "Merge request 11\n\nAsked-by: jon-vik\nApproved-by: mari-dahl (App Store Manager)\nContent: 0f", JON,
        {
            f"{TIDES}/published.yaml": "configuration: {sod: initial, stage: initial}\nlisting: {stage: initial}\n",
            f"{COVE}/published.yaml": "profile: {stage: initial}\n",
        },
        GITHUB,
    )  # fmt: skip
    commit("Profile", OLA, {f"{COVE}/profile/initial.yaml": PROFILE.replace("by", "near")})
    commit(
        "Settings", EVA,
        {f"{COVE}/partner.yaml": "name: Cove Labs\nadministrative_contact: ola-berg\ntechnical_contact: eva-lind\n"
                                 "support_emails: [help@cove.example]\n"},
    )  # fmt: skip
    commit("Users", EVA, {f"{COVE}/members.yaml": "members:\n  eva-lind: {roles: [administrator, developer]}\n"})
    reports = [
        {"kind": "failure", "reported_on": "2026-03-01T09:20:00Z", "reported_by": "ola-berg", "environment": "stage",
         "operation": "ab12", "text": "It\nstops"},
        {"kind": "uninstall", "reported_on": "2026-03-01T09:21:00Z", "tenant": "Cust12345"},
        {"kind": "problem", "reported_on": "2026-03-01T09:22:00Z", "tenant": "Cust12345", "text": "Slow"},
    ]  # fmt: skip
    tenant = "{tenant: Cust12345, name: Fjord AS, environment: stage, state: Running, authorisation: active, "
    tenant += 'authorised_by: Kari, authorised_on: "2026-02-01T08:00:00Z"}'
    fact = "client_id: {value: 0123456789abcdef0123456789abcdef, generation: 1, created: 2026-01-12T09:30:00Z}"
    commit(
        "Facts", CI,
        {
            f"{MANAGED}/tides/reports.yaml": json.dumps({"reports": reports}),
            f"{MANAGED}/tides/tenants.yaml": f"tenants:\n  - {tenant}\n",
            f"{MANAGED}/tides/credentials.yaml": f"sod: {{{fact}}}\n",
        },
    )  # fmt: skip
    s.git("mv", f"registry/{TIDES}", f"registry/{COVE}/apps/tide-tables")
    new = f"{COVE}/apps/tide-tables"
    commit("A better name", JON, {f"{new}/configuration/initial.yaml": CONFIGURATION.replace("/a]", "/c]")})
    commit("Tidy", EVA, {f"{COVE}/partner.yaml": "# Tidy\n" + s.read(f"{COVE}/partner.yaml")})
    commit(
        "Away with it", OLA,
        {
            f"{new}/published.yaml": "configuration: {sod: initial}\n",
            f"{new}/credentials.yaml": "sod: {client_id: {generation: 2}}\n",
            f"{new}/listing/initial.yaml": None,
            f"{COVE}/published.yaml": None,
            f"{COVE}/profile/initial.yaml": None,
        },
    )  # fmt: skip
    commit("Draft", STRANGER, {f"{new}/configuration/next.yaml": CONFIGURATION})
    commit("No draft", OLA, {f"{new}/configuration/next.yaml": None, "people/tom-frost.yaml": None})
    commit("No app", OLA, {f"{COVE}/apps/tide-tables": None})
    commit("A number", OLA, {"people/ola-berg.yaml": s.read("people/ola-berg.yaml") + 'phone: "+47 21 00 00 00"\n'})
    policy = s.read("platform/policy.yaml")
    commit("Hours", JON, {"platform/policy.yaml": policy.replace("share: 25", "share: 30").replace("15", "16")})
    commit("Cove goes", EVA, {COVE: None})
    commit("Nothing of the registry", OPERATOR, {"../README.md": "Hello\n"})
    return done
