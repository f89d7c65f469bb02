"""The decision table, written from the design and the domain's facts and not from the code.

Each row: what a request does to the partner birch of the example registry, which permissions in birch its author
needs (all of them), and which roles must approve. ``self``: the person themselves; ``staff`` and ``ci``: nobody of a
partner.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from .world import BIRCH, MAPS, Edits, moved, text_of

C, A, U = "configuration", "app-store", "users"
AM, ASM, OO = "app-manager", "app-store-manager", "online-operations"
_APP, _CREDENTIALS, _PUBLISHED = f"{MAPS}/app.yaml", f"{MAPS}/credentials.yaml", f"{MAPS}/published.yaml"
_SUMMER, _MEMBERS = f"{MAPS}/configuration/summer.yaml", f"{BIRCH}/members.yaml"
_LISTING, _PARTNER = f"{MAPS}/listing/initial.yaml", f"{BIRCH}/partner.yaml"
_TOM, _EVA = "registry/people/tom-frost.yaml", "registry/people/eva-lind.yaml"
_SETTINGS = text_of(_APP)
_PASSED = {_APP: f"{_SETTINGS}certified: passed\nsecurity_audit: passed\n"}
_KEYS = {
    _CREDENTIALS: text_of(_CREDENTIALS)
    + "stage:\n  client_id:\n    generation: 1\nproduction:\n  client_id:\n    generation: 1\n"
}
_NEW_APP = {
    f"{BIRCH}/apps/lens/app.yaml": "name: Birch Lens\nkind: custom\ntemplate: web-app\ntechnical_contact: tom-frost\n"
}


class Row(NamedTuple):
    """One kind of change and the decision on it."""

    name: str
    head: Edits
    needs: Any
    roles: tuple[str, ...] = ()
    base: Edits = {}  # noqa: RUF012


def _set(name: str, line: str, roles: tuple[str, ...]) -> Row:
    return Row(f"app.yaml: {name}", {_APP: _SETTINGS + line + "\n"}, {C}, roles)


def _published(part: str, environment: str, *more: str) -> Edits:
    lines = [f"{part}:", *(f"  {one}: initial" for one in ("sod", "stage", "production"))]
    upto = 2 + ("sod", "stage", "production").index(environment)
    return (
        {_PUBLISHED: "configuration:\n  sod: initial\n" + "\n".join(lines[:upto]) + "\n"}
        if part == "listing"
        else {_PUBLISHED: "\n".join(lines[:upto]) + "\n"}
    )


ROWS = (
    Row("app: create", _NEW_APP, {C}),
    Row("app: create hidden", {next(iter(_NEW_APP)): next(iter(_NEW_APP.values())) + "hidden: true\n"}, {C}, (AM,)),
    Row(
        "app: create certified",
        {next(iter(_NEW_APP)): next(iter(_NEW_APP.values())) + "validated: passed\n"},
        {C},
        (AM,),
    ),
    Row("app: rename", moved(MAPS, f"{BIRCH}/apps/maps"), {C}, (AM,)),
    Row("app: delete settings", {_APP: None}, {C}, (AM,)),
    Row("app.yaml: name", {_APP: ("Pocket Maps", "Paper Maps")}, {C}, (AM,)),
    Row("app.yaml: kind", {_APP: ("kind: standard", "kind: custom")}, {C}, (AM,)),
    Row("app.yaml: template", {_APP: ("native-app", "web-app")}, {C}, (AM,)),
    Row("app.yaml: beta", {_APP: ("beta: true\n", "")}, {C}, (AM,)),
    _set("hidden", "hidden: true", (AM,)),
    _set("spotlight", "spotlight: true", (AM,)),
    _set("owned by", "owned_by: acme", (AM,)),
    _set("developed by", "developed_by: acme", (AM,)),
    _set("certified", "certified: pending", (AM,)),
    _set("security audit", "security_audit: pending", (AM,)),
    Row("app.yaml: contact", {_APP: ("technical_contact: ola-berg", "technical_contact: eva-lind")}, {C}),
    _set("error e-mails", "error_reporting_emails: [x@birch.example]", ()),
    _set("uninstall e-mails", "uninstall_reporting_emails: [x@birch.example]", ()),
    Row("app.yaml: a comment", {_APP: f"# note\n{_SETTINGS}"}, {C}),
    Row("configuration: create", {f"{MAPS}/configuration/autumn.yaml": "label: Autumn\n"}, {C}),
    Row(
        "configuration: create, access as before",
        {f"{MAPS}/configuration/autumn.yaml": "label: Autumn\nadvanced:\n  endpoints: [webapi]\n"},
        {C},
    ),
    Row(
        "configuration: create, more access",
        {f"{MAPS}/configuration/autumn.yaml": "label: Autumn\nadvanced:\n  agents: [webhook]\n"},
        {C},
        (AM,),
    ),
    Row(
        "configuration: edit redirects",
        {_SUMMER: "label: Summer\nauthentication:\n  redirect_urls: ['https://b.example/cb']\n"},
        {C},
    ),
    Row("configuration: edit dark mode", {_SUMMER: "label: Summer\nadvanced:\n  dark_mode: true\n"}, {C}),
    Row("configuration: edit remember me", {_SUMMER: "label: Summer\nadvanced:\n  remove_remember_me: true\n"}, {C}),
    Row("configuration: edit agents", {_SUMMER: "label: Summer\nadvanced:\n  agents: [webhook]\n"}, {C}, (AM,)),
    Row("configuration: edit claims", {_SUMMER: "label: Summer\nadvanced:\n  claims: [system-token]\n"}, {C}, (AM,)),
    Row("configuration: edit endpoints", {_SUMMER: "label: Summer\nadvanced:\n  endpoints: [webapi]\n"}, {C}, (AM,)),
    Row(
        "configuration: edit licences",
        {_SUMMER: "label: Summer\nadvanced:\n  licences:\n    required: [custom-apps]\n"},
        {C},
        (AM,),
    ),
    Row(
        "configuration: edit invoice", {_SUMMER: "label: Summer\nadvanced:\n  exclude_from_invoice: true\n"}, {C}, (AM,)
    ),
    Row(
        "configuration: edit error URL",
        {_SUMMER: "label: Summer\nadvanced:\n  custom_error_url: https://b.example/e\n"},
        {C},
        (AM,),
    ),
    Row("configuration: delete draft", {_SUMMER: None}, {C}),
    Row("configuration: to SOD", {_PUBLISHED: "configuration:\n  sod: summer\n"}, {C}),
    Row("configuration: to Stage", _published("configuration", "stage"), {C}, (AM,)),
    Row("configuration: to Production", _published("configuration", "production"), {C}, (AM,), _PASSED),
    Row(
        "configuration: out of Stage",
        {_PUBLISHED: "configuration:\n  sod: initial\n"},
        {C},
        (AM,),
        _published("configuration", "stage"),
    ),
    Row("listing: edit", {_LISTING: ("label: Initial", "label: First")}, {A}),
    Row("listing: create", {f"{MAPS}/listing/spring.yaml": "label: Spring\n"}, {A}),
    Row("listing: delete draft", {_LISTING: None}, {A}),
    Row("listing: add a picture", {f"{MAPS}/listing/media/x.png": "x"}, {A}),
    Row("listing: to SOD", _published("listing", "sod"), {A}),
    Row("listing: to Stage", _published("listing", "stage"), {A}, (ASM,)),
    Row("listing: to Production", _published("listing", "production"), {A}, (ASM,)),
    Row("profile: create", {f"{BIRCH}/profile/initial.yaml": "label: Initial\n"}, {A}),
    Row("profile: to SOD", {f"{BIRCH}/published.yaml": "profile:\n  sod: initial\n"}, {A}),
    Row("profile: to Production", {f"{BIRCH}/published.yaml": "profile:\n  production: initial\n"}, {A}, (ASM,)),
    Row("members: add", {_MEMBERS: text_of(_MEMBERS) + "  ida-holm:\n    roles: [developer]\n"}, {U}),
    Row("members: change", {_MEMBERS: ("    permissions: [users]\n", "")}, {U}),
    Row("members: remove", {_MEMBERS: ("  ola-berg:\n    roles: [developer]\n    permissions: [users]\n", "")}, {U}),
    Row("partner.yaml: contact", {_PARTNER: ("technical_contact: ola-berg", "technical_contact: tom-frost")}, {U}),
    Row("partner.yaml: e-mails", {_PARTNER: text_of(_PARTNER) + "support_emails: [s@birch.example]\n"}, {U}),
    Row("partner.yaml: name", {_PARTNER: ("name: Birch", "name: Beech")}, {C}, (AM,)),
    Row("partner: rename", moved(BIRCH, "registry/partners/beech"), {C}, (AM,)),
    Row(
        "credentials: SOD secret",
        {_CREDENTIALS: ("sod:\n", "sod:\n  client_secret:\n    recipients: [eva-lind]\n")},
        {C},
    ),
    Row("credentials: SOD rotation", {_CREDENTIALS: ("generation: 1", "generation: 2")}, {C}),
    Row(
        "credentials: Stage",
        {_CREDENTIALS: text_of(_CREDENTIALS) + "stage:\n  client_id: {generation: 1}\n"},
        {C},
        (AM,),
    ),
    Row(
        "credentials: Production",
        {_CREDENTIALS: text_of(_CREDENTIALS) + "production:\n  client_id: {generation: 1}\n"},
        {C},
        (AM,),
    ),
    Row("credentials: withdrawn in Production", {_CREDENTIALS: text_of(_CREDENTIALS)}, {C}, (OO,), _KEYS),
    Row("credentials: withdrawn in SOD", {_CREDENTIALS: "{}\n"}, {C}),
    Row("person: own name", {_TOM: ("Tom Frost", "Thomas Frost")}, "self"),
    Row("person: own account", {_TOM: ("id: 10482234", "id: 10489999")}, "self", (OO,)),
    Row("person: own SuperID", {_TOM: ("9f39-0f7a3a0d2c34", "9f39-0f7a3a0d2c99")}, "self", (OO,)),
    Row("person: somebody else", {_EVA: ("Eva Lind", "Eve Lind")}, "other", (OO,)),
    Row(
        "platform: catalogue",
        {
            "registry/platform/markets.yaml": text_of("registry/platform/markets.yaml").replace(
                "name: ", "name: New ", 1
            )
        },
        "staff",
        (AM,),
    ),
    Row("platform: staff", {"registry/platform/staff.yaml": ("Jon Vik", "Jon Vick")}, "staff", (AM,)),
    Row("platform: policy", {"registry/platform/policy.yaml": ("share: 25", "share: 30")}, "staff", (AM,)),
    Row("managed: requests", {"registry/managed/requests.json": '{"requests": [ ]}'}, "ci"),
    Row("unknown path", {f"{BIRCH}/secrets.txt": "x"}, "staff", (OO,)),
)
"""Every line of the design's table."""
