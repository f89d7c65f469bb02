"""A public key can be read, and can do what it is there for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...domain.code import Code
from ...domain.finding import Pointer
from ...domain.person import KeyUse, PublicKey
from ...domain.snapshot import PersonRecords, Platform
from .public_keys import NotAKeyError, keys_of_person, keys_of_staff, kind_of, material
from .rule import Rule, Told
from .texts import PERSON, varied

CODE = Code(
    id="DP309",
    title="A public key cannot be used for that",
    why="Secrets are sealed to age, ssh-ed25519 and ssh-rsa keys; SSH keys sign. ECDSA and hardware (sk-) keys "
    "cannot open what is sealed, and a key with a letter missing can do neither.",
    mend="Copy the whole key from its .pub file, correct the uses, or add another key.",
    source="age and OpenSSH documentation",
    bad=varied(PERSON, "mn0Pho", "mn0P"),
    good=PERSON,
)

_RECEIVING = {"age", "ssh-ed25519", "ssh-rsa"}


def _of(keys: Iterable[tuple[str, Pointer, PublicKey]]) -> Iterator[Told]:
    for path, pointer, key in keys:
        kind = kind_of(key.key)
        if KeyUse.SIGN in key.uses and kind == "age":
            yield CODE.finding(path, "an age key cannot sign", (*pointer, "uses"))
        if KeyUse.RECEIVE in key.uses and kind not in _RECEIVING:
            yield CODE.finding(path, f"a key of kind {kind} cannot receive", (*pointer, "uses"))
        try:
            material(key.key)
        except NotAKeyError as problem:
            yield CODE.finding(path, f"the key cannot be used: {problem}", (*pointer, "key"))


def check(person: PersonRecords, platform: Platform) -> Iterator[Told]:
    """Each key of a person."""
    yield from _of(keys_of_person(person))


def check_platform(platform: Platform) -> Iterator[Told]:
    """Each key of an employee."""
    yield from _of(keys_of_staff(platform))


RULE = Rule(CODE, person=check, platform=check_platform)
