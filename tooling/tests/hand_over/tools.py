"""What the tests of the hand-over share: a store in memory, real keys, wishes."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pyrage
from devportal.domain.environment import Environment
from devportal.domain.hand_over import HandOverWanted, Parcel, Recipient
from devportal.domain.secret import Entry, EntryState, Secret, SecretKind, SecretMissingError, SecretName
from devportal.gateways.identities import identities_in
from devportal.gateways.sealing import Content, open_sealed

NOW = "2026-11-25T09:00:00Z"
NAME = SecretName("acme", "sync", Environment.STAGE, SecretKind.CLIENT_SECRET, 1)
PLANTED = b"dps_planted-Kx93-secret/with+signs=="


class MemoryStore:
    """The Protocol's behaviour without a disk."""

    kind = "memory"

    def __init__(self) -> None:
        self.kept: dict[SecretName, tuple[Entry, Secret]] = {}

    def put(self, offered: Iterable[tuple[SecretName, Secret]]) -> list[Entry]:
        return [self.kept.setdefault(name, (Entry(name, name.path, NOW), secret))[0] for name, secret in offered]

    def get(self, name: SecretName) -> Secret:
        entry, secret = self.kept.get(name, (None, None))
        if entry is None or secret is None or entry.state is EntryState.REVOKED:
            raise SecretMissingError(f"There is no {name.path}.")
        return secret

    def entries(self) -> Iterator[Entry]:
        return (entry for _, (entry, _) in sorted(self.kept.items()))

    def revoke(self, names: Sequence[SecretName]) -> list[Entry]:
        for name in names:
            entry, secret = self.kept[name]
            self.kept[name] = (replace(entry, state=EntryState.REVOKED, revoked=NOW), secret)
        return [self.kept[name][0] for name in names]


def store_of(*names: SecretName, secret: bytes = PLANTED) -> MemoryStore:
    store = MemoryStore()
    store.put((name, Secret(secret)) for name in names)
    return store


def opened(parcel: Parcel | None, key: Keys) -> Content:
    assert parcel
    return open_sealed(parcel.sealed, [one.handle for one in identities_in(Secret(key.private.read_bytes()))])


class Keys(NamedTuple):
    """A key pair on disk: the public half as a person's file writes it, and the private half's file."""

    public: str
    private: Path

    def recipient(self, person: str = "ida-holm") -> Recipient:
        return Recipient(person, self.public)


def age_key(folder: Path, name: str = "age.txt") -> Keys:
    identity = pyrage.x25519.Identity.generate()
    file = folder / name
    file.write_text(f"# created: {NOW}\n# public key: {identity.to_public()}\n{identity}\n")
    return Keys(str(identity.to_public()), file)


def ssh_key(folder: Path, kind: str = "ed25519", passphrase: str = "") -> Keys:
    file = folder / f"id_{kind}{'_locked' if passphrase else ''}"
    size = ["-b", "2048"] if kind == "rsa" else []
    subprocess.run(
        ["ssh-keygen", "-q", "-t", kind, *size, "-N", passphrase, "-C", "", "-f", str(file)],
        check=True,
        capture_output=True,
    )
    return Keys(" ".join(file.with_suffix(".pub").read_text().split()[:2]), file)


def wanted(*recipients: Recipient, name: SecretName = NAME) -> HandOverWanted:
    return HandOverWanted(name, recipients)
