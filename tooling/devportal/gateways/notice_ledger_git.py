"""Which notices were sent, kept on a branch of a git repository: for runs that have no disk of their own."""

from __future__ import annotations

import secrets
import shutil
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from pydantic import TypeAdapter, ValidationError

from ..domain.hand_over import OutboxError
from ..domain.notice import LedgerError
from .git_history import commit_tree, object_of, raw_object, read_folder, write_blob, write_tree
from .git_remote import Remote

_BRANCH: Final = "refs/heads/notices"
_HERE: Final = "refs/notices"
_FILE: Final = "ledger.json"
_TRIES: Final = 50
_PATIENCE: Final = timedelta(minutes=10)
"""After so long a run that said it was sending counts as dead, and its letter is sent by another."""


@dataclass(frozen=True, slots=True)
class _Ledger:
    """``settled`` and ``sending``: keys and moments."""

    settled: dict[str, str] = field(default_factory=dict)
    sending: dict[str, str] = field(default_factory=dict)
    seen: str = ""


_AS_JSON: Final = TypeAdapter(_Ledger)


class GitLedger:
    """The branch ``notices`` of a repository; each change is a push that names what it replaces.

    A letter is marked before it is sent, so that of two runs at once one sends it. A crash in between leaves the mark;
    ten minutes later the next run sends it, with the same Message-ID.
    """

    def __init__(self, address: str) -> None:
        folder = Path(mkdtemp(prefix="devportal-notices-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self._remote = Remote(address, folder / "objects.git")

    def known(self) -> set[str]:
        """The keys of all letters that are settled. Raises LedgerError."""
        return set(self._read()[0].settled)

    def once(self, key: str, send: Callable[[], bool]) -> bool:
        """Run ``send`` unless the letter is settled or somebody else sends it now. Raises LedgerError."""
        if not self._change(lambda ledger: _marked(ledger, key)):
            return False
        settled = False
        try:
            settled = send()
        except Exception:
            self._change(lambda ledger: _unmarked(ledger, key))
            raise
        self._change(lambda ledger: _settled(ledger, key) if settled else _unmarked(ledger, key))
        return settled

    def seen(self) -> str:
        """The commit of main up to which everything was told; empty in the beginning. Raises LedgerError."""
        return self._read()[0].seen

    def see(self, commit: str) -> None:
        """Everything up to a commit was told. Raises LedgerError."""
        self._change(lambda ledger: replace(ledger, seen=commit) if ledger.seen != commit else None)

    def _read(self) -> tuple[_Ledger, str]:
        try:
            # A pattern, for a branch that is not there yet is no error.
            self._remote.fetch(f"+{_BRANCH}*:{_HERE}*")
        except OutboxError as error:
            raise LedgerError(str(error).replace("The outbox", "The ledger")) from None
        commit = object_of(self._remote.root, _HERE)
        if not commit:
            return _Ledger(), ""
        try:
            files = read_folder(self._remote.root, commit)
            return _AS_JSON.validate_json(raw_object(self._remote.root, "blob", files[_FILE])), commit
        except (KeyError, ValidationError):
            raise LedgerError("The branch notices cannot be read. Bring back its commit before.") from None

    def _change(self, change: Callable[[_Ledger], _Ledger | None]) -> bool:
        """Make a change, whoever else makes one; no when there is nothing to change."""
        root = self._remote.root
        for _ in range(_TRIES):
            ledger, before = self._read()
            after = change(ledger)
            if after is None:
                return False
            tree = write_tree(root, {_FILE: write_blob(root, _AS_JSON.dump_json(after, indent=1) + b"\n")})
            parents = [before] if before else []
            # Two runs must not make the same commit: both would think that they marked the letter.
            commit = commit_tree(root, tree, parents, f"Notices\n\nOnce: {secrets.token_hex(16)}")
            try:
                if self._remote.move(_BRANCH, commit, before):
                    return True
            except OutboxError as error:
                raise LedgerError(str(error).replace("The outbox", "The ledger")) from None
        raise LedgerError("The ledger is written to by too many at once. Run the command again.")


def _marked(ledger: _Ledger, key: str) -> _Ledger | None:
    since = ledger.sending.get(key)
    if key in ledger.settled or (since and datetime.fromisoformat(since) + _PATIENCE > datetime.now(UTC)):
        return None
    return replace(ledger, sending={**ledger.sending, key: _now()})


def _unmarked(ledger: _Ledger, key: str) -> _Ledger:
    return replace(ledger, sending={other: since for other, since in ledger.sending.items() if other != key})


def _settled(ledger: _Ledger, key: str) -> _Ledger:
    return replace(_unmarked(ledger, key), settled={**ledger.settled, key: _now()})


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
