"""Who is to receive a secret is a user of the partner with a key that can open it."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.environment import Environment
from ...domain.facts import Claim, Need
from ...domain.person import KeyUse
from ...domain.snapshot import PartnerRecords, PersonRecords, Platform
from .rule import Rule, Told
from .texts import CREDENTIALS, varied

CODE = Code(
    id="DP701",
    title="A recipient cannot receive the secret",
    why="The secret is sealed to the recipient's public key, so that nobody else can open it.",
    mend="Name a user of the partner whose file under registry/people/ has a key with the use `receive`.",
    source="Security policy: hand-over",
    bad=varied(CREDENTIALS, "recipients: [ida-holm]", "recipients: [ola-berg]"),
    good=CREDENTIALS,
)

_SPACE = "person with a key to receive with:"


def check(partner: PartnerRecords, platform: Platform) -> Iterator[Told]:
    """Recipients are members here, and need a key there."""
    for app in partner.apps.values():
        if app.credentials is None:
            continue
        for environment in Environment:
            wanted = getattr(app.credentials.record, environment.value)
            secret = wanted.client_secret if wanted else None
            for position, person in enumerate(secret.recipients if secret else ()):
                pointer = (environment.value, "client_secret", "recipients", position)
                if partner.members and person not in partner.members.record.members:
                    yield CODE.finding(app.credentials.path, f"{person} is not a user of {partner.id}", pointer)
                else:
                    yield Need(CODE.id, _SPACE, person, app.credentials.path, pointer)


def check_person(person: PersonRecords, platform: Platform) -> Iterator[Told]:
    """A person with such a key says so; one whose file is broken is not blamed twice."""
    filed = person.person
    if filed is None or any(KeyUse.RECEIVE in key.uses for key in filed.record.keys):
        yield Claim("", _SPACE, person.id, person.id, filed.path if filed else "")


RULE = Rule(CODE, partner=check, person=check_person)
