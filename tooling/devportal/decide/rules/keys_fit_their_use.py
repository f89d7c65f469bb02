"""A public key can do what it is there for."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator

from ...domain.code import Code
from ...domain.person import KeyUse
from ...domain.snapshot import PersonRecords, Platform
from .rule import Rule, Told
from .texts import PERSON, varied

CODE = Code(
    id="DP309",
    title="A public key cannot be used for that",
    why="age seals for age, ssh-ed25519 and ssh-rsa keys; git and ssh sign with SSH keys. ECDSA and hardware "
    "keys cannot "
    "open what is sealed.",
    mend="Correct the uses, or add another key for it.",
    source="age and OpenSSH documentation",
    bad=varied(
        PERSON,
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGrRn4ExBGsTzqFpAwkKfGxtiwYPcdFkXCbVyYmn0Pho",
        "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBAcpe5nYYu7JWU2ZPu4gmFrLF6Cgs2L1a7z3FK"
        "2xj3kQ9zVwF7uQHk2yXyJvR1mF3nL0c4T8mQ2e5d6b7a8c9d0",
    ),
    good=PERSON,
)


def check(person: PersonRecords, platform: Platform) -> Iterator[Told]:
    """Each key of a person."""
    if person.person is None:
        return
    for position, key in enumerate(person.person.record.keys):
        kind = key.key.partition(" ")[0]
        is_age = kind.startswith("age1")
        if KeyUse.SIGN in key.uses and is_age:
            yield CODE.finding(person.person.path, "an age key cannot sign", ("keys", position, "uses"))
        if KeyUse.RECEIVE in key.uses and not is_age and kind not in {"ssh-ed25519", "ssh-rsa"}:
            yield CODE.finding(person.person.path, f"a key of kind {kind} cannot receive", ("keys", position, "uses"))
        if not is_age and not _is_of(kind, key.key):
            yield CODE.finding(person.person.path, f"this is not a key of kind {kind}", ("keys", position, "key"))


def _is_of(kind: str, key: str) -> bool:
    """The key's bytes begin with the name of its kind (RFC 4253, 6.6); length and form are the type's concern."""
    try:
        start = base64.b64decode(key.partition(" ")[2][:80])
    except (binascii.Error, ValueError):
        return False
    return start[4 : 4 + int.from_bytes(start[:4])] == kind.encode()


RULE = Rule(CODE, person=check)
