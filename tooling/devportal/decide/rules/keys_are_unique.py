"""A public key belongs to one person."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.code import Code, Example
from ...domain.facts import Claim
from ...domain.snapshot import PersonRecords, Platform
from .rule import Rule, Told
from .texts import PERSON

CODE = Code(
    id="DP308",
    title="Two people have the same public key",
    why="A signature has to name one person, and a secret sealed for one must not open for another.",
    mend="Make a key pair of your own and put its public half here.",
    source="Security policy: identity",
    bad=Example(
        "registry/people/ola-berg.yaml",
        PERSON.text.replace("Ida Holm", "Ola Berg")
        .replace("ida.holm", "ola.berg")
        .replace("idaholm", "ola-berg")
        .replace("10482231", "10482232")
        .replace("2d2c11", "2d2c32")
        .replace("0d2c11", "0d2c32"),
    ),
    good=PERSON,
)


def check(person: PersonRecords, platform: Platform) -> Iterator[Told]:
    """A person claims their keys, and tells whether they can receive secrets."""
    if person.person is None:
        return
    path = person.person.path
    for position, key in enumerate(person.person.record.keys):
        shown = f"the key {key.key[:24]}…"
        yield Claim(CODE.id, "public-key", key.key.removesuffix("="), shown, path, ("keys", position, "key"))


RULE = Rule(CODE, person=check)
