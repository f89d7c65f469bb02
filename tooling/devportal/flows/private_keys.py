"""Finds the private keys of whoever picks up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from ..domain.hand_over import Parcel, Recipient
from ..domain.secret import Secret
from ..domain.source import SourceError
from ..gateways.identities import Identity, identities_in
from ..gateways.sealing import SealingError
from .hand_over import key_digest

_USUAL: Final = ("id_ed25519", "id_rsa")
_LARGEST: Final = 64 * 1024


def own_identities(parcel: Parcel, files: Sequence[Path], ask: Callable[[Path], Secret]) -> list[Identity]:
    """The keys in some files, or those in ~/.ssh that the parcel is sealed to; none for a parcel that is gone.

    Raises SealingError, SourceError.
    """
    if not parcel.waits:
        return []
    if files:
        return [one for file in files for one in identities_in(_read(file), partial(ask, file))]
    usual = [file for file in (Path.home() / ".ssh" / name for name in _USUAL) if file.exists()]
    mine = [file for file in usual if _is_for(parcel, file.with_name(f"{file.name}.pub"))]
    if not mine:
        raise SealingError(
            f"It is sealed to a key of {' or '.join(parcel.recipients)}, and no key in ~/.ssh is the one. "
            "Name your private key: --identity FILE."
        )
    return own_identities(parcel, mine, ask)


def _is_for(parcel: Parcel, public: Path) -> bool:
    """Whether a public key's file names one of the parcel's keys."""
    if not public.exists():
        return True
    key = " ".join(public.read_text(encoding="utf-8", errors="replace").split()[:2])
    return any(key_digest(Recipient(person, key)) in parcel.keys for person in parcel.recipients)


def _read(file: Path) -> Secret:
    try:
        if file.stat().st_size > _LARGEST:
            raise SourceError(f"{file} is too large to be a private key. Name the key's own file.")
        return Secret(file.read_bytes())
    except OSError as error:
        raise SourceError(f"{file} cannot be read: {error.strerror}. Name your private key's file.") from None
