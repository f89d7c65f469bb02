"""Who is to receive a secret is a user of the partner with a key that can open it."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code
from ...domain.environment import Environment
from ...domain.facts import Claim, Need
from ...domain.finding import Pointer
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
    for path, pointer, person in _recipients(partner):
        if partner.members and person not in partner.members.record.members:
            yield CODE.finding(path, f"{person} is not a user of {partner.id}", pointer)
        else:
            yield Need(CODE.id, _SPACE, person, path, pointer)


def _recipients(partner: PartnerRecords) -> Iterator[tuple[str, Pointer, str]]:
    """Each recipient of a secret or of a private key: the file, the place, the person."""
    for filed in (app.credentials for app in partner.apps.values()):
        for environment in Environment if filed else ():
            wanted = filed.record.of(environment) if filed else None
            for name in ("client_secret", "certificate"):
                for position, person in enumerate(getattr(getattr(wanted, name, None), "recipients", ())):
                    yield filed.path if filed else "", (environment.value, name, "recipients", position), person


def check_person(person: PersonRecords, platform: Platform) -> Iterator[Told]:
    """A person with such a key says so; one whose file is broken is not blamed twice."""
    filed = person.person
    if filed is None or any(KeyUse.RECEIVE in key.uses for key in filed.record.keys):
        yield Claim("", _SPACE, person.id, person.id, filed.path if filed else "")


RULE = Rule(CODE, partner=check, person=check_person)
