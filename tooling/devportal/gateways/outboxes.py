"""Which outbox is meant: an address chooses the adapter."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from ..domain.hand_over import Outbox, OutboxError, Parcel
from .addresses import has_login, is_git
from .outbox_folder import FolderOutbox

DEFAULT: Final = ".secrets/outbox"


def open_outbox(root: Path, address: str = "") -> Outbox:
    """The outbox at an address; without one, DEVPORTAL_OUTBOX says it, else it is the folder ``.secrets/outbox``.

    A git address (``https://…``, ``ssh://…``, ``git@host:…``, or a folder that ends in ``.git``) may hold
    ``{partner}``: then each partner has a repository of its own. Everything else is a folder.
    """
    address = address or os.environ.get("DEVPORTAL_OUTBOX", "") or DEFAULT
    if has_login(address):
        raise OutboxError(
            "The outbox's address holds a login, which processes and logs would show. Take it out, and let git's "
            "credential helper or an SSH key log in."
        )
    if is_git(address):
        # git is started only by those who use it.
        from .outbox_git import GitOutbox

        return GitOutbox(address)
    return FolderOutbox(root / Path(address).expanduser())


def parcels_of(outbox: Outbox, partners: Iterable[str]) -> Iterator[Parcel]:
    """All parcels of some partners. Raises OutboxError.

    Where each has an outbox of its own, they are asked one by one; ``outbox.trouble`` says which of them failed.
    """
    if outbox.apart:
        for partner in partners:
            with suppress(OutboxError):
                yield from outbox.parcels(partner)
    else:
        known = set(partners)
        yield from (one for one in outbox.parcels() if one.name.partner in known)
