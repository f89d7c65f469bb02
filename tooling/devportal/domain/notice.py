"""Notices: what happened, who must know, what they do now; and the ledger that knows what was sent."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeAlias


class NoticeKind(StrEnum):
    """What a notice tells of."""

    PUBLISHED = "published"
    REJECTED = "rejected"
    READY = "ready"
    REMINDER = "reminder"
    EXPIRING = "expiring"
    REVOKED = "revoked"
    TAKEN = "picked-up-twice"
    KEY_WAITS = "key-waits"


class Mailbox(NamedTuple):
    """Whom to write to; ``name`` may be empty."""

    email: str
    name: str = ""


Chain: TypeAlias = tuple[Mailbox, ...]
"""Who must know, and who instead when mail to the one before cannot be delivered. Never empty."""


class Step(NamedTuple):
    """Something to do now: a sentence, and a command where there is one."""

    text: str
    command: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice, before it is written to anybody.

    ``key`` is what makes it one: the same key is never told twice to the same mailbox. ``quote`` is somebody else's
    text (a reason). ``page`` is the portal's page, relative to its address.
    """

    key: str
    kind: NoticeKind
    subject: str
    happened: str
    means: str
    steps: tuple[Step, ...]
    facts: tuple[tuple[str, str], ...]
    page: str
    audience: tuple[Chain, ...]
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice to one mailbox, with those who get it instead when it cannot be delivered."""

    notice: Notice
    chain: Chain

    @property
    def key(self) -> str:
        """What the ledger remembers: 64 hexadecimal digits that tell neither the address nor the matter."""
        return hashlib.sha256(f"{self.notice.key}\n{self.chain[0].email.casefold()}".encode()).hexdigest()


class Delivery(NamedTuple):
    """What a mail server said; ``code`` is SMTP's, 250 when it took the mail."""

    code: int
    text: str = ""

    @property
    def taken(self) -> bool:
        """Whether the server answers for the mail now."""
        return self.code == 250

    @property
    def permanent(self) -> bool:
        """Whether trying again is of no use."""
        return self.code >= 500


class MailError(Exception):
    """Mail cannot be sent at all (no server, no login); the text says what to do, and never a password."""


class LedgerError(Exception):
    """The ledger of notices cannot be used; the text says what to do."""


class NoticeLedger(Protocol):
    """What was sent. Whatever a call has returned survives a power cut."""

    def known(self) -> set[str]:
        """The keys of all letters that are settled. Raises LedgerError."""
        ...

    def once(self, key: str, send: Callable[[], bool]) -> bool:
        """Run ``send`` unless the letter is settled, one at a time, and remember it when ``send`` says yes.

        Whether it was sent now. A crash after ``send`` and before this remembers leads to a second mail, with the same
        Message-ID. Raises LedgerError, and what ``send`` raises.
        """
        ...

    def seen(self) -> str:
        """The commit of main up to which everything was told; empty in the beginning. Raises LedgerError."""
        ...

    def see(self, commit: str) -> None:
        """Everything up to a commit was told. Raises LedgerError."""
        ...
