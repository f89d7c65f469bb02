"""What a client secret looks like, so that whoever scans for leaked secrets knows it: prefix, 256 bits, checksum."""

from __future__ import annotations

import re
import zlib
from typing import Final

PREFIX: Final = "sodp_"
"""SuperOffice developer portal."""
RANDOM_BYTES: Final = 32
_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_RANDOM: Final = 43
_CHECK: Final = 6
PATTERN: Final = rf"{PREFIX}[0-9A-Za-z]{{{_RANDOM + _CHECK}}}"
"""For secret scanners."""
_PRIVATE: Final = ("PRIVATE KEY-----", "AGE-SECRET-KEY-1")
"""The first lines of PEM and OpenSSH keys end in the one, age's begin with the other."""
_FOUND: Final = re.compile(rf"(?<![0-9A-Za-z_]){PATTERN}(?![0-9A-Za-z])", re.ASCII)


def client_secret_of(randomness: bytes) -> str:
    """A client secret of 32 random bytes: ``sodp_``, 43 letters and digits, and 6 that check them."""
    if len(randomness) != RANDOM_BYTES:
        raise ValueError(f"{RANDOM_BYTES} random bytes are needed")
    body = _written(int.from_bytes(randomness), _RANDOM)
    return f"{PREFIX}{body}{_checksum(body)}"


def is_client_secret(text: str) -> bool:
    """Whether a text is a client secret that could be real: its checksum is right."""
    body = text[len(PREFIX) : -_CHECK]
    return _FOUND.fullmatch(text) is not None and text.endswith(_checksum(body))


def secrets_in(text: str) -> list[str]:
    """What in a text is a client secret, or begins a private key; what merely looks like one is left out."""
    found = [one for one in _FOUND.findall(text) if is_client_secret(one)] if PREFIX in text else []
    return [*found, *(mark for mark in _PRIVATE if mark in text)]


def _checksum(body: str) -> str:
    return _written(zlib.crc32(f"{PREFIX}{body}".encode()), _CHECK)


def _written(number: int, length: int) -> str:
    digits = []
    for _ in range(length):
        number, digit = divmod(number, len(_DIGITS))
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))
