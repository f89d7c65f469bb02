"""A whole sample registry: every file but the pictures, which are named so that they can be drawn."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from ...domain.layout import Kind, path_of
from ..yaml_text import yaml_text
from . import apps, store
from .cast import Company, Human, Idea
from .people import person_file

_REASONS: Final = (
    "The screenshots show a customer's name. Please take new ones with sample data.",
    "The state change endpoint answers with an error. Please mend it and ask again.",
)


@dataclass(frozen=True)
class Picture:
    """A picture to be drawn: ``motif`` is an icon's category, ``logo``, or the place among the screenshots."""

    kind: str
    motif: str
    seed: str


@dataclass
class Sample:
    """Files by path, pictures by path, and the steps in which they came: a message and its paths."""

    files: dict[str, bytes] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    steps: list[tuple[str, list[str]]] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    people: int = 0

    def put(self, kind: Kind, value: Mapping[str, Any], **names: str) -> None:
        """Add a YAML file to the newest step."""
        path = path_of(kind, **names)
        schema = "../" * path.count("/") + f"schemas/{kind.value}.schema.json"
        self.files[path] = yaml_text(value, schema)
        self.steps[-1][1].append(path)

    def draw(self, picture: Picture, kind: Kind, **names: str) -> None:
        """Add a picture to the newest step."""
        path = path_of(kind, **names)
        self.pictures[path] = picture
        self.steps[-1][1].append(path)

    def step(self, message: str) -> None:
        """Begin a new step."""
        self.steps.append((message, []))


def sample(
    companies: Sequence[Company], templates: Mapping[str, Any], keys: Sequence[str], chance: random.Random
) -> Sample:
    """The registry of these companies; the platform is not among the files."""
    made = Sample()
    left = [*keys]
    for company in companies:
        _partner(made, company, chance)
        for idea in company.apps:
            key = left.pop(0) if left and apps.has_certificate(idea) else ""
            _app(made, company, idea, templates[idea.template], key, chance)
    made.step("Requests")
    path = path_of(Kind.REQUESTS)
    made.files[path] = (json.dumps({"requests": made.requests}, indent=2) + "\n").encode()
    made.steps[-1][1].append(path)
    return made


def _with(company: Company, role: str) -> Human:
    return next((human for human in company.people if role in human.roles), company.people[0])


def _partner(made: Sample, company: Company, chance: random.Random) -> None:
    made.step(f"{company.name} registers")
    for human in company.people:
        made.people += 1
        made.put(Kind.PERSON, person_file(human, company.domain, made.people, chance), person=human.id)
    settings = {
        "name": company.name,
        "administrative_contact": _with(company, "administrator").id,
        "technical_contact": _with(company, "developer").id,
        "support_emails": [f"support@{company.domain}"],
    }
    made.put(Kind.PARTNER, settings, partner=company.id)
    members = {human.id: {"roles": list(human.roles)} for human in company.people}
    members.update({person: {"roles": list(roles)} for person, roles in company.guests.items()})
    made.put(Kind.MEMBERS, {"members": members}, partner=company.id)
    if any(idea.kind == "standard" for idea in company.apps):
        made.step(f"{company.name} writes its profile")
        made.put(Kind.PROFILE, store.profile(company), partner=company.id, version="initial")
        made.draw(Picture("logo", "logo", company.id), Kind.PROFILE_MEDIA, partner=company.id, file="logo.png")
        live = dict.fromkeys(("sod", "stage", "production"), "initial")
        made.put(Kind.PUBLISHED_PARTNER, {"profile": live}, partner=company.id)


def _app(made: Sample, company: Company, idea: Idea, template: dict[str, Any], key: str, chance: random.Random) -> None:
    names = {"partner": company.id, "app": idea.id}
    developer = _with(company, "developer").id
    made.step(f"{company.name} begins {idea.name}")
    made.put(Kind.APP, apps.settings(company, idea, developer), **names)
    made.put(Kind.CONFIGURATION, apps.configuration(company, idea, template), version="initial", **names)
    wanted = apps.credentials(idea, developer, key)
    made.put(Kind.CREDENTIALS, wanted, **names)
    if idea.kind == "standard":
        _listing(made, company, idea, chance)
    for label in idea.older:
        version = label.lower().replace(" ", "-")
        made.put(Kind.CONFIGURATION, apps.configuration(company, idea, template, label), version=version, **names)
        made.put(Kind.LISTING, store.listing(company, idea, chance, label), version=version, **names)
    if apps.LIVE[idea.state]:
        made.step(f"{company.name} publishes {idea.name}")
        made.put(Kind.PUBLISHED_APP, apps.published(idea, chance), **names)
        made.put(Kind.MANAGED_CREDENTIALS, apps.facts(wanted, f"{company.id}/{idea.id}", chance), **names)
        made.put(Kind.TENANTS, apps.tenants(idea, chance), **names)
    if idea.state == "newer":
        made.step(f"{company.name} works on {idea.name}")
        newer = apps.configuration(company, idea, template, "Spring 2026")
        made.put(Kind.CONFIGURATION, newer, version=apps.NEWER, **names)
        made.put(Kind.LISTING, store.listing(company, idea, chance, "Spring 2026"), version=apps.NEWER, **names)
    _request(made, company, idea, developer)


def _listing(made: Sample, company: Company, idea: Idea, chance: random.Random) -> None:
    names = {"partner": company.id, "app": idea.id}
    record = store.listing(company, idea, chance)
    made.put(Kind.LISTING, record, version="initial", **names)
    if "media" not in record:
        return
    made.draw(Picture("icon", idea.category, idea.id), Kind.LISTING_MEDIA, file="icon.png", **names)
    for place, shot in enumerate(record["media"]["screenshots"]):
        picture = Picture("screenshot", str(place), f"{idea.id} {place}|{idea.name}")
        made.draw(picture, Kind.LISTING_MEDIA, file=shot["file"], **names)


def _request(made: Sample, company: Company, idea: Idea, author: str) -> None:
    state, _, target = idea.state.partition("-")
    if state not in {"pending", "rejected"}:
        return
    number = 100 + 7 * len(made.requests)
    for part in ("configuration", "listing")[: 2 if target == "production" else 1]:
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
        else:
            request["reason"] = _REASONS[len(made.requests) % len(_REASONS)]
        made.requests.append(request)
