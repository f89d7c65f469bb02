"""Facts about credentials: what exists, how old it is, when it ends, where it is picked up. Never a secret's value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from ...domain.credential import CredentialFacts, WantedCredentials
from ...domain.environment import Environment
from ...domain.snapshot import AppRecords, PartnerRecords, Snapshot
from .frame import app_home, name_of_app, name_of_partner
from .hand_overs import hand_over_lines
from .people import person_name

_REVOKED: Final = 5
SOON: Final = 90
"""Days before a credential ends from which on it is shown to who has to act."""


def credential_columns(snapshot: Snapshot, app: AppRecords) -> list[dict[str, Any]]:
    """A column for each environment: client ID, client secret, certificate."""
    return [_column(snapshot, app, environment) for environment in Environment]


def client_ids(app: AppRecords) -> list[dict[str, str]]:
    """The client ID of each environment that has one."""
    found = ((one, _facts(app, one)) for one in Environment)
    return [
        {"environment": one.shown, "value": facts.client_id.value} for one, facts in found if facts and facts.client_id
    ]


def _facts(app: AppRecords, environment: Environment) -> CredentialFacts | None:
    facts: CredentialFacts | None = getattr(app.facts.record, environment.value) if app.facts else None
    return facts


def _wanted(app: AppRecords, environment: Environment) -> WantedCredentials | None:
    wanted: WantedCredentials | None = getattr(app.credentials.record, environment.value) if app.credentials else None
    return wanted


def _column(snapshot: Snapshot, app: AppRecords, environment: Environment) -> dict[str, Any]:
    facts, wanted = _facts(app, environment), _wanted(app, environment)
    today = snapshot.history.today
    column: dict[str, Any] = {"environment": environment.shown, "client_id": "", "secret": [], "certificate": []}
    asked = wanted.client_id if wanted else None
    if facts and facts.client_id:
        column["client_id"] = facts.client_id.value
        column["client_id_made"] = f"Assigned {_day(facts.client_id.created)}"
    elif asked:
        column["client_id_made"] = "Asked for; assigned once the request is merged"
    column["secret"] = _secret(snapshot, facts, wanted, today)
    column["certificate"] = _certificate(facts, wanted, today)
    for name, fact in (("secret", facts.client_secret), ("certificate", facts.certificate)) if facts else ():
        column[name] += list(hand_over_lines(snapshot, app, environment, fact)) if fact else []
    column["revoked"] = list(_revoked(facts))
    return column


def _secret(
    snapshot: Snapshot, facts: CredentialFacts | None, wanted: WantedCredentials | None, today: date | None
) -> list[dict[str, str]]:
    asked = wanted.client_secret if wanted else None
    there = facts.client_secret if facts else None
    lines: list[dict[str, str]] = []
    if there:
        lines.append(_line("Made", f"{_day(there.created)}{_age(there.created, today)}"))
        lines.append(_expiry(there.expires, today))
        lines.append(_line("Generation", str(there.generation)))
        if asked and asked.generation > there.generation:
            lines.append(_line("Next", f"generation {asked.generation} is being made", "pending"))
    elif asked:
        lines.append(_line("State", "asked for, being made", "pending"))
    if asked and not (there and there.hand_over):
        names = ", ".join(person_name(snapshot, one) for one in asked.recipients)
        lines.append(_line("Pick up", f"sealed to {names}; only they can open it, once"))
    if there:
        lines.append({**_line("Kept as", there.store), "is_code": "yes"})
    return lines


def _certificate(
    facts: CredentialFacts | None, wanted: WantedCredentials | None, today: date | None
) -> list[dict[str, str]]:
    asked = wanted.certificate if wanted else None
    there = facts.certificate if facts else None
    lines: list[dict[str, str]] = []
    if asked:
        lines.append(_line("For", asked.description))
    if there:
        lines.append(_line("Registered", f"{_day(there.created)}{_age(there.created, today)}"))
        lines.append(_expiry(there.expires, today))
        lines.append({**_line("Thumbprint", there.thumbprint), "is_code": "yes"})
    elif asked:
        lines.append(_expiry(asked.expires, today))
        lines.append(_line("State", "asked for, not registered yet", "pending"))
    if asked:
        where = "sealed, from the portal" if asked.generate else "with you: the portal keeps the public key only"
        lines.append(_line("Private key", where))
    return lines


def _revoked(facts: CredentialFacts | None) -> Iterator[dict[str, str]]:
    """The newest of what counted once."""
    for one in reversed(facts.revoked[-_REVOKED:] if facts else ()):
        what = one.credential.shown
        yield _line(f"{what[:1].upper()}{what[1:]} {one.generation}", f"{one.revoked[:10]}: {one.reason.shown}")


def _line(title: str, text: str, state: str = "") -> dict[str, str]:
    return {"title": title, "text": text, "state": state}


def _day(moment: str) -> str:
    return moment[:10]


def _age(moment: str, today: date | None) -> str:
    if today is None:
        return ""
    days = (today - date.fromisoformat(moment[:10])).days
    return f" ({days} {'day' if days == 1 else 'days'} ago)" if days > 0 else " (today)"


def _expiry(day: date | None, today: date | None) -> dict[str, str]:
    if day is None:
        return _line("Expires", "no end is set")
    said, state = remaining(day, today)
    return _line("Expires", f"{day.isoformat()}{f', {said}' if said else ''}", state)


def remaining(day: date, today: date | None) -> tuple[str, str]:
    """How long something still holds, in words, and the state that colours it."""
    if today is None:
        return "", ""
    days = (day - today).days
    if days < 0:
        return f"expired {-days} {'day' if days == -1 else 'days'} ago", "rejected"
    said = "today" if days == 0 else f"in {days} {'day' if days == 1 else 'days'}"
    return said, "pending" if days <= SOON else ""


def expiring(snapshot: Snapshot, ends: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What has expired or soon will of what ``ends_of`` found, soonest first. Nothing where today is not known."""
    today = snapshot.history.today
    found = [] if today is None else list(_expiring(snapshot, ends, today))
    return sorted(found, key=lambda one: str(one["day"]))


def _expiring(snapshot: Snapshot, ends: Iterable[dict[str, Any]], today: date) -> Iterator[dict[str, Any]]:
    for one in ends:
        said, state = remaining(date.fromisoformat(one["day"]), today)
        if state:
            yield {**one, "said": said, "state": state, "contact": person_name(snapshot, one["contact"])}


def ends_of(partner: PartnerRecords) -> Iterator[dict[str, Any]]:
    """The last day of each of a partner's credentials that has one; ``contact`` is the app's technical contact's id."""
    for app in partner.apps.values():
        for environment in Environment:
            facts = _facts(app, environment)
            ends = {
                "Client secret": facts.client_secret.expires if facts and facts.client_secret else None,
                "Certificate": facts.certificate.expires if facts and facts.certificate else None,
            }
            for what, day in ends.items():
                if day:
                    yield {
                        "what": what,
                        "environment": environment.shown,
                        "title": name_of_app(app),
                        "href": app_home(app),
                        "partner": name_of_partner(partner),
                        "day": day.isoformat(),
                        "contact": app.settings.record.technical_contact if app.settings else "",
                    }
