"""A commit of main as the log reads it: who, when, why, and which files became what."""

from __future__ import annotations

from typing import NamedTuple


class FileChange(NamedTuple):
    """One path that a commit changes; mode 0 and an empty id where there is no file."""

    path: str
    old_mode: int
    old_oid: str
    new_mode: int
    new_oid: str


class Author(NamedTuple):
    """Who a commit says wrote it, and the fingerprint of the SSH key whose good signature it carries."""

    name: str
    email: str
    key: str = ""


class Commit(NamedTuple):
    """One commit on the first-parent line; ``time`` is the committer's, in seconds since 1970.

    ``parents`` are ids. ``has_ssh_signature`` says that there is one, good or not.
    """

    id: str
    parents: tuple[str, ...]
    author: Author
    committer_email: str
    time: int
    message: str
    has_ssh_signature: bool = False
    changes: tuple[FileChange, ...] = ()


class Known(NamedTuple):
    """What the registry knows of a person or an employee: how to recognise them, and what to call them."""

    id: str
    name: str
    emails: tuple[str, ...]
    github_id: int = 0
    keys: tuple[str, ...] = ()
    role: str = ""
    """What an employee of SuperOffice answers for; empty for a partner's person."""
