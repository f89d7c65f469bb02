"""The life of credentials, from the first wish to the end of the app."""

from __future__ import annotations

import re

import pytest
from devportal.decide.provision.token import is_client_secret
from devportal.domain.credential import Credential, Ended
from devportal.domain.hand_over import Outbox

from ..hook.village import git
from .world import MAPS, SOD, World, name_of, wish

APP = "registry/partners/birch/apps/pocket-maps"


def test_a_merged_wish_becomes_a_client_id_and_a_secret(real: World) -> None:
    assert real.steps() == ["assign client_id 1", "create client_secret 1"]
    real.run()
    facts = real.facts()
    assert facts.client_id
    assert facts.client_secret
    assert re.fullmatch("[0-9a-f]{32}", facts.client_id.value)
    secret = real.store.get(name_of(Credential.CLIENT_SECRET, 1)).reveal().decode()
    assert is_client_secret(secret)
    assert facts.client_secret.hand_over
    assert facts.client_secret.hand_over.recipients == ("ola-berg",)
    assert secret not in git(real.root, "log", "-p", "--all").stdout


def test_planning_after_apply_is_empty_and_a_receipt_commit_plans_nothing(real: World) -> None:
    before = real.commits()
    real.run()
    assert real.commits() == before + 2, "one for the facts, one for the hand-over"
    assert real.steps() == []
    assert real.run().kept == []
    assert real.commits() == before + 2
    assert git(real.root, "status", "--porcelain").stdout == ""
    names = git(real.root, "diff", "--name-only", "HEAD~2", "HEAD").stdout.split()
    assert names == ["registry/managed/partners/birch/apps/pocket-maps/credentials.yaml"]


def test_the_plan_is_the_same_for_the_same_situation(world: World) -> None:
    first, second = world.plan().plan, world.plan().plan
    assert (first.digest, first.steps) == (second.digest, second.steps)
    world.write(MAPS, wish(secret=2))
    assert world.plan().plan.digest != first.digest


def test_a_higher_generation_rotates(real: World) -> None:
    real.run()
    old = real.store.get(name_of(Credential.CLIENT_SECRET, 1)).reveal()
    real.write(MAPS, wish(secret=2))
    assert real.steps() == ["rotate client_secret 2"]
    real.run()
    assert real.states() == {"client-id 1": "active", "client-secret 1": "revoked", "client-secret 2": "active"}
    assert real.store.get(name_of(Credential.CLIENT_SECRET, 2)).reveal() != old
    (gone,) = real.facts().revoked
    assert (gone.credential, gone.generation, gone.reason) == (Credential.CLIENT_SECRET, 1, Ended.ROTATED)
    assert waiting(real.outbox) == ["client-secret 2"]
    assert real.steps() == []


def waiting(outbox: Outbox) -> list[str]:
    return [f"{one.name.kind.value} {one.name.generation}" for one in outbox.parcels() if one.waits]


def test_another_client_id_is_another(world: World) -> None:
    world.run()
    first = world.facts().client_id
    world.write(MAPS, wish(client_id=3))
    world.run()
    second = world.facts().client_id
    assert first
    assert second
    assert first.value != second.value
    assert (second.generation, second.number) == (3, 3)
    assert [one.value for one in world.facts().revoked] == [first.value]


def test_a_wish_that_is_taken_back_is_revoked_and_not_forgotten(real: World) -> None:
    real.run()
    real.write(MAPS, "sod:\n  client_id:\n    generation: 1\n")
    assert real.steps() == ["revoke client_secret 1"]
    real.run()
    facts = real.facts()
    assert facts.client_secret is None
    assert [one.reason for one in facts.revoked] == [Ended.WITHDRAWN]
    assert real.states()["client-secret 1"] == "revoked"
    assert waiting(real.outbox) == []


def test_what_was_taken_back_and_is_wanted_again_is_a_new_one(world: World) -> None:
    world.run()
    world.write(MAPS, "sod:\n  client_id:\n    generation: 1\n")
    world.run()
    world.write(MAPS, wish())
    assert world.steps() == ["create client_secret 2"]
    world.run()
    fact = world.facts().client_secret
    assert fact
    assert (fact.generation, fact.number) == (1, 2)
    assert world.steps() == []


@pytest.mark.parametrize("gone", [APP, "registry/partners/birch"])
def test_an_app_or_partner_that_is_removed_is_revoked_and_not_forgotten(world: World, gone: str) -> None:
    world.run()
    value = world.facts().client_id
    assert value
    world.write(gone, None)
    assert world.steps() == ["revoke client_id 1", "revoke client_secret 1"]
    stopped = world.plan().plan.stopped
    assert (
        stopped
        == (
            "2 of 2 credentials would stop working: more than 25 % stops and asks. "
            "Look at each of them, then add --confirm-removals 2."
        )
        or not stopped
    )
    world.run(confirmed=2)
    assert {one.value for one in world.facts().revoked} == {value.value, None}
    assert set(world.states().values()) == {"revoked"}
    assert world.steps() == []


def test_a_file_that_cannot_be_read_takes_nothing_away(world: World) -> None:
    world.run()
    world.write(MAPS, "sod: [\n")
    planned = world.plan().plan
    assert planned.steps == ()
    assert {one.path for one in planned.held} == {MAPS}


def test_facts_ahead_of_the_wish_are_shown_and_left_alone(world: World) -> None:
    world.write(MAPS, wish(secret=2))
    world.run()
    world.write(MAPS, wish(secret=1))
    planned = world.plan(mend=True).plan
    assert planned.steps == ()
    assert [one.sentence for one in planned.drift] == [
        f"{SOD.shown}: client secret, edition 2: the facts are ahead of what is wanted: the registry was rolled back"
    ]


def test_nobody_who_can_receive(world: World) -> None:
    world.write(MAPS, wish().replace("ola-berg", "eva-lind"))
    planned = world.plan().plan
    assert [step.credential for step in planned.steps] == [Credential.CLIENT_ID]
    assert [one.why for one in planned.held] == [
        "eva-lind has no key to receive with that counts; add one to registry/people"
    ]
