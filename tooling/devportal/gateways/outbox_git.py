"""The outbox in a git repository of its own: a branch a parcel, moved by pushes that name what they replace."""

from __future__ import annotations

import hashlib
import re
import secrets
import shutil
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

import git
from pydantic import TypeAdapter

from ..domain.hand_over import Claim, OutboxError, Parcel
from ..domain.secret import SecretName
from ..domain.text import SLUG_PATTERN
from .git_history import commit_tree, object_of, raw_object, read_folder, references, write_blob, write_tree
from .git_remote import Remote
from .outbox_folder import lost

_BRANCHES: Final = "refs/heads/hand-over"
_HERE: Final = "refs/hand-over"
_RECORD, _SEALED, _README = "hand-over.json", "secret.age", "README.md"
_TRIES: Final = 50
_MOMENT: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?")
_PARCEL: Final = TypeAdapter(Parcel)
_HOW: Final = """# {what}

Only the recipients can open `secret.age`. In a clone of the portal:

    devportal pickup {partner}/{app} {environment} --out FILE

The guide for partners says how to open it with the program `age`.
"""


class GitOutbox:
    """Branches ``hand-over/<partner>/<app>/<environment>/<kind>/<generation>`` of a repository.

    Each state is a commit without a parent, so that a file that was picked up is not in the branch's history. Whoever
    may push to the repository may pick up and clear away; nobody can open what is not sealed to them.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._scratch = Path(mkdtemp(prefix="devportal-outbox-"))
        weakref.finalize(self, shutil.rmtree, self._scratch, ignore_errors=True)
        self._remotes: dict[str, Remote] = {}
        self._trouble: dict[str, str] = {}

    @property
    def apart(self) -> bool:
        """Whether the address names the partner."""
        return "{partner}" in self._address

    @property
    def trouble(self) -> Mapping[str, str]:
        """Partners whose repository could not be reached, and why."""
        return self._trouble

    def put(self, parcel: Parcel) -> Parcel:
        """Put a parcel out, once; what lies there already stays, but for what nobody can read. Raises OutboxError."""
        for _ in range(_TRIES):
            lying = self.get(parcel.name)
            before = object_of(self._remote(parcel.name.partner).root, _ref(_HERE, parcel.name))
            if lying or self._moved(parcel, before):
                return lying or parcel
        raise self._busy()

    def replace(self, old: Parcel, new: Parcel) -> bool:
        """Put ``new`` in the place of ``old``; no when that is not what lies there. Raises OutboxError."""
        remote = self._fetched(old.name.partner)
        before = object_of(remote.root, _ref(_HERE, old.name))
        return bool(before) and self._read(remote, old.name) == old and self._moved(new, before)

    def get(self, name: SecretName) -> Parcel | None:
        """The parcel of a name. Raises OutboxError."""
        return self._read(self._fetched(name.partner), name)

    def parcels(self, partner: str = "") -> Iterator[Parcel]:
        """All parcels, or those of a partner, by name. Raises OutboxError."""
        if not partner and self.apart:
            raise OutboxError("Each partner has an outbox of its own. Name the partner.")
        remote = self._fetched(partner)
        folder = f"{_HERE}/{partner}/" if partner else f"{_HERE}/"
        found = (_parsed(remote.root, ref) for ref in references(remote.root, folder))
        yield from sorted(filter(None, found), key=lambda one: one.name)

    def claim(self, name: SecretName, token: str, by: str, now: str) -> Claim:
        """Record the pick-up by one push that names the commit which it replaces. Raises OutboxError."""
        token_hash = hashlib.sha256(token.encode()).hexdigest()
        for _ in range(_TRIES):
            remote = self._fetched(name.partner)
            before, lying = object_of(remote.root, _ref(_HERE, name)), self._read(remote, name)
            if lying and lying.waits and lying.token_hash == token_hash and now < lying.expires:
                after, result = replace(lying, picked_up=now, picked_up_by=by, sealed=b""), Claim.WON
            elif lying and lying.picked_up:
                after, result = replace(lying, refused=now), Claim.TAKEN
            else:
                return lost(lying, now)
            if self._moved(after, before):
                return result
        raise self._busy()

    def _moved(self, parcel: Parcel, before: str) -> bool:
        remote = self._remote(parcel.name.partner)
        record = _PARCEL.dump_json(replace(parcel, sealed=b""), indent=1) + b"\n"
        files = {_RECORD: record, _README: _readme(parcel), **({_SEALED: parcel.sealed} if parcel.sealed else {})}
        tree = write_tree(remote.root, {name: write_blob(remote.root, data) for name, data in files.items()})
        # Two who make the same state in the same second must not make the same commit: both would think that they won.
        commit = commit_tree(remote.root, tree, [], f"Hand-over of {parcel.name.path}\n\nOnce: {secrets.token_hex(16)}")
        with self._noted(parcel.name.partner):
            return remote.move(_ref(_BRANCHES, parcel.name), commit, before)

    def _fetched(self, partner: str) -> Remote:
        remote = self._remote(partner)
        below = f"/{partner}" if partner else ""
        with self._noted(partner):
            remote.fetch(f"+{_BRANCHES}{below}/*:{_HERE}{below}/*")
        return remote

    @contextmanager
    def _noted(self, partner: str) -> Iterator[None]:
        """Remembers whose own outbox failed."""
        try:
            yield
        except OutboxError as error:
            if self.apart:
                self._trouble[partner] = str(error)
            raise

    def _remote(self, partner: str) -> Remote:
        if partner and not re.fullmatch(SLUG_PATTERN, partner):
            raise OutboxError("This is not the name of a partner: lower-case letters, digits and single dashes.")
        address = self._address.replace("{partner}", partner)
        if address not in self._remotes:
            folder = self._scratch / hashlib.sha256(address.encode()).hexdigest()[:16]
            self._remotes[address] = Remote(address, folder)
        return self._remotes[address]

    def _read(self, remote: Remote, name: SecretName) -> Parcel | None:
        ref = _ref(_HERE, name)
        return _parsed(remote.root, ref) if object_of(remote.root, ref) else None

    def _busy(self) -> OutboxError:
        return OutboxError("The outbox is written to by too many at once. Run the command again.")


def _ref(below: str, name: SecretName) -> str:
    return f"{below}/{name.partner}/{name.app}/{name.environment.value}/{name.kind.value}/{name.generation}"


def _parsed(root: Path, ref: str) -> Parcel | None:
    """A branch's parcel. Whoever may push may have written anything; what cannot be read is none, and is made again."""
    try:
        files = read_folder(root, ref)
        parcel = _PARCEL.validate_json(raw_object(root, "blob", files[_RECORD]))
        sealed = raw_object(root, "blob", files[_SEALED]) if _SEALED in files else b""
        fits = ref == _ref(_HERE, parcel.name) and bool(parcel.fact) and _MOMENT.fullmatch(parcel.withdrawn)
    except (KeyError, ValueError, git.GitCommandError):
        return None
    return replace(parcel, sealed=sealed) if fits else None


def _readme(parcel: Parcel) -> bytes:
    name = parcel.name
    what = f"{name.kind.value.replace('-', ' ').capitalize()} of {name.app} in {name.environment.shown}"
    if parcel.picked_up:
        return f"# {what}\n\nPicked up on {parcel.picked_up[:10]}.\n".encode()
    where = {"partner": name.partner, "app": name.app, "environment": name.environment.value}
    return _HOW.format(what=what, **where).encode()
