"""A notice of each kind, made from the example registry by the code that makes them for real."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from devportal.decide.keys_that_count import key_name
from devportal.decide.notices.expiry import about_expiry
from devportal.decide.notices.hand_overs import about_hand_overs
from devportal.decide.notices.keys import about_keys
from devportal.decide.notices.requests import published, rejected
from devportal.decide.notices.revoked import about_revoked
from devportal.domain.change import Subject, VersionPublished
from devportal.domain.credential import ManagedCredentials
from devportal.domain.environment import Environment
from devportal.domain.hand_over import TERMS, Parcel
from devportal.domain.layout import Kind, Location
from devportal.domain.managed import Part, PlainRequest, PublishRequest, Requests, SeenKeys
from devportal.domain.notice import Notice
from devportal.domain.secret import SecretKind
from devportal.domain.snapshot import Filed, Snapshot
from devportal.flows.load import load
from devportal.flows.read import open_folder

from ..conftest import VALID
from ..hand_over.tools import NAME

NOW = "2026-11-25T09:00:00Z"
_PART = {"version": "initial", "target": "production", "since": "2026-11-24T10:00:00Z", "state": "rejected"}
REASON = "The icon shows another company's logo.\nAnd “Key features” speaks of a product that is not this one."


def _revoked(*ended: tuple[str, str, str]) -> dict[str, object]:
    made = {"created": "2026-01-01T09:30:00Z", "generation": 1}
    return {
        "revoked": [
            {"reason": reason, "credential": credential, "revoked": f"{when}T12:00:00Z", **made}
            for reason, credential, when in ended
        ]
    }


def snapshot() -> Snapshot:
    """The example registry, with two requests rejected and a secret that expires."""
    found = load(open_folder(VALID))
    acme = found.partners["acme"]
    app = acme.apps["visual-reports"]
    facts = ManagedCredentials.model_validate(
        {
            "stage": _revoked(("compromised", "client_secret", "2026-11-24"), ("rotated", "client_id", "2026-11-24")),
            "sod": _revoked(("withdrawn", "client_id", "2026-11-24"), ("expired", "certificate", "2026-08-01")),
            "production": {
                "client_secret": {
                    "generation": 1, "store": "embedded:1", "created": "2026-01-01T09:30:00Z", "expires": "2026-12-02",
                },
            }
        }
    )  # fmt: skip
    location = Location(Kind.MANAGED_CREDENTIALS, partner="acme", app="visual-reports")
    app = replace(app, facts=Filed(location, facts))
    more = {"author": "ida-holm", "partner": "acme", "app": "visual-reports", "reason": REASON}
    requests = Requests(
        requests=(
            PublishRequest.model_validate({"number": 135, "part": Part.LISTING, **_PART, **more}),
            PublishRequest.model_validate({"number": 135, "part": Part.CONFIGURATION, **_PART, **more}),
        ),
        others=(
            PlainRequest.model_validate(
                {"number": 140, "summary": "sets Spotlight of Acme Visual Reports to yes", "author": "ida-holm",
                 "partner": "acme", "state": "rejected", "since": "2026-11-24T10:00:00Z", "reason": "Not this season."}
            ),
        ),
    )  # fmt: skip
    partners = {**found.partners, "acme": replace(acme, apps={**acme.apps, "visual-reports": app})}
    return replace(found, partners=partners, requests=requests)


def parcel(**more: str) -> Parcel:
    name = replace(NAME, app="visual-reports", environment=Environment.PRODUCTION, generation=2)
    times = {"made": "2026-11-24T09:00:00Z", "expires": "2026-12-08T09:00:00Z"}
    base = Parcel(name, b"sealed", "0" * 64, "1" * 64, **times, recipients=("ida-holm", "ola-berg"), keys=("k",))
    return replace(base, **more)  # type: ignore[arg-type]


def publication(part: Part = Part.LISTING, environment: Environment = Environment.PRODUCTION) -> VersionPublished:
    subject = Subject("acme", "visual-reports", name="Acme Visual Reports")
    return VersionPublished("p", subject, part, environment, "", "initial", "v")


def _groups(of: Snapshot) -> Iterator[tuple[str, Iterator[Notice]]]:
    yield "published-listing", published(of, [("c0ffee", publication())])
    stage = publication(Part.CONFIGURATION, Environment.STAGE)
    yield "published-configuration", published(of, [("c0ffee", stage)])
    profile = replace(publication(Part.PROFILE), subject=Subject("acme", name="Acme"))
    yield "published-profile", published(of, [("c0ffee", profile)])
    yield "rejected", rejected(of)
    yield "ready", about_hand_overs(of, [parcel()], NOW, TERMS)
    private = replace(parcel(), name=replace(parcel().name, kind=SecretKind.PRIVATE_KEY), recipients=("ida-holm",))
    yield "ready-private-key", about_hand_overs(of, [private], NOW, TERMS)
    yield "reminder", about_hand_overs(of, [parcel(made="2026-11-20T09:00:00Z")], NOW, TERMS)
    taken = {"picked_up": "2026-11-24T12:30:00Z", "picked_up_by": "ola-berg", "refused": "2026-11-25T08:59:00Z"}
    yield "picked-up-twice", about_hand_overs(of, [parcel(**taken)], NOW, TERMS)
    yield "revoked", about_revoked(of, NOW)
    yield "expiring", about_expiry(of, date(2026, 11, 25))
    key = key_name(of.people["ida-holm"].record.keys[0].key)
    seen = SeenKeys.model_validate({"keys": [{"key": key, "since": "2026-11-24T09:00:00Z"}]})
    yield "key-waits", about_keys(replace(of, seen_keys={"ida-holm": seen}), NOW, TERMS)


def samples(of: Snapshot | None = None) -> dict[str, Notice]:
    """Each notice by a name of its own."""
    found = {}
    for name, notices in _groups(of or snapshot()):
        for number, notice in enumerate(notices):
            found[f"{name}-{number}" if number else name] = notice
    return found
