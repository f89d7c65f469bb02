"""A public key belongs to one person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...domain.code import Code, Example
from ...domain.facts import Claim
from ...domain.finding import Pointer
from ...domain.person import PublicKey
from ...domain.snapshot import PersonRecords, Platform
from .public_keys import NotAKeyError, keys_of_person, keys_of_staff, material
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


def _of(keys: Iterable[tuple[str, Pointer, PublicKey]]) -> Iterator[Told]:
    """What is inside the key is compared: one key has several spellings in base64."""
    for path, pointer, key in keys:
        try:
            inside = material(key.key).hex()
        except NotAKeyError:
            continue
        yield Claim(CODE.id, "public-key", inside, f"the key …{key.key[-12:]}", path, (*pointer, "key"))


def check(person: PersonRecords, platform: Platform) -> Iterator[Told]:
    """A person claims their keys."""
    yield from _of(keys_of_person(person))


def check_platform(platform: Platform) -> Iterator[Told]:
    """Employees claim theirs."""
    yield from _of(keys_of_staff(platform))


RULE = Rule(CODE, person=check, platform=check_platform)
