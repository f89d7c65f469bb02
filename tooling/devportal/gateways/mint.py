"""New secrets, from the operating system's generator."""

from __future__ import annotations

import secrets
from typing import Final

from ..domain.secret import Secret

_BITS: Final = 3_072
_EXPONENT: Final = 65_537


def random_bytes(count: int) -> bytes:
    """Bytes that nobody can guess."""
    return secrets.token_bytes(count)


def new_client_id() -> str:
    """32 hexadecimal digits."""
    return secrets.token_hex(16)


def new_private_key() -> Secret:
    """An RSA key in PEM (PKCS #8)."""
    from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = generate_private_key(_EXPONENT, _BITS)
    return Secret(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
