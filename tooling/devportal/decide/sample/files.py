"""A whole sample registry: every file but the pictures, which are named so that they can be drawn."""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from ...domain.layout import Kind, path_of
from ..slug import slug_of
from ..yaml_text import yaml_text
from . import apps, store
from .cast import Company, Human, Idea
from .people import mail_of, person_file
from .shots import menu_of, shots_of
from .waiting import PROMISED, requests_of_sample

_REASONS: Final = {
    "listing": "The screenshots show a customer's name. Please take new ones with sample data.",
    "configuration": "The state change endpoint answers with an error. Please mend it and ask again.",
}
_SHOWN: Final = {"sod": "SOD", "stage": "Stage", "production": "Production"}
_NEWER: Final = "Spring 2026"
_SPREAD: Final = 420
"""The days in which companies register."""


@dataclass(frozen=True)
class Picture:
    """A picture to be drawn: an icon's motif, ``logo``, or the page that a screenshot shows with its words."""

    kind: str
    motif: str
    seed: str
    words: tuple[str, ...] = ()


@dataclass
class Deed:
    """What somebody did on one day: files as they were then, and pictures."""

    message: str
    author: str
    email: str
    day: int
    files: dict[str, bytes | None] = field(default_factory=dict)
    """``None`` stands for a picture."""


@dataclass
class Sample:
    """Files by path, pictures by path, and the deeds in which they came."""

    files: dict[str, bytes] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    deeds: list[Deed] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    people: int = 0
    day: int = 0
    """When the next deed is done, counted from the first registration."""

    def put(self, kind: Kind, value: Mapping[str, Any], **names: str) -> None:
        """Write a YAML file in the newest deed."""
        path = path_of(kind, **names)
        schema = "../" * path.count("/") + f"schemas/{kind.value}.schema.json"
        self.files[path] = self.deeds[-1].files[path] = yaml_text(value, schema)

    def draw(self, picture: Picture, kind: Kind, **names: str) -> None:
        """Add a picture in the newest deed."""
        path = path_of(kind, **names)
        self.pictures[path] = picture
        self.deeds[-1].files[path] = None

    def begin(self, message: str, human: Human, company: Company) -> None:
        """Begin a deed, some days after the one before."""
        self.deeds.append(Deed(message, human.name, mail_of(human, company.domain), self.day))
        self.day += 2 + zlib.crc32(message.encode()) % 17


def sample(
    companies: Sequence[Company], templates: Mapping[str, Any], keys: Sequence[str], chance: random.Random
) -> Sample:
    """The registry of these companies; the platform is not among the files."""
    made = Sample()
    left = [*keys]
    for place, company in enumerate(companies):
        made.day = place * _SPREAD // len(companies)
        _partner(made, company, chance)
        first = next((idea for idea in company.apps if idea.kind == "standard"), None)
        for idea in company.apps:
            key = left.pop(0) if left and apps.has_certificate(idea) else ""
            _app(made, company, idea, templates[idea.template], key, chance)
            if idea == first:
                _profile(made, company)
    made.deeds.sort(key=lambda deed: deed.day)
    path = path_of(Kind.REQUESTS)
    made.files[path] = (json.dumps(requests_of_sample(made.requests), indent=2) + "\n").encode()
    made.deeds.append(Deed("Open requests", "Portal automation", "automation@portal.example", made.deeds[-1].day))
    made.deeds[-1].files[path] = made.files[path]
    return made


def _with(company: Company, role: str) -> Human:
    return next((human for human in company.people if role in human.roles), company.people[0])


def _partner(made: Sample, company: Company, chance: random.Random) -> None:
    administrator = _with(company, "administrator")
    made.begin(f"{company.name} registers", administrator, company)
    for human in company.people:
        made.people += 1
        made.put(Kind.PERSON, person_file(human, company.domain, made.people, chance), person=human.id)
    settings = {
        "name": company.name,
        "administrative_contact": administrator.id,
        "technical_contact": _with(company, "developer").id,
        "support_emails": [f"support@{company.domain}"],
    }
    made.put(Kind.PARTNER, settings, partner=company.id)
    members = {human.id: {"roles": list(human.roles)} for human in company.people}
    members.update({person: {"roles": list(roles)} for person, roles in company.guests.items()})
    made.put(Kind.MEMBERS, {"members": members}, partner=company.id)


def _profile(made: Sample, company: Company) -> None:
    """A partner with a standard app has App Store information."""
    marketer = _with(company, "marketing")
    made.begin(f"{company.name} writes its profile", marketer, company)
    made.put(Kind.PROFILE, store.profile(company), partner=company.id, version="initial")
    made.draw(
        Picture("logo", f"mark-{made.people % 6}", company.id),
        Kind.PROFILE_MEDIA,
        partner=company.id,
        file="logo.png",
    )
    for live in (("sod",), ("sod", "stage", "production")):
        if "stage" in live:
            made.begin(f"Publish the profile of {company.name} to Stage and Production", marketer, company)
        made.put(Kind.PUBLISHED_PARTNER, {"profile": dict.fromkeys(live, "initial")}, partner=company.id)


def _app(made: Sample, company: Company, idea: Idea, template: dict[str, Any], key: str, chance: random.Random) -> None:
    names = {"partner": company.id, "app": idea.id}
    human = _with(company, "developer")
    developer = human.id
    made.begin(f"New app: {idea.name}", human, company)
    made.put(Kind.APP, apps.settings(company, idea, developer), **names)
    made.put(Kind.CONFIGURATION, apps.configuration(company, idea, template), version="initial", **names)
    wanted = apps.credentials(idea, developer, key)
    made.put(Kind.CREDENTIALS, wanted, **names)
    if idea.kind == "standard":
        _listing(made, company, idea, chance)
    for label in idea.older:
        _version(made, company, idea, template, label, chance)
    if apps.LIVE[idea.state]:
        _publish(made, company, idea, wanted, chance)
    if idea.state == "newer":
        made.begin(f"A new version of {idea.name}: {_NEWER}", human, company)
        _version(made, company, idea, template, _NEWER, chance)
        made.begin(f"Publish {_NEWER} of {idea.name} to SOD", human, company)
        made.put(Kind.PUBLISHED_APP, apps.with_newer(apps.published(idea, chance)), **names)
    _request(made, company, idea, developer)


def _version(
    made: Sample, company: Company, idea: Idea, template: dict[str, Any], label: str, chance: random.Random
) -> None:
    names = {"partner": company.id, "app": idea.id, "version": slug_of(label)}
    made.put(Kind.CONFIGURATION, apps.configuration(company, idea, template, label), **names)
    made.put(Kind.LISTING, store.listing(company, idea, chance, label), **names)


def _publish(made: Sample, company: Company, idea: Idea, wanted: dict[str, Any], chance: random.Random) -> None:
    """To one environment after the other, with the facts and tenants that follow."""
    names = {"partner": company.id, "app": idea.id}
    human = _with(company, "developer")
    published, facts = apps.published(idea, chance), apps.facts(wanted, f"{company.id}/{idea.id}", chance)
    live = apps.LIVE[idea.state]
    for place, environment in enumerate(live):
        made.begin(f"Publish {idea.name} to {_SHOWN[environment]}", human, company)
        until = live[: place + 1]
        made.put(Kind.PUBLISHED_APP, apps.until(published, until), **names)
        made.put(Kind.MANAGED_CREDENTIALS, {one: facts[one] for one in until}, **names)
    made.put(Kind.TENANTS, apps.tenants(idea, chance), **names)


def _listing(made: Sample, company: Company, idea: Idea, chance: random.Random) -> None:
    names = {"partner": company.id, "app": idea.id}
    record = store.listing(company, idea, chance)
    made.put(Kind.LISTING, record, version="initial", **names)
    if "media" not in record:
        return
    made.draw(Picture("icon", idea.icon, idea.id), Kind.LISTING_MEDIA, file="icon.png", **names)
    for shot in shots_of(idea):
        words = (idea.name, shot.title, *menu_of(idea))
        picture = Picture("screenshot", shot.page, f"{idea.id} {shot.page}", words)
        made.draw(picture, Kind.LISTING_MEDIA, file=shot.file, **names)


def _request(made: Sample, company: Company, idea: Idea, author: str) -> None:
    state, _, target = idea.state.partition("-")
    if state not in {"pending", "rejected"}:
        return
    number = 100 + 7 * len(made.requests)
    parts = ("configuration", "listing") if target == "production" else ("configuration",)
    if state == "rejected":
        parts = (("listing", "configuration")[len(made.requests) % 2],)
    for part in parts:
        request: dict[str, Any] = {
            "number": number + (part == "listing"),
            "author": author,
            "partner": company.id,
            "app": idea.id,
            "part": part,
            "version": "initial",
            "target": target,
            "state": state,
            "since": f"2026-11-{2 + len(made.requests) % 20:02}T10:{len(made.requests) % 60:02}:00Z",
        }
        if state == "pending":
            request["waiting_for"] = "app-manager" if part == "configuration" else "app-store-manager"
            request["waited"] = 3 * len(made.requests) % PROMISED
            request["promised"] = PROMISED
        else:
            request["reason"] = _REASONS[part]
        made.requests.append(request)
