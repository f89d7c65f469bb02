"""Envelope encryption: AES-256-GCM with a data key per secret, which a master key wraps.

Source: NIST SP 800-38D; random nonces of 96 bits, before the ciphertext. Of a data key only one message exists, and of
a master key far fewer than 2**32.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ...domain.secret import Secret, SecretName, StoreCorruptError

KEY_BYTES = 32
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class MasterKey:
    """A key that wraps data keys. ``id`` is made from it, so that a wrong key is known before it is tried."""

    id: str
    value: Secret


@dataclass(frozen=True, slots=True)
class Envelope:
    """A secret as it is kept: sealed by its data key, which the master key ``key_id`` wraps."""

    key_id: str
    wrapped: bytes
    sealed: bytes


def master_key(value: bytes) -> MasterKey:
    """The master key of these 32 bytes."""
    return MasterKey(hashlib.sha256(b"devportal master key\0" + value).hexdigest()[:16], Secret(value))


def new_master_key() -> MasterKey:
    """A fresh one, from the operating system's generator."""
    return master_key(os.urandom(KEY_BYTES))


def close_envelope(key: MasterKey, name: SecretName, created: str, secret: Secret) -> Envelope:
    """Encrypt a secret under a data key of its own."""
    data_key = Secret(os.urandom(KEY_BYTES))
    sealed = _encrypt(data_key, secret, _sealed_for(name, created))
    return Envelope(key.id, _encrypt(key.value, data_key, _wrapped_for(name, key.id)), sealed)


def open_envelope(key: MasterKey, name: SecretName, created: str, envelope: Envelope) -> Secret:
    """The secret. Raises StoreCorruptError when a byte of it, its name or its date is not what was closed."""
    data_key = _unwrapped(key, name, envelope)
    return _decrypt(data_key, envelope.sealed, _sealed_for(name, created), name)


def rewrapped(old: MasterKey, new: MasterKey, name: SecretName, envelope: Envelope) -> Envelope:
    """The same secret below another master key; the secret itself is not opened. Raises StoreCorruptError."""
    data_key = _unwrapped(old, name, envelope)
    return Envelope(new.id, _encrypt(new.value, data_key, _wrapped_for(name, new.id)), envelope.sealed)


def _unwrapped(key: MasterKey, name: SecretName, envelope: Envelope) -> Secret:
    return _decrypt(key.value, envelope.wrapped, _wrapped_for(name, envelope.key_id), name)


def _encrypt(key: Secret, data: Secret, bound: bytes) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key.reveal()).encrypt(nonce, data.reveal(), bound)


def _decrypt(key: Secret, data: bytes, bound: bytes, name: SecretName) -> Secret:
    try:
        return Secret(AESGCM(key.reveal()).decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], bound))
    except (InvalidTag, ValueError):
        raise StoreCorruptError(
            f"{name.path}, generation {name.generation}, cannot be opened: its row was altered or belongs elsewhere. "
            "Run: devportal secrets check"
        ) from None


def _wrapped_for(name: SecretName, key_id: str) -> bytes:
    return json.dumps(["devportal data key 1", name.path, name.generation, key_id]).encode()


def _sealed_for(name: SecretName, created: str) -> bytes:
    return json.dumps(["devportal secret 1", name.path, name.generation, created]).encode()
