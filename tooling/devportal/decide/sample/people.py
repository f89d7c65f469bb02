"""Files of a sample's people."""

from __future__ import annotations

import random
import uuid
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from .cast import Human


def mail_of(human: Human, domain: str) -> str:
    """The address that a person has at their company."""
    return f"{human.id.replace('-', '.')[:60]}@{domain}"


def person_file(human: Human, domain: str, number: int, chance: random.Random) -> dict[str, Any]:
    """A person; developers and administrators have a key, for they receive secrets."""
    mail = mail_of(human, domain)
    record: dict[str, Any] = {
        "name": human.name,
        "email": mail,
        "phone": f"+47 21 {number // 10_000 % 100:02} {number // 100 % 100:02} {number % 100:02}",
        "superid": {"user_name": mail, "sub": str(uuid.UUID(int=chance.getrandbits(128), version=4))},
        "github": {"login": human.id[:39].strip("-"), "id": 90_000_000 + number},
    }
    if not {"developer", "administrator"}.isdisjoint(human.roles):
        record["keys"] = [{"key": _key(chance), "uses": ["sign", "receive"], "comment": "Laptop"}]
    return record


def _key(chance: random.Random) -> str:
    private = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
    public = private.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    return public.decode()
