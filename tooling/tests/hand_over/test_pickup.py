"""`devportal pickup`: the partner's side."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from devportal.cli import main
from devportal.decide.yaml_text import yaml_text
from devportal.domain.hand_over import Outbox, seal_of
from devportal.domain.secret import Secret, SecretKind
from devportal.flows.hand_over import hand_over
from devportal.gateways.outboxes import open_outbox
from devportal.gateways.sealing import Content, seal

from .conftest import address_of
from .tools import NAME, PLANTED, Keys, age_key, opened, ssh_key, store_of, wanted


def ago(days: int) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.fixture(params=["folder", "git for each partner"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return address_of(request.param, tmp_path)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEVPORTAL_OUTBOX", address)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))


@pytest.fixture
def key(tmp_path: Path) -> Keys:
    return age_key(tmp_path)


@pytest.fixture
def lying(outbox: Outbox, key: Keys) -> Outbox:
    """An outbox in which a client secret waits for ida-holm."""
    hand_over(store_of(NAME), outbox, [wanted(key.recipient())], ago(1))
    return outbox


def pickup(*arguments: str | Path, given: str = "") -> Result:
    return CliRunner().invoke(main, ["pickup", *map(str, arguments)], input=given)


def test_the_secret_comes_into_a_file_for_its_owner_alone(lying: Outbox, key: Keys, tmp_path: Path) -> None:
    result = pickup("acme/sync", "stage", "--identity", key.private, "--out", "secret.txt")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "secret.txt").read_bytes() == PLANTED
    assert (tmp_path / "secret.txt").stat().st_mode & 0o777 == 0o600
    assert "Picked up the client secret of acme/sync in Stage (generation 1)." in result.stderr
    assert PLANTED.decode() not in result.output
    parcel = lying.get(NAME)
    assert parcel
    assert (parcel.picked_up_by, bool(parcel.picked_up), parcel.sealed) == ("ida-holm", True, b"")


def test_it_is_shown_only_when_asked(lying: Outbox, key: Keys) -> None:
    refused = pickup("acme/sync", "stage", "--identity", key.private)
    assert refused.exit_code == 2
    assert "Say where the secret goes" in refused.stderr
    shown = pickup("acme/sync", "stage", "--identity", key.private, "--show")
    assert (shown.exit_code, shown.stdout_bytes) == (0, PLANTED)


def test_a_second_pick_up_is_refused_says_what_to_do_and_is_recorded(lying: Outbox, key: Keys) -> None:
    pickup("acme/sync", "stage", "--identity", key.private, "--out", "one.txt")
    again = pickup("acme/sync", "stage", "--identity", key.private, "--out", "two.txt")
    assert again.exit_code == 1
    assert "It was picked up already" in again.stderr
    assert "with the key of ida-holm" in again.stderr
    assert "one more `generation`" in again.stderr
    assert not Path("two.txt").exists()
    parcel = lying.get(NAME)
    assert parcel
    assert parcel.refused


def test_an_ssh_key_is_found_by_itself(outbox: Outbox, tmp_path: Path) -> None:
    folder = tmp_path / ".ssh"
    folder.mkdir()
    key = ssh_key(folder)
    hand_over(store_of(NAME), outbox, [wanted(key.recipient("ola-berg"))], ago(1))
    assert pickup("acme/sync", "stage", "--out", "secret.txt").exit_code == 0
    parcel = outbox.get(NAME)
    assert parcel
    assert parcel.picked_up_by == "ola-berg"


def test_a_key_of_somebody_else_gets_nothing_and_spoils_nothing(lying: Outbox, key: Keys, tmp_path: Path) -> None:
    other = age_key(tmp_path, "other.txt")
    result = pickup("acme/sync", "stage", "--identity", other.private, "--out", "secret.txt")
    assert result.exit_code == 1
    assert "sealed to another one" in result.stderr
    assert not Path("secret.txt").exists()
    assert pickup("acme/sync", "stage", "--out", "secret.txt").exit_code == 1
    assert pickup("acme/sync", "stage", "--identity", key.private, "--out", "secret.txt").exit_code == 0


def test_nothing_is_overwritten_and_nothing_picked_up_for_it(lying: Outbox, key: Keys) -> None:
    Path("there.txt").write_text("mine")
    Path("link.txt").symlink_to("elsewhere.txt")
    for name in ("there.txt", "link.txt", "no/folder.txt"):
        result = pickup("acme/sync", "stage", "--identity", key.private, "--out", name)
        assert result.exit_code == 2, result.output
    assert Path("there.txt").read_text() == "mine"
    assert not Path("elsewhere.txt").exists()
    parcel = lying.get(NAME)
    assert parcel
    assert parcel.waits


def test_after_its_end_it_says_what_happens_now(outbox: Outbox, key: Keys) -> None:
    hand_over(store_of(NAME), outbox, [wanted(key.recipient())], ago(15))
    result = pickup("acme/sync", "stage", "--identity", key.private, "--show")
    assert result.exit_code == 1
    assert "can no longer be picked up" in result.stderr
    assert result.stdout_bytes == b""


def test_a_file_in_the_place_of_another_is_refused(outbox: Outbox, key: Keys) -> None:
    hand_over(store_of(NAME), outbox, [wanted(key.recipient())], ago(1))
    parcel = outbox.get(NAME)
    assert parcel
    foreign = replace(NAME, app="other-app")
    token = "dpt_x"
    swapped = seal(Content(foreign, token, Secret(b"theirs")), [key.public])
    bound = seal_of(NAME, swapped, parcel.token_hash, parcel.expires)
    assert outbox.replace(parcel, replace(parcel, sealed=swapped, seal=bound))
    result = pickup("acme/sync", "stage", "--identity", key.private, "--out", "secret.txt")
    assert result.exit_code == 1
    assert "somebody swapped it" in result.stderr
    forged = seal(Content(NAME, token, Secret(b"theirs")), [key.public])
    lying = outbox.get(NAME)
    assert lying
    outbox.replace(lying, replace(lying, sealed=forged))
    result = pickup("acme/sync", "stage", "--identity", key.private, "--out", "secret.txt")
    assert "not the one that the portal sealed" in result.stderr
    assert not Path("secret.txt").exists()


def test_the_newest_is_picked_up_and_kinds_are_asked_apart(outbox: Outbox, key: Keys, address: str) -> None:
    names = [NAME, replace(NAME, generation=10), replace(NAME, generation=9)]
    hand_over(store_of(*names), outbox, [wanted(key.recipient(), name=name) for name in names], ago(1))
    result = pickup("acme/sync", "stage", "--identity", key.private, "--out", "ten.txt")
    assert "generation 10" in result.stderr
    private = replace(NAME, kind=SecretKind.PRIVATE_KEY)
    more = replace(NAME, generation=11)
    wishes = [wanted(key.recipient(), name=name) for name in (private, more)]
    hand_over(store_of(private, more), open_outbox(Path(), address), wishes, ago(1))
    result = pickup("acme/sync", "stage", "--identity", key.private, "--show")
    assert "say --kind client-secret or --kind private-key" in result.stderr
    result = pickup("acme/sync", "stage", "--kind", "private-key", "--identity", key.private, "--show")
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["acme", "stage"], 2, "PARTNER/APP ENVIRONMENT"),
        (["acme/sync"], 2, "PARTNER/APP ENVIRONMENT"),
        (["acme/nothing", "stage", "--show"], 1, "There is nothing to pick up for acme/nothing in Stage"),
        (["acme/sync", "stage", "--show", "--identity", "absent"], 2, "absent cannot be read"),
        (["acme/sync", "stage", "--show", "--out", "x"], 2, "Say where the secret goes"),
        (["acme/sync", "stage", "--show", "--identity", "."], 2, "cannot be read"),
    ],
)
def test_wrong_use_is_said(lying: Outbox, arguments: list[str], code: int, said: str) -> None:
    result = pickup(*arguments)
    assert (result.exit_code, said in result.stderr) == (code, True), result.output
    assert "Traceback" not in result.output


def test_whoever_opened_it_with_another_program_says_so_with_its_token(lying: Outbox, key: Keys) -> None:
    token = opened(lying.get(NAME), key).token
    wrong = pickup("acme/sync", "stage", "--token", "dpt_guess")
    assert (wrong.exit_code, "not the token" in wrong.stderr) == (1, True)
    assert pickup("acme/sync", "stage", "--token", token).exit_code == 0
    again = pickup("acme/sync", "stage", "--token", token)
    assert (again.exit_code, "It was picked up already" in again.stderr) == (1, True)


def test_a_seal_that_main_does_not_know_is_refused(lying: Outbox, key: Keys, registry: Path) -> None:
    parcel = lying.get(NAME)
    assert parcel
    folder = Path("registry/managed/partners/acme/apps/sync")
    folder.mkdir(parents=True)
    secret: dict[str, object] = {"generation": 1, "store": "x:1", "created": ago(1)}
    secret["hand_over"] = parcel.fact.model_dump(exclude_none=True)
    facts = {"stage": {"client_secret": secret}}
    (folder / "credentials.yaml").write_bytes(yaml_text(json.loads(json.dumps(facts)), ""))
    assert pickup("acme/sync", "stage", "--identity", key.private, "--out", "a.txt").exit_code == 0
    other = replace(parcel, name=replace(NAME, generation=2), seal="0" * 64)
    lying.put(other)
    secret["hand_over"] = {**parcel.fact.model_dump(exclude_none=True), "id": other.name.step}
    (folder / "credentials.yaml").write_bytes(yaml_text(json.loads(json.dumps(facts)), ""))
    result = pickup("acme/sync", "stage", "--identity", key.private, "--out", "b.txt")
    assert (result.exit_code, "in another way than main says" in result.stderr) == (1, True), result.output


def test_the_policy_says_where_the_outbox_is(
    lying: Outbox, key: Keys, registry: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.delenv("DEVPORTAL_OUTBOX")
    monkeypatch.chdir(registry)
    policy = Path("registry/platform/policy.yaml")
    policy.write_text(f'{policy.read_text()}hand_over:\n  outbox: "{address}"\n')
    result = pickup("acme/sync", "stage", "--identity", key.private, "--out", "secret.txt")
    assert result.exit_code == 0, result.output
    assert Path("secret.txt").read_bytes() == PLANTED


def test_what_waits_is_listed(lying: Outbox) -> None:
    result = pickup("acme")
    assert "acme/sync  stage  client-secret  1  ida-holm  waits until" in result.stdout


def test_who_has_one_outbox_for_all_need_not_name_a_partner(lying: Outbox, address: str) -> None:
    result = pickup()
    if "{" in address:
        assert (result.exit_code, "Name the partner" in result.stderr) == (2, True)
    else:
        assert result.stdout == pickup("acme").stdout
