"""Where a secret is picked up, and whether it was: from the facts about its hand-over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from ...domain.credential import CertificateFact, ClientSecretFact
from ...domain.environment import Environment
from ...domain.hand_over import HandOverFact
from ...domain.snapshot import AppRecords, PartnerRecords, Snapshot
from .frame import app_home, name_of_app
from .people import person_name


def hand_over_lines(
    snapshot: Snapshot, app: AppRecords, environment: Environment, fact: ClientSecretFact | CertificateFact
) -> Iterator[dict[str, str]]:
    """Lines of a page; none for what was never handed over."""
    given = fact.hand_over
    if given is None:
        return
    if given.picked_up:
        by = f", {person_name(snapshot, given.picked_up_by)}" if given.picked_up_by else ""
        yield _line("Picked up", f"{given.picked_up[:10]}{by}", "published")
    elif _is_over(given, snapshot.history.today):
        yield _line("Pick up", f"nobody came for it until {given.expires[:10]}", "rejected")
    else:
        names = ", ".join(person_name(snapshot, one) for one in given.recipients)
        yield _line("Waits for", f"{names}, until {given.expires[:10]}", "pending")
        yield {**_line("Pick up", pick_up_command(app, environment)), "is_code": "yes"}
    if given.refused:
        yield _line("Refused", f"somebody came for it again, {given.refused[:10]}", "rejected")


def pick_up_command(app: AppRecords, environment: Environment) -> str:
    """What a recipient runs in their clone."""
    return f"devportal pickup {app.partner}/{app.id} {environment.value} --out FILE"


def waiting_for(snapshot: Snapshot, partner: PartnerRecords, person: str) -> Iterator[dict[str, Any]]:
    """Secrets of a partner that lie sealed for one person."""
    for app in partner.apps.values():
        for environment in Environment:
            facts = app.facts.record.of(environment) if app.facts else None
            for what, fact in _secrets(facts):
                given = fact.hand_over
                if given and person in given.recipients and _waits(given, snapshot.history.today):
                    yield {
                        "title": name_of_app(app),
                        "href": app_home(app),
                        "what": what,
                        "environment": environment.shown,
                        "until": given.expires[:10],
                        "command": pick_up_command(app, environment),
                    }


def _secrets(facts: Any) -> Iterator[tuple[str, ClientSecretFact | CertificateFact]]:
    if facts and facts.client_secret:
        yield "Client secret", facts.client_secret
    if facts and facts.certificate:
        yield "Private key", facts.certificate


def _waits(given: HandOverFact, today: date | None) -> bool:
    return not given.picked_up and not _is_over(given, today)


def _is_over(given: HandOverFact, today: date | None) -> bool:
    return today is not None and given.expires[:10] < today.isoformat()


def _line(title: str, text: str, state: str = "") -> dict[str, str]:
    return {"title": title, "text": text, "state": state}
