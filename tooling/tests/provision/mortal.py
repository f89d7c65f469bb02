"""Runs that are ended at any step: between and within calls to the store, to the outbox and to git."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from devportal.domain.credential import Credential
from devportal.domain.environment import Environment
from devportal.domain.provision import Place
from devportal.domain.secret import EntryState
from devportal.flows.provision_keep import GitKeeper
from devportal.gateways.outbox_folder import FolderOutbox
from devportal.gateways.secrets import open_store

from .world import MAPS, SOD, World, begin, name_of, wish

OTHER = "registry/partners/birch/apps/lens"
LENS = Place("birch", "lens", Environment.SOD)
KEY = """\
-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwhAgAnvE4qrPldALJeqY
ozlqgjE/WwpaxOc0OfM7/YPDJc7Q+yIZvIBfkE2fc6uTlOkWlvt56Gbp0mrZcZHb
kqW28kJhO57kOR9uLaFNiIw1aiRB+AUTkv4OlsrW6toW02hFQJmmzvUukDzOkw2N
fE4dcOJWqqB2J/AjI4R4E8uh7R1Bi1IugA4kIy7809HSjUt5zxUGp9L8IrJOXrBB
ZUhgEICvXrxTHzHdfGHyDs80KaaQIJevlgWhNqcOCUTq3UU/lbAjP8Zm2tL8XtNs
UTtXmb8IKNoJvZsnekSZyEspNuZSrMsqxA4EMY2cUbn6JLlX8Kevzf0obpxTCjfP
ywIDAQAB
-----END PUBLIC KEY-----
"""


class Killed(BaseException):
    """The process is gone; nothing after it runs."""


@dataclass
class Fate:
    """Counts what happens, and ends the run at ``at`` (from 1; 0: never)."""

    at: int = 0
    count: int = 0

    def tick(self) -> None:
        self.count += 1
        if self.count == self.at:
            raise Killed


class Mortal:
    """Something whose calls may be the last: before they begin, and once they are done."""

    def __init__(self, inner: Any, fate: Fate, names: Iterable[str]) -> None:
        self._inner, self._fate, self._names = inner, fate, set(names)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if name not in self._names:
            return found

        def call(*arguments: Any, **named: Any) -> Any:
            self._fate.tick()
            result = found(*arguments, **named)
            self._fate.tick()
            return result

        return call


@dataclass
class MortalKeeper(GitKeeper):
    """It may end before a commit is made, between commit and branch, and after."""

    fate: Fate = None  # type: ignore[assignment]

    def _publish(self, commit: str, old: str, files: Iterable[str]) -> bool:
        self.fate.tick()
        done = super()._publish(commit, old, files)
        self.fate.tick()
        return done


def prepared(place: Path) -> None:
    """A clone in which there is something of each kind to do: assign, create, register, rotate, revoke."""
    world = begin(place)
    world.write(MAPS, wish() + f"  certificate:\n{certificate()}")
    world.run()
    world.write(f"{OTHER}/app.yaml", "name: Birch Lens\nkind: custom\ntechnical_contact: ola-berg\n")
    world.write(f"{OTHER}/credentials.yaml", wish())
    world.write(MAPS, wish(secret=2))


def certificate() -> str:
    lines = "".join(f"      {line}\n" for line in KEY.splitlines())
    return f"    description: Signs tokens\n    expires: 2028-06-30\n    public_key: |\n{lines}"


def copied(prepared_in: Path, place: Path) -> World:
    shutil.copytree(prepared_in, place, symlinks=True)
    return opened(place)


def opened(place: Path, fate: Fate | None = None) -> World:
    """The world in a folder; with a fate, each call may be the last."""
    world = World(place / "clone", open_store(f"embedded:{place}/store", {}), FolderOutbox(place / "outbox"))
    if fate:
        world.store = cast("Any", Mortal(world.store, fate, ("put", "get", "revoke")))
        world.outbox = cast("Any", Mortal(world.outbox, fate, ("put", "replace")))
        world.keeper = MortalKeeper(world.root, fate=fate)
    return world


def live(place: Path, *ends: int) -> tuple[int, ...]:
    """Runs that end at these points, and one that does not; how many points each of them passed."""
    passed = []
    for end in ends:
        fate = Fate(end)
        with contextlib.suppress(Killed):
            opened(place, fate).run(confirmed=1)
        passed.append(fate.count)
    fate = Fate()
    opened(place, fate).run(confirmed=1)
    return (*passed, fate.count)


def check(place: Path) -> None:
    """Every wish is fulfilled exactly once, all of it opens, nothing is left over, and there is nothing to do."""
    world = opened(place)
    assert world.steps() == []
    assert world.plan().plan.drift == ()
    active = {entry.name for entry in world.store.entries() if entry.state is EntryState.ACTIVE}
    secret, identity = Credential.CLIENT_SECRET, Credential.CLIENT_ID
    wanted = {name_of(identity, 1), name_of(secret, 2), name_of(identity, 1, LENS), name_of(secret, 1, LENS)}
    assert active == wanted
    for one in wanted:
        assert world.store.get(one).reveal()
    for where in (SOD, LENS):
        facts = world.facts(where)
        assert facts.client_id
        assert facts.client_id.value.encode() == world.store.get(name_of(identity, 1, where)).reveal()
        assert facts.client_secret
        assert facts.client_secret.hand_over
    gone = [(one.credential, one.generation) for one in world.facts().revoked]
    assert sorted(gone) == [(Credential.CERTIFICATE, 1), (secret, 1)], "each is revoked once"
    assert waiting(world) == [name_of(secret, 1, LENS), name_of(secret, 2)]


def waiting(world: World) -> Sequence[object]:
    return [parcel.name for parcel in world.outbox.parcels() if parcel.waits]
