"""Registry, store and facts that do not agree: seen, said, and mended on demand."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from devportal.decide.provision.status import standings
from devportal.domain.credential import Credential, Ended
from devportal.domain.environment import Environment
from devportal.domain.secret import Secret, SecretKind, SecretName
from devportal.domain.source import SourceError
from devportal.gateways.secrets import open_store

from .mortal import OTHER
from .world import MAPS, SOD, MemoryStore, World, name_of, wish

NOTHING: list[str] = []


def drift(world: World) -> list[str]:
    return [f"{one.credential.value} {one.edition}: {one.how.name}" for one in world.plan().plan.drift]


def test_a_store_restored_from_an_old_backup_is_seen_and_mended(real: World, tmp_path: Path) -> None:
    """The backup is from before the rotation: it has the revoked secret, and not the one that counts."""
    real.run()
    identity = real.facts().client_id
    shutil.copytree(tmp_path / "store", tmp_path / "backup")
    real.write(MAPS, wish(client_id=2, secret=2))
    real.run()
    now = real.facts().client_id
    shutil.rmtree(tmp_path / "store")
    shutil.copytree(tmp_path / "backup", tmp_path / "store")
    real.store = open_store(f"embedded:{tmp_path}/store", {})
    real.keep_time()
    assert drift(real) == [
        "client_id 1: STILL_ACTIVE", "client_id 2: LOST", "client_secret 1: STILL_ACTIVE", "client_secret 2: LOST",
    ]  # fmt: skip
    assert real.steps() == ["clean client_id 1", "clean client_secret 1"], "what is revoked is revoked again at once"
    planned = real.plan(mend=True).plan
    assert "1 of 2 credentials would stop working" in planned.stopped or not planned.stopped
    real.run(mend=True, confirmed=planned.removals)
    assert drift(real) == NOTHING
    assert real.steps() == NOTHING
    facts = real.facts()
    assert identity
    assert facts.client_id == now, "a client ID is no secret: it is put back"
    assert facts.client_secret
    assert (facts.client_secret.generation, facts.client_secret.number) == (2, 3)
    assert real.states() == {
        "client-id 1": "revoked", "client-id 2": "active", "client-secret 1": "revoked", "client-secret 3": "active",
    }  # fmt: skip
    assert [one.reason for one in facts.revoked] == [Ended.ROTATED, Ended.ROTATED, Ended.LOST]


def test_the_wrong_store_is_not_filled(world: World) -> None:
    """An address with a slip in it leads to an empty store: nothing is made there unasked."""
    world.write("registry/platform/policy.yaml", (world.root / "registry/platform/policy.yaml").read_text().replace(
        "least: 3", "least: 2"))  # fmt: skip
    world.run()
    world.write(f"{OTHER}/app.yaml", "name: Birch Lens\nkind: custom\ntechnical_contact: ola-berg\n")
    world.write(f"{OTHER}/credentials.yaml", wish())
    world.store = MemoryStore()
    assert "Is it the right store?" in world.plan().plan.stopped
    assert world.plan(mend=True).plan.stopped == ""
    assert list(world.store.entries()) == []


def test_a_secret_that_was_revoked_in_the_store_only(world: World) -> None:
    world.run()
    world.store.revoke([name_of(Credential.CLIENT_SECRET, 1)])
    assert drift(world) == ["client_secret 1: UNRECORDED_REVOCATION"]
    assert world.steps() == ["clean client_secret 1"], "its sealed file is taken back"
    assert world.steps(mend=True) == ["replace client_secret 2", "clean client_secret 1"]
    world.run(mend=True)
    assert drift(world) == NOTHING


def test_an_entry_that_nobody_knows(world: World) -> None:
    world.run()
    stray = SecretName(*SOD, SecretKind.CLIENT_SECRET, 7)
    foreign = SecretName("nobody", "nothing", Environment.SOD, SecretKind.CLIENT_SECRET, 1)
    world.store.put([(stray, Secret(b"x")), (foreign, Secret(b"y"))])
    assert drift(world) == ["client_secret 7: UNRECORDED", "client_secret 1: FOREIGN"]
    assert world.steps(mend=True) == ["clean client_secret 7"]
    world.run(mend=True)
    assert drift(world) == ["client_secret 1: FOREIGN"], "another portal's secrets are left alone"
    planned = world.plan()
    strays = standings(planned.situation, planned.plan, "nobody")
    assert [one.drift for one in strays] == [("edition 1: no app of the registry has anything to do with it",)]


def test_a_step_that_was_begun_is_taken_up(world: World) -> None:
    """The store had it before the run ended: the same secret is what the facts come to speak of."""
    name = name_of(Credential.CLIENT_ID, 1)
    world.store.put([(name, Secret(b"0123456789abcdef0123456789abcdef"))])
    assert drift(world) == NOTHING
    world.run()
    fact = world.facts().client_id
    assert fact
    assert fact.value == "0123456789abcdef0123456789abcdef"


def test_a_client_id_in_the_store_that_is_none(world: World) -> None:
    from devportal.domain.secret import StoreCorruptError

    world.store.put([(name_of(Credential.CLIENT_ID, 1), Secret(b"planted"))])
    with pytest.raises(StoreCorruptError, match="is no client ID") as caught:
        world.run()
    assert "planted" not in str(caught.value)


def test_a_clock_that_is_behind(world: World) -> None:
    world.run()
    world.moment = "2026-11-25T08:00:00Z"
    with pytest.raises(SourceError, match=r"clock says 2026-11-25T08:00:00Z, and something was done at 2026-11-25T09"):
        world.plan()
    world.moment = "2026-11-25T08:55:00Z"
    assert world.steps() == NOTHING, "a few minutes between machines are none"


def test_nobody_picked_it_up(world: World) -> None:
    world.run()
    world.moment = "2026-12-10T00:00:00Z"
    assert world.steps() == ["rotate client_secret 2"]
    world.run()
    fact = world.facts().client_secret
    assert fact
    assert (fact.generation, fact.number) == (1, 2)
    assert [one.reason for one in world.facts().revoked] == [Ended.NOT_PICKED_UP]
    assert world.states()["client-secret 1"] == "revoked"
    assert world.steps() == NOTHING


def test_a_pick_up_is_recorded_once(world: World) -> None:
    world.run()
    (parcel,) = world.outbox.parcels()
    done = replace(parcel, sealed=b"", picked_up="2026-11-25T10:00:00Z", picked_up_by="ola-berg")
    assert world.outbox.replace(parcel, done)
    assert world.steps() == ["record client_secret 1"]
    world.run()
    fact = world.facts().client_secret
    assert fact
    assert fact.hand_over
    assert fact.hand_over.picked_up_by == "ola-berg"
    world.moment = "2027-06-01T00:00:00Z"
    assert world.steps() == NOTHING, "what was picked up does not expire with its hand-over"


def test_status_says_what_exists(world: World) -> None:
    world.run()
    world.moment = "2026-12-01T09:00:00Z"
    planned = world.plan()
    identity, secret = standings(planned.situation, planned.plan, "birch", "pocket-maps")
    assert (identity.state, identity.age, identity.generation) == ("active", 6, 1)
    assert identity.what == world.facts().client_id.value  # type: ignore[union-attr]
    assert secret.handed == "waits for ola-berg until 2026-12-09"
    assert (secret.what, secret.drift, secret.held) == ("", (), ())
