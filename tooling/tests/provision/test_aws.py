"""The whole life with AWS Secrets Manager as the store: moto's server, over HTTP."""

from __future__ import annotations

import boto3
from devportal.domain.credential import Credential
from devportal.flows.provision import now
from devportal.gateways.secrets import open_store

from ..secrets.conftest import aws_login, moto  # noqa: F401 - fixtures
from .world import MAPS, World, name_of, wish

APP = "registry/partners/birch/apps/pocket-maps"
PREFIX = "only-for-this-test"


def test_from_create_to_drift(world: World, moto: str, aws_login: None) -> None:  # noqa: F811
    world.moment = now()  # AWS has a clock of its own.
    world.store = open_store(f"aws:eu-north-1?endpoint={moto}&prefix={PREFIX}", {})
    assert world.steps() == ["assign client_id 1", "create client_secret 1"]
    world.run()
    assert world.steps() == [], "planning after apply is empty"
    first = world.store.get(name_of(Credential.CLIENT_SECRET, 1)).reveal()

    world.write(MAPS, wish(secret=2))
    assert world.steps() == ["rotate client_secret 2"]
    world.run()
    assert world.states() == {"client-id 1": "active", "client-secret 1": "revoked", "client-secret 2": "active"}
    assert world.store.get(name_of(Credential.CLIENT_SECRET, 2)).reveal() != first
    assert world.steps() == []

    service = boto3.client("secretsmanager", region_name="eu-north-1", endpoint_url=moto)
    there = service.list_secrets(Filters=[{"Key": "name", "Values": [PREFIX]}])["SecretList"]
    lost = next(one["Name"] for one in there if "client-secret" in one["Name"] and one["Name"].endswith("2"))
    service.delete_secret(SecretId=lost, ForceDeleteWithoutRecovery=True)
    assert [f"{one.credential.value} {one.edition}: {one.how.name}" for one in world.plan().plan.drift] == [
        "client_secret 2: LOST"
    ]
    planned = world.plan(mend=True).plan
    world.run(mend=True, confirmed=planned.removals)
    assert world.plan().plan.drift == ()
    assert world.states()["client-secret 3"] == "active"

    world.write(APP, None)
    world.run(confirmed=world.plan().plan.removals)
    assert set(world.states().values()) == {"revoked"}
    assert world.steps() == []
