"""Writes who may see what, so that a web server can keep to it."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..decide.access.me import home_of, me
from ..decide.access.viewers import Account, accounts
from ..domain.snapshot import Snapshot
from ..domain.source import SourceError
from ..gateways.files import write_all
from ..gateways.switch import switch
from ..show.access import PARTNER_PREFIX, PERSON_PREFIX, STAFF_GROUP, groups_file, homes_file, me_file
from .checked import checked

CURRENT = "current"
"""The name below the folder that always leads to one complete set of files."""


class Written(NamedTuple):
    """How many people can sign in, and whether anything is different from before."""

    people: int
    is_new: bool


def write_access(root: Path, folder: Path) -> Written:
    """Write groups, homes and each person's ``me.json`` below ``folder/current``; all at once, or nothing.

    Raises SourceError, also for a registry with errors: a broken file must not take a right away, nor leave one.
    """
    everybody = list(access_files(snapshot := checked(root)))
    return _write(dict(everybody), folder, sum(1 for _ in accounts(snapshot)))


def access_files(snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    """Each file's name and content."""
    found = list(accounts(snapshot))
    yield "groups", groups_file(pair for account in found for pair in _memberships(account)).encode()
    yield "homes", homes_file({account.sub: home_of(account) for account in found}).encode()
    for account in found:
        yield f"users/{account.sub}.json", me_file(me(snapshot, account)).encode()


def _memberships(account: Account) -> Iterator[tuple[str, str]]:
    if account.viewer.is_staff:
        yield STAFF_GROUP, account.sub
    if account.viewer.person:
        yield f"{PERSON_PREFIX}{account.viewer.person}", account.sub
    for partner in account.viewer.partners:
        yield f"{PARTNER_PREFIX}{partner}", account.sub


def _write(files: dict[str, bytes], folder: Path, people: int) -> Written:
    """A set is named by its content, so that one that is there already is complete."""
    digest = hashlib.blake2b(digest_size=12)
    for name, data in sorted(files.items()):
        digest.update(b"%d %s %d " % (len(name), name.encode(), len(data)) + data)
    place = folder / digest.hexdigest()
    current = folder / CURRENT
    if current.resolve() == place.resolve() and place.is_dir():
        return Written(people, is_new=False)
    try:
        if place.exists():
            shutil.rmtree(place)
        write_all(place, files)
        switch(current, place)
        for old in folder.iterdir():
            if old.is_dir() and not old.is_symlink() and old != place and len(old.name) == len(place.name):
                shutil.rmtree(old)
    except OSError as error:
        raise SourceError(f"{folder} cannot be written: {error.strerror}. Check the space and the rights.") from None
    return Written(people, is_new=True)
