"""What the adapters of Vault, Azure and AWS do beside the contract: logins, refusals, broken lines, others' deeds."""

from __future__ import annotations

import json
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import BotoCoreError
from devportal.domain.secret import (
    EntryState,
    SecretMissingError,
    SecretStore,
    StoreCorruptError,
    StoreError,
    StoreUnavailableError,
)
from devportal.gateways.secrets import open_store
from devportal.gateways.secrets.aws import AwsStore
from devportal.gateways.secrets.azure import AzureStore

from .doubles import VAULT_TOKEN, AzureDouble, Cut, VaultDouble
from .names import fresh, name

pytestmark = pytest.mark.xdist_group("moto")
Vault = tuple[VaultDouble, str]
Azure = tuple[AzureDouble, str, dict[str, str]]


def test_a_library_that_is_missing_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, kind in (("hvac", "vault"), ("boto3", "aws"), ("azure.keyvault.secrets", "azure")):
        monkeypatch.delitem(sys.modules, f"devportal.gateways.secrets.{kind}", raising=False)
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(StoreError, match=rf"pip install '\.\[{kind}\]'"):
            open_store(f"{kind}:https://x/kv", {})


ADDRESSES = {
    "vault:http://vault.example/kv": "begin with https://",
    "vault:https://somebody@vault.example/kv": "without a user name",
    "vault:https://vault.example": "has to name the KV engine",
    "azure:http://x.vault.azure.net": "begin with https://",
    "aws:eu-north-1?endpoint=http://10.0.0.1": "begin with https://",
    "aws:eu-north-1?region=x": "knows no option",
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_secrets_travel_to_no_other_than_a_safe_address(address: str) -> None:
    with pytest.raises(StoreError, match=ADDRESSES[address]):
        open_store(address, {})


def test_a_stranger_that_answers_is_no_store(vault: Vault, azure: Azure, aws_login: None) -> None:
    """A proxy's log-in page, say."""
    page = 200, b"<html>Welcome</html>"
    double, address = vault
    endpoint = address.removeprefix("vault:").removesuffix("/kv/portal")
    stores = [
        open_store(address, {"VAULT_TOKEN": VAULT_TOKEN}),
        open_store(f"aws:eu-north-1?endpoint={endpoint}", {}),
        azure_at(azure),
    ]
    calls: list[Callable[[SecretStore], object]] = [
        lambda store: list(store.entries()),
        lambda store: store.get(name()),
        lambda store: store.put([(name(), fresh())]),
        lambda store: store.revoke([name()]),
    ]
    for answered in (page, (200, {"something": "else"}), (200, ["a", "list"]), (302, None)):
        double._answer = azure[0]._answer = lambda asked, answered=answered: answered  # type: ignore[method-assign]
        for store in stores:
            # A Key Vault without secrets answers much as anybody does; its certificate says who it is.
            for call in calls[isinstance(store, AzureStore) :]:
                with pytest.raises(StoreError):
                    call(store)


# Vault


def test_vault_takes_each_login(vault: Vault, tmp_path: Any) -> None:
    _, address = vault
    (tmp_path / "jwt").write_text("a.jwt\n")
    for environment in (
        {"VAULT_TOKEN": VAULT_TOKEN},
        {"VAULT_ROLE_ID": "ci", "VAULT_SECRET_ID": "s"},
        {"VAULT_ROLE": "ci", "VAULT_JWT_FILE": str(tmp_path / "jwt")},
    ):
        assert list(open_store(address, environment).entries()) == []


def test_vault_knows_who_runs_on_github(vault: Vault, github_identity: dict[str, str]) -> None:
    _, address = vault
    assert (
        list(open_store(address, {"VAULT_ROLE": "ci", "VAULT_AUDIENCE": "the-portal", **github_identity}).entries())
        == []
    )
    # A variable that is not set on GitHub reaches the run as an empty text.
    unset = dict.fromkeys(("VAULT_AUDIENCE", "VAULT_AUTH_PATH", "VAULT_TOKEN", "VAULT_ROLE_ID", "VAULT_NAMESPACE"), "")
    assert list(open_store(address, {"VAULT_ROLE": "ci", **github_identity, **unset}).entries()) == []
    wrong = {**github_identity, "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "other"}
    with pytest.raises(StoreUnavailableError, match="id-token: write"):
        list(open_store(address, {"VAULT_ROLE": "ci", **wrong}).entries())


def test_vault_refuses(vault: Vault, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _, address = vault
    monkeypatch.setenv("HOME", str(tmp_path))
    cases: list[tuple[dict[str, str], str]] = [
        ({"VAULT_TOKEN": "hvs.wrong"}, "refuses this login"),
        ({"VAULT_ROLE_ID": "other", "VAULT_SECRET_ID": "s"}, "refuses what it is asked"),
        ({"VAULT_ROLE": "ci", "VAULT_JWT_FILE": str(tmp_path / "none")}, "cannot be read"),
        ({"VAULT_ROLE": "ci"}, "needs a JWT"),
        ({}, "no login for Vault"),
    ]
    for environment, message in cases:
        with pytest.raises(StoreUnavailableError, match=message):
            open_store(address, environment).put([(name(), fresh())])


def test_vault_that_is_not_there(vault: Vault) -> None:
    _, address = vault
    with pytest.raises(StoreUnavailableError, match="cannot be reached"):
        list(open_store("vault:http://127.0.0.1:9/kv", {"VAULT_TOKEN": VAULT_TOKEN}).entries())
    wrong_engine = open_store(address.replace("/kv/", "/other/"), {"VAULT_TOKEN": VAULT_TOKEN})
    with pytest.raises(StoreError):
        wrong_engine.put([(name(), fresh())])


def test_vault_needs_no_more_than_the_right_to_create(vault: Vault) -> None:
    double, address = vault
    double.create_only = True
    store = open_store(address, {"VAULT_TOKEN": VAULT_TOKEN})
    kept = fresh()
    (entry,) = store.put([(name(), kept)])
    assert store.put([(name(), fresh())]) == [entry]
    assert store.get(name()).reveal() == kept.reveal()
    (revoked,) = store.revoke([name()])
    assert store.put([(name(), fresh())]) == [revoked]


def test_what_others_did_in_vault_is_seen(vault: Vault) -> None:
    double, address = vault
    store = open_store(address, {"VAULT_TOKEN": VAULT_TOKEN})
    store.put([(name(one), fresh()) for one in (1, 2)])
    (first, second) = double.keys
    double.keys[first]["deleted"] = "2026-01-02T03:04:05.678Z"
    double.keys[second]["data"] = {"something": "else"}
    double.keys[f"{first[:-1]}stray"] = double.keys[second]
    entries = {entry.name: entry for entry in store.entries()}
    assert (entries[name(1)].state, entries[name(1)].revoked) == (EntryState.REVOKED, "2026-01-02T03:04:05Z")
    assert entries[name(2)].state is EntryState.ACTIVE
    assert len(entries) == 2
    with pytest.raises(SecretMissingError):
        store.get(name(1))
    with pytest.raises(StoreCorruptError, match="no secret of ours"):
        store.get(name(2))
    double.keys[second]["deleted"] = "2999-01-02T03:04:05Z"
    assert [entry.state for entry in store.entries() if entry.name == name(2)] == [EntryState.ACTIVE]


# Azure


def azure_at(azure: Azure, pause: Callable[[float], None] = lambda seconds: None) -> AzureStore:
    _, address, environment = azure
    store = open_store(address, environment)
    assert isinstance(store, AzureStore)
    return AzureStore(store._client, store._prefix, pause=pause)


def test_two_that_race_within_one_second_agree_on_the_oldest(azure: Azure) -> None:
    double, _, _ = azure
    double.clock = lambda: 1_800_000_000.0
    mine, theirs = fresh(), fresh()
    other: list[Any] = []

    def meanwhile(seconds: float) -> None:
        """The other looked before we wrote, and writes after."""
        assert seconds >= 2
        azure_at(azure)._set(name(), theirs)
        other.append(azure_at(azure)._oldest(name()).version)

    (entry,) = azure_at(azure, meanwhile).put([(name(), mine)])
    versions = double.secrets[f"devportal-{name().step}"]
    assert [one["version"] for one in versions if one["enabled"]] == other
    assert other == [min(one["version"] for one in versions)]
    assert azure_at(azure).put([(name(), fresh())]) == [entry]
    assert len(versions) == 2
    assert list(azure_at(azure).entries()) == [entry]
    (revoked,) = azure_at(azure).revoke([name()])
    assert list(azure_at(azure).entries()) == [revoked]
    assert not any(one["enabled"] for one in versions)


def test_azure_refuses(azure: Azure, tmp_path: Any) -> None:
    double, _, _ = azure
    double.deleted.add(f"devportal-{name().step}")
    with pytest.raises(StoreUnavailableError, match="Recover it first"):
        azure_at(azure).put([(name(), fresh())])
    for status, message in ((403, "get, list and set"), (404, "answers 404"), (418, "answers 418")):
        double._answer = lambda asked, status=status: (status, {"error": {"code": "x"}})  # type: ignore[method-assign]
        with pytest.raises(StoreUnavailableError, match=message):
            list(azure_at(azure).entries())
    (tmp_path / "jwt").write_text("another.jwt")
    with pytest.raises(StoreUnavailableError, match="no login for Azure, or it is refused"):
        list(azure_at(azure).entries())


def test_azure_knows_who_runs_on_github(azure: Azure, github_identity: dict[str, str]) -> None:
    _, address, environment = azure
    assert list(open_store(address, {**environment, **github_identity}).entries()) == []


def test_what_others_did_in_azure_is_seen(azure: Azure) -> None:
    double, _, _ = azure
    double.clock = iter(range(1_800_000_000, 1_900_000_000, 5)).__next__
    store = azure_at(azure)
    first = fresh()
    store.put([(name(), first)])
    place = f"devportal-{name().step}"
    azure_at(azure)._client.set_secret(place, "another value", tags={"devportal-path": f"{name().path}/1"})
    assert store.get(name()).reveal() == first.reveal()
    azure_at(azure)._client.set_secret("devportal-stray", "not ours")
    assert len(list(store.entries())) == 1
    double.secrets[place][-1]["tags"]["devportal-path"] = f"{name().path}/2"
    with pytest.raises(StoreCorruptError, match="belong to another secret"):
        list(store.entries())


# AWS


@pytest.fixture
def aws(moto: str, aws_login: None) -> Iterator[tuple[AwsStore, str]]:
    """A store in an empty account, and moto's address."""
    urllib.request.urlopen(urllib.request.Request(f"{moto}/moto-api/reset", method="POST")).close()
    store = open_store(f"aws:eu-north-1?endpoint={moto}&prefix=portal/test", {})
    assert isinstance(store, AwsStore)
    yield store, moto
    urllib.request.urlopen(urllib.request.Request(f"{moto}/moto-api/reset", method="POST")).close()


def test_what_others_did_in_aws_is_seen(aws: tuple[AwsStore, str]) -> None:
    store, moto = aws
    store.put([(name(one), fresh()) for one in (1, 2, 3)])
    client = boto3.client("secretsmanager", region_name="eu-north-1", endpoint_url=moto)
    where = [f"portal/test/{name(one).path}/1" for one in (1, 2, 3)]
    client.put_secret_value(SecretId=where[0], SecretString="another value")
    client.delete_secret(SecretId=where[1], RecoveryWindowInDays=7)
    client.create_secret(Name="portal/test/partners/stray", SecretString="x")
    client.create_secret(Name="portal/testing", SecretString="x")
    with pytest.raises(StoreCorruptError, match="changed by someone else"):
        store.get(name(1))
    with pytest.raises(SecretMissingError, match="scheduled for deletion"):
        store.get(name(2))
    states = {entry.name: entry.state for entry in store.entries()}
    assert states == {name(1): EntryState.ACTIVE, name(2): EntryState.REVOKED, name(3): EntryState.ACTIVE}
    assert store.put([(name(2), fresh())])[0].state is EntryState.REVOKED


def test_a_revoked_secret_has_no_labelled_version_left_in_aws(aws: tuple[AwsStore, str]) -> None:
    store, moto = aws
    store.put([(name(), fresh())])
    store.revoke([name()])
    client = boto3.client("secretsmanager", region_name="eu-north-1", endpoint_url=moto)
    found = client.list_secret_version_ids(SecretId=f"portal/test/{name().path}/1", IncludeDeprecated=True)
    labelled = [one["VersionId"] for one in found["Versions"] if one.get("VersionStages")]
    assert len(labelled) == 1
    assert labelled != [name().step]


def test_aws_that_is_not_there_or_knows_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Any, aws_login: None) -> None:
    monkeypatch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda self, context: 0)
    with pytest.raises(StoreUnavailableError, match="cannot be reached"):
        open_store("aws:eu-north-1?endpoint=http://127.0.0.1:9", {}).put([(name(), fresh())])
    for variable in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(variable)
    for variable in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(variable, str(tmp_path / "none"))
    with pytest.raises(StoreUnavailableError, match="There is no login for AWS"):
        list(open_store("aws:eu-north-1?endpoint=http://127.0.0.1:9", {}).entries())


def documented_policy() -> dict[str, Any]:
    """The policy that the guide gives; moto looks at actions only, so for everything."""
    guide = (Path(__file__).parents[3] / "site/docs/guide/secrets.md").read_text()
    policy: dict[str, Any] = json.loads(guide.partition("```json\n")[2].partition("```")[0])
    return {**policy, "Statement": [{**one, "Resource": "*"} for one in policy["Statement"]]}


@pytest.fixture
def with_rights(aws: tuple[AwsStore, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Any], SecretStore]]:
    """A store for a user who has a policy, while moto checks permissions."""
    _, moto = aws
    iam = boto3.client("iam", endpoint_url=moto, region_name="us-east-1")

    def opened(policy: Any) -> SecretStore:
        iam.create_user(UserName="ci")
        iam.put_user_policy(UserName="ci", PolicyName="ci", PolicyDocument=json.dumps(policy))
        key = iam.create_access_key(UserName="ci")["AccessKey"]
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", key["AccessKeyId"])
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", key["SecretAccessKey"])
        _check_permissions(moto, b"0")
        return open_store(f"aws:eu-north-1?endpoint={moto}", {})

    yield opened
    _check_permissions(moto, b"inf")


def test_the_policy_of_the_guide_is_enough(with_rights: Callable[[Any], SecretStore]) -> None:
    store = with_rights(documented_policy())
    store.put([(name(one), fresh()) for one in (1, 2)])
    store.put([(name(1), fresh())])
    assert store.get(name(1))
    store.revoke([name(1)])
    assert [entry.state for entry in store.entries()].count(EntryState.REVOKED) == 1


LACKING = {
    "CreateSecret": lambda store: store.put([(name(9), fresh())]),
    "DescribeSecret": lambda store: store.put([(name(9), fresh())]),
    "GetSecretValue": lambda store: store.get(name(1)),
    "ListSecrets": lambda store: store.entries(),
    "PutSecretValue": lambda store: store.revoke([name(1)]),
    "TagResource": lambda store: store.revoke([name(1)]),
    "UpdateSecretVersionStage": lambda store: store.revoke([name(1)]),
}


@pytest.mark.parametrize("right", LACKING)
def test_a_right_that_is_lacking_is_named(
    aws: tuple[AwsStore, str], with_rights: Callable[[Any], SecretStore], right: str
) -> None:
    rights = [f"secretsmanager:{one}" for one in LACKING if one != right]
    whole = open_store(f"aws:eu-north-1?endpoint={aws[1]}", {})
    whole.put([(name(1), fresh())])
    store = with_rights(
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": rights, "Resource": "*"}]}
    )
    with pytest.raises(StoreUnavailableError, match=f"AWS refuses {right} to this login"):
        LACKING[right](store)


def test_a_login_that_aws_does_not_know(
    aws: tuple[AwsStore, str], with_rights: Callable[[Any], SecretStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_rights(documented_policy())
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAUNKNOWN")
    with pytest.raises(StoreUnavailableError, match="AWS refuses CreateSecret to this login"):
        open_store(f"aws:eu-north-1?endpoint={aws[1]}", {}).put([(name(2), fresh())])


def _check_permissions(moto: str, after: bytes) -> None:
    """Moto checks permissions after that many calls."""
    plain = {"Content-Type": "text/plain"}
    urllib.request.urlopen(urllib.request.Request(f"{moto}/moto-api/reset-auth", data=after, headers=plain)).close()


def test_aws_knows_who_runs_on_github(
    aws: tuple[AwsStore, str], github_identity: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, moto = aws
    for variable in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(variable)
    role = {"AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/portal", **github_identity}
    store = open_store(f"aws:eu-north-1?endpoint={moto}", role)
    store.put([(name(), fresh())])
    assert store.get(name())


# Broken lines


class CutError(BotoCoreError):
    """The line to AWS is cut."""

    fmt = "cut"


@pytest.fixture(params=["aws", "vault", "azure"])
def line(request: pytest.FixtureRequest) -> Callable[[Cut | None], SecretStore]:
    """Opens the same store again and again, with a line that breaks where it is told to."""
    if request.param == "aws":
        store, _ = request.getfixturevalue("aws")
        cuts: list[Cut | None] = [None]

        def at(late: bool) -> None:
            if cuts[0] and cuts[0].late == late:
                cuts[0].count += 1
                if cuts[0].count == cuts[0].number:
                    raise CutError

        # A late one is known to be done, for nothing but an answer comes after the call.
        store._client.meta.events.register("before-send.secretsmanager", lambda **event: at(False))
        store._client.meta.events.register("after-call.secretsmanager", lambda **event: at(True))

        def aws(cut: Cut | None) -> SecretStore:
            cuts[0] = cut
            return store

        return aws
    found = request.getfixturevalue(request.param)
    double = found[0]

    def remote(cut: Cut | None) -> SecretStore:
        double.cut = cut
        if request.param == "azure":
            double.clock = iter(range(1_800_000_000 + 1_000 * len(double.calls), 1_900_000_000, 5)).__next__
            return azure_at(found)
        return open_store(found[1], {"VAULT_TOKEN": VAULT_TOKEN})

    return remote


@pytest.mark.parametrize("late", [False, True], ids=["before it is done", "after it is done"])
def test_a_line_that_breaks_anywhere_leaves_nothing_to_clean_up(
    line: Callable[[Cut | None], SecretStore], late: bool
) -> None:
    for number in range(1, 30):
        cut, here, kept = Cut(number, late), name(number), False
        store = line(cut)
        try:
            store.put([(here, fresh())])
            kept = True
            store.revoke([here])
        except StoreUnavailableError:
            pass
        whole = line(None)
        (entry,) = whole.put([(here, fresh())])
        if not kept:
            assert entry.state is EntryState.ACTIVE
            assert whole.get(here)
        # A revocation that was begun may have taken the secret already, while its entry waits to be revoked again.
        (revoked,) = whole.revoke([here])
        assert revoked.state is EntryState.REVOKED
        assert [one for one in whole.entries() if one.name == here] == [revoked]
        with pytest.raises(SecretMissingError):
            whole.get(here)
        if cut.count < number:
            assert number > 4
            return
    pytest.fail("the calls have no end")
