"""Private keys that open what is sealed: age identities and SSH keys, with a passphrase where they have one.

What goes wrong is returned as text up to the one place that raises, so that no frame of an exception holds a key.
"""

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

from ..domain.secret import Secret
from .sealing import SealingError

Ask = Callable[[], Secret]
"""Asks for a passphrase when one is needed; an empty answer gives up."""

_ENCRYPTED_AGE: Final = (b"age-encryption.org/v1", b"-----BEGIN AGE ENCRYPTED FILE-----")
_AGE: Final = "AGE-SECRET-KEY-1"
_OPENSSH: Final = b"-----BEGIN OPENSSH PRIVATE KEY-----"
_PEM: Final = b"-----BEGIN "
_NONE: Final = (
    "This is no private key that can open a hand-over. Name an age identity (AGE-SECRET-KEY-1…), or an ed25519 or RSA "
    "key of SSH; ECDSA and hardware (sk-) keys and PuTTY's .ppk files cannot open it."
)
_DAMAGED: Final = "The SSH key cannot be read: it is damaged, or of a kind that nobody knows."
_WRONG: Final = "The private key cannot be opened: the passphrase is wrong, or the file is damaged."
_LOCKED: Final = "The private key is locked with a passphrase. Run the command on a terminal to type it."
_KIND: Final = (
    "This kind of SSH key cannot open what is sealed: only ed25519 and RSA keys can. "
    "Add another key with the use `receive` to your file under registry/people/."
)


class Identity(NamedTuple):
    """A private key in memory, and its public half as a person's file writes it. It shows the public half only."""

    handle: Any
    public: str

    def __repr__(self) -> str:
        return f"Identity({self.public})"


def nobody() -> Secret:
    """Asks nobody."""
    return Secret(b"")


def identities_in(file: Secret, ask: Ask = nobody) -> list[Identity]:
    """The private keys in a file's bytes. Raises SealingError for what is none, or stays locked."""
    passphrase = ask() if _is_locked(file) else nobody()
    found = _identities(file, passphrase)
    if isinstance(found, str):
        raise SealingError(found)
    return found


def _is_locked(file: Secret) -> bool:
    data = file.reveal()
    if data.startswith(_PEM) and not data.startswith(_ENCRYPTED_AGE):
        return bool(_loaded(data, None) == _LOCKED)
    return data.startswith(_ENCRYPTED_AGE)


def _identities(file: Secret, passphrase: Secret) -> list[Identity] | str:
    data = file.reveal()
    if data.startswith(_ENCRYPTED_AGE):
        if not passphrase.reveal():
            return _LOCKED
        try:
            data = pyrage.passphrase.decrypt(data, passphrase.reveal().decode())
        except pyrage.DecryptError:
            return _WRONG
    if data.startswith(_PEM):
        identity = _of_ssh(data, passphrase.reveal() or None)
        return identity if isinstance(identity, str) else [identity]
    lines = [line.strip() for line in data.decode("utf-8", "replace").splitlines() if line.strip().startswith(_AGE)]
    return _of_age(lines) if lines else _NONE


def _of_age(lines: list[str]) -> list[Identity] | str:
    try:
        found = [pyrage.x25519.Identity.from_str(line) for line in lines]
    except pyrage.IdentityError:
        return "The age identity is damaged: a letter of it is wrong or missing."
    return [Identity(one, str(one.to_public())) for one in found]


def _of_ssh(data: bytes, passphrase: bytes | None) -> Identity | str:
    key = _loaded(data, passphrase)
    if isinstance(key, str):
        return key
    if not isinstance(key, Ed25519PrivateKey | RSAPrivateKey):
        return _KIND
    public = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
    plain = key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    return Identity(pyrage.ssh.Identity.from_buffer(plain), public)


def _loaded(data: bytes, passphrase: bytes | None) -> Any:
    """The key, or why it cannot be had."""
    load = load_ssh_private_key if data.startswith(_OPENSSH) else load_pem_private_key
    try:
        return load(data, passphrase)
    except TypeError:
        # cryptography's way to say that a passphrase is needed, or that there is none.
        return _LOCKED if passphrase is None else _loaded(data, None)
    except (ValueError, UnsupportedAlgorithm):
        return _DAMAGED if passphrase is None else _WRONG
