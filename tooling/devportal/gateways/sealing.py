"""Seals secrets to public keys, and opens them: the age format (https://age-encryption.org/v1), by rage."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

import pyrage

from ..domain.environment import Environment
from ..domain.secret import Secret, SecretKind, SecretName

_FIRST: Final = "devportal hand-over 1"
_TOKEN: Final = "dpt_"  # noqa: S105 - how a token begins
_LABELS: Final = ("Partner", "App", "Environment", "Kind", "Generation", "Token")
RECEIVING: Final = ("age", "ssh-ed25519", "ssh-rsa")


class SealingError(Exception):
    """Something cannot be sealed or opened; the text says why and what to do, and never a secret."""


class Content(NamedTuple):
    """What a sealed file holds: which secret, the one-time token, the secret. It shows neither of them."""

    name: SecretName
    token: str
    secret: Secret

    def __repr__(self) -> str:
        return f"Content({self.name})"


def new_token() -> str:
    """A token of 256 bits, made once for each sealed file."""
    return _TOKEN + secrets.token_urlsafe(32)


def seal(content: Content, keys: Sequence[str]) -> bytes:
    """The content sealed to public keys, as text between BEGIN and END lines. Raises SealingError."""
    recipients = [_recipient(key) for key in keys]
    if not recipients:
        raise SealingError("There is nobody to seal to. Name a recipient with a key to receive with.")
    try:
        return bytes(pyrage.encrypt(_text_of(content), recipients, armored=True))
    except pyrage.EncryptError as error:
        raise SealingError(f"It cannot be sealed: {error}.") from None


def open_sealed(data: bytes, identities: Iterable[Any]) -> Content:
    """What a sealed file holds; ``identities`` are private keys as pyrage knows them. Raises SealingError."""
    found = _opened(data, list(identities))
    if isinstance(found, str):
        # Raised out here, so that no frame of the exception holds what was opened.
        raise SealingError(found)
    return found


def _opened(data: bytes, identities: list[Any]) -> Content | str:
    try:
        return _content_of(pyrage.decrypt(data, identities))
    except pyrage.DecryptError:
        return (
            "This key does not open the file: it was sealed to another one, or the file is damaged. "
            "Name the key that stands in your file under registry/people/ with --identity."
        )


def can_receive(key: str) -> str:
    """Empty for a public key that secrets can be sealed to, else why not and what to do."""
    kind = key.partition(" ")[0] if " " in key else "age"
    if kind not in RECEIVING:
        return f"a key of kind {kind} cannot open what is sealed; add an age, ssh-ed25519 or ssh-rsa key"
    try:
        _recipient(key)
    except SealingError as error:
        return str(error)
    return ""


def _recipient(key: str) -> Any:
    try:
        return pyrage.ssh.Recipient.from_str(key) if " " in key else pyrage.x25519.Recipient.from_str(key)
    except pyrage.RecipientError:
        raise SealingError("a key cannot be read; copy the whole of its .pub file again") from None


def _text_of(content: Content) -> bytes:
    name = content.name
    values = (name.partner, name.app, name.environment.value, name.kind.value, str(name.generation), content.token)
    head = [_FIRST, *(f"{label}: {value}" for label, value in zip(_LABELS, values, strict=True)), "", ""]
    return "\n".join(head).encode() + content.secret.reveal()


def _content_of(plain: bytes) -> Content | str:
    head, gap, secret = plain.partition(b"\n\n")
    first, *lines = head.decode("utf-8", "replace").split("\n")
    values = dict(line.split(": ", 1) for line in lines if ": " in line)
    if not gap or first != _FIRST or tuple(values) != _LABELS:
        raise SealingError(
            "The file opens, but it is no hand-over of this portal. Ask Online Operations for a new one."
        )
    try:
        name = SecretName(
            values["Partner"],
            values["App"],
            Environment(values["Environment"]),
            SecretKind(values["Kind"]),
            int(values["Generation"]),
        )
    except ValueError:
        return "The file opens, but what it is for cannot be read. Ask Online Operations."
    return Content(name, values["Token"], Secret(secret))
