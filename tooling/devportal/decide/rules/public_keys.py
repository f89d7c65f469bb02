"""What is inside a public key: the bytes that two spellings of one key share, or why it is none."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator
from typing import Final

from ...domain.finding import Pointer
from ...domain.person import PublicKey
from ...domain.snapshot import PersonRecords, Platform

_LEAST_RSA_BITS: Final = 2_048
_POINTS: Final = {"nistp256": 65, "nistp384": 97, "nistp521": 133}
_ALPHABET: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


class NotAKeyError(ValueError):
    """The text has the form of a public key and is none; the message says why."""


def keys_of_person(person: PersonRecords) -> Iterator[tuple[str, Pointer, PublicKey]]:
    """Each key of a person: the file and the place that hold it."""
    if person.person:
        for position, key in enumerate(person.person.record.keys):
            yield person.person.path, ("keys", position), key


def keys_of_staff(platform: Platform) -> Iterator[tuple[str, Pointer, PublicKey]]:
    """Each key of SuperOffice's employees: the file and the place that hold it."""
    if platform.staff:
        for name, employee in platform.staff.record.employees.items():
            for position, key in enumerate(employee.keys):
                yield platform.staff.path, ("employees", name, "keys", position), key


def kind_of(text: str) -> str:
    """The kind of key: ``age``, or SSH's name such as ``ssh-ed25519``."""
    return text.partition(" ")[0] if " " in text else "age"


def material(text: str) -> bytes:
    """The bytes of a public key; raises ``NotAKeyError``. Sources: RFC 4253 6.6, RFC 5656, RFC 8709, age."""
    kind, _, encoded = text.partition(" ")
    return _of_ssh(kind, encoded) if encoded else _of_age(text)


def fingerprint(text: str) -> str:
    """The fingerprint that git and ssh-keygen print for an SSH key; empty for what is none."""
    try:
        data = material(text) if " " in text else b""
    except NotAKeyError:
        return ""
    return f"SHA256:{base64.b64encode(hashlib.sha256(data).digest()).decode().rstrip('=')}" if data else ""


def _of_ssh(kind: str, encoded: str) -> bytes:
    try:
        data = base64.b64decode(encoded.rstrip("=") + "=" * (-len(encoded.rstrip("=")) % 4), validate=True)
    except binascii.Error:
        raise NotAKeyError("its base64 part cannot be read") from None
    fields = list(_fields(data))
    if fields[0] != kind.encode():
        raise NotAKeyError(f"it is not a key of kind {kind}")
    problem = _problem(kind, fields[1:])
    if problem:
        raise NotAKeyError(problem)
    return data


def _fields(data: bytes) -> Iterator[bytes]:
    """Strings with their length in four bytes before them, to the last byte."""
    while data:
        length = int.from_bytes(data[:4])
        field, data = data[4 : 4 + length], data[4 + length :]
        if len(field) != length:
            raise NotAKeyError("a part of it is missing")
        yield field


def _problem(kind: str, fields: list[bytes]) -> str:
    if kind.startswith("sk-"):
        fields = fields[:-1]  # the application's name, such as "ssh:"
    if kind == "ssh-rsa":
        if len(fields) != 2:
            return "a part of it is missing"
        bits = int.from_bytes(fields[1]).bit_length()
        return "" if bits >= _LEAST_RSA_BITS else f"it has {bits:,} bits; RSA keys need {_LEAST_RSA_BITS:,} or more"
    if "ed25519" in kind:
        return "" if [len(field) for field in fields] == [32] else "it is too short or too long"
    curve = kind.removesuffix("@openssh.com").rpartition("-")[2]
    fits = [field[:1] if position else field for position, field in enumerate(fields)] == [curve.encode(), b"\4"]
    return "" if fits and len(fields[1]) == _POINTS[curve] else "it is too short or too long"


def _of_age(text: str) -> bytes:
    """Bech32 (BIP 173) with its checksum; letters and length are the type's concern."""
    values = [_ALPHABET.index(letter) for letter in text.removeprefix("age1")]
    check = 1
    for value in [*(ord(letter) >> 5 for letter in "age"), 0, *(ord(letter) & 31 for letter in "age"), *values]:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATOR):
            check ^= generator if top >> bit & 1 else 0
    if check != 1:
        raise NotAKeyError("a letter of it is wrong or missing")
    return text.encode()
