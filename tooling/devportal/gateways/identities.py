"""Private keys that open what is sealed: age identities and SSH keys, with a passphrase where they have one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

import pyrage
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_ssh_private_key,
)

from .sealing import SealingError

Ask = Callable[[], str]
"""Asks for a passphrase when one is needed; an empty answer gives up."""

_ENCRYPTED_AGE: Final = (b"age-encryption.org/v1", b"-----BEGIN AGE ENCRYPTED FILE-----")
_AGE: Final = "AGE-SECRET-KEY-1"
_OPENSSH: Final = b"-----BEGIN OPENSSH PRIVATE KEY-----"
_PEM: Final = b"-----BEGIN "


class Identity(NamedTuple):
    """A private key in memory, and its public half as a person's file writes it. It shows the public half only."""

    handle: Any
    public: str

    def __repr__(self) -> str:
        return f"Identity({self.public})"


def identities_in(data: bytes, ask: Ask = str) -> list[Identity]:
    """The private keys in a file's bytes. Raises SealingError for what is none, or stays locked."""
    if data.startswith(_ENCRYPTED_AGE):
        data = _unlocked_age(data, _asked(ask))
    if data.startswith(_PEM):
        return [_of_ssh(data, ask)]
    found = [_of_age(line.strip()) for line in data.decode("utf-8", "replace").splitlines() if _is_age(line)]
    if not found:
        raise SealingError(
            "This is no private key that can open a hand-over. Name an age identity (AGE-SECRET-KEY-1…), or an "
            "ed25519 or RSA key of SSH; ECDSA and hardware (sk-) keys and PuTTY's .ppk files cannot open it."
        )
    return found


def _is_age(line: str) -> bool:
    return line.strip().startswith(_AGE)


def _of_age(line: str) -> Identity:
    try:
        identity = pyrage.x25519.Identity.from_str(line)
    except pyrage.IdentityError:
        raise SealingError("The age identity is damaged: a letter of it is wrong or missing.") from None
    return Identity(identity, str(identity.to_public()))


def _unlocked_age(data: bytes, passphrase: str) -> bytes:
    try:
        return bytes(pyrage.passphrase.decrypt(data, passphrase))
    except pyrage.DecryptError:
        raise SealingError("The passphrase does not open the identity file.") from None


def _of_ssh(data: bytes, ask: Ask) -> Identity:
    key = _loaded(data, None) or _loaded(data, _asked(ask).encode())
    if not isinstance(key, Ed25519PrivateKey | RSAPrivateKey):
        raise SealingError(
            "This kind of SSH key cannot open what is sealed: only ed25519 and RSA keys can. "
            "Add another key with the use `receive` to your file under registry/people/."
        )
    public = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
    plain = key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    return Identity(pyrage.ssh.Identity.from_buffer(plain), public)


def _loaded(data: bytes, passphrase: bytes | None) -> Any:
    """The key; nothing when it is locked and no passphrase was given."""
    load = load_ssh_private_key if data.startswith(_OPENSSH) else load_pem_private_key
    try:
        return load(data, passphrase)
    except TypeError:
        # cryptography's way to say that a passphrase is needed.
        return None
    except (ValueError, UnsupportedAlgorithm):
        if passphrase is None and b"ENCRYPTED" not in data and not data.startswith(_OPENSSH):
            raise SealingError("The SSH key cannot be read: it is damaged, or of a kind that nobody knows.") from None
        if passphrase is None:
            return None
        raise SealingError("The SSH key cannot be opened: the passphrase is wrong, or the file is damaged.") from None


def _asked(ask: Ask) -> str:
    passphrase = ask()
    if not passphrase:
        raise SealingError("The private key is locked with a passphrase. Run the command on a terminal to type it.")
    return passphrase
