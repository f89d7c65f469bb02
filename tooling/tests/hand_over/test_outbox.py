"""What every outbox promises: put once, replaced by who knows the state, picked up once."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from devportal.domain.hand_over import Claim, Outbox, OutboxError, Parcel
from devportal.flows.hand_over import hand_over, withdraw
from devportal.gateways.git_history import commit_tree, write_blob, write_tree
from devportal.gateways.outboxes import open_outbox, parcels_of
from pydantic import TypeAdapter

from .conftest import address_of
from .tools import NAME, NOW, age_key, opened, store_of, wanted

OTHER = replace(NAME, partner="other", app="desk")
LATER, END = "2026-11-26T09:00:00Z", "2026-12-09T09:00:00Z"


@pytest.fixture
def token(outbox: Outbox, tmp_path: Path) -> str:
    """The token of a parcel that waits; another partner's lies beside it."""
    key = age_key(tmp_path)
    hand_over(store_of(NAME, OTHER), outbox, [wanted(key.recipient(), name=name) for name in (NAME, OTHER)], NOW)
    return opened(outbox.get(NAME), key).token


def test_what_was_put_is_found_by_everybody(outbox: Outbox, token: str, address: str, tmp_path: Path) -> None:
    again = open_outbox(tmp_path, address)
    parcel = again.get(NAME)
    assert parcel == outbox.get(NAME)
    assert parcel
    assert parcel.sealed.startswith(b"-----BEGIN AGE ENCRYPTED FILE-----")
    assert again.get(replace(NAME, generation=2)) is None
    assert list(again.parcels("acme")) == [parcel]
    assert list(again.parcels("nobody" if "{" not in address else "other"))[1:] == []


def test_a_second_put_changes_nothing(outbox: Outbox, token: str) -> None:
    lying = outbox.get(NAME)
    assert lying
    assert outbox.put(replace(lying, made=LATER, sealed=b"other")) == lying
    assert outbox.get(NAME) == lying


def test_only_who_knows_the_state_replaces_it(outbox: Outbox, token: str) -> None:
    lying = outbox.get(NAME)
    assert lying
    assert outbox.replace(lying, replace(lying, reminded=LATER))
    assert not outbox.replace(lying, replace(lying, reminded=END))
    assert not outbox.replace(replace(lying, name=replace(NAME, generation=9)), lying)
    found = outbox.get(NAME)
    assert found
    assert found.reminded == LATER


def test_it_is_picked_up_once_and_then_gone(outbox: Outbox, token: str) -> None:
    assert outbox.claim(NAME, "dpt_guess", "eve", LATER) is Claim.WRONG
    assert outbox.claim(NAME, token, "ida-holm", LATER) is Claim.WON
    found = outbox.get(NAME)
    assert found
    assert (found.picked_up, found.picked_up_by, found.sealed, found.refused) == (LATER, "ida-holm", b"", "")


@pytest.mark.parametrize("second", ["the token", ""])
def test_a_second_try_is_refused_and_written_down(outbox: Outbox, token: str, second: str) -> None:
    outbox.claim(NAME, token, "ida-holm", LATER)
    assert outbox.claim(NAME, second and token, "eve", END) is Claim.TAKEN
    found = outbox.get(NAME)
    assert found
    assert (found.picked_up, found.picked_up_by, found.refused) == (LATER, "ida-holm", END)


def test_after_its_end_nobody_picks_it_up(outbox: Outbox, token: str) -> None:
    assert outbox.claim(NAME, token, "ida-holm", END) is Claim.EXPIRED
    found = outbox.get(NAME)
    assert found
    assert found.waits


def test_what_was_taken_back_is_gone(outbox: Outbox, token: str) -> None:
    withdraw(outbox, [NAME], LATER)
    withdraw(outbox, [NAME], END)
    assert outbox.claim(NAME, token, "ida-holm", LATER) is Claim.EXPIRED
    found = outbox.get(NAME)
    assert found
    assert (found.withdrawn, found.sealed) == (LATER, b"")


def test_nothing_is_picked_up_where_nothing_lies(outbox: Outbox) -> None:
    assert outbox.claim(NAME, "dpt_x", "eve", NOW) is Claim.WRONG
    assert list(outbox.parcels("acme")) == []


@pytest.mark.parametrize("name", ["../acme", "acme/../other", "--upload-pack=x", "Acme"])
def test_a_partner_cannot_lead_elsewhere(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutboxError, match="not the name of a partner"):
        list(open_outbox(tmp_path, "ssh://git@127.0.0.1/{partner}.git").parcels(name))


def test_an_outbox_that_does_not_answer_is_said(tmp_path: Path) -> None:
    outbox = open_outbox(tmp_path, "http://127.0.0.1:9/outbox.git")
    with pytest.raises(OutboxError, match=r"http://127\.0\.0\.1:9/outbox\.git does not answer"):
        outbox.get(NAME)


@pytest.mark.parametrize(
    "address",
    ["https://bot:hunter2@h.example/o.git", "https://hunter2@h.example/o", "ssh://git:hunter2@h.example/o.git"],
)
def test_an_address_with_a_login_is_refused_for_processes_show_it(tmp_path: Path, address: str) -> None:
    with pytest.raises(OutboxError, match="holds a login") as caught:
        open_outbox(tmp_path, address)
    assert "hunter2" not in str(caught.value)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutboxError, match="Check the space and the rights"):
        open_outbox(tmp_path, str(tmp_path / "file" / "outbox")).get(NAME)


def test_the_folder_holds_what_a_web_server_serves(tmp_path: Path) -> None:
    key, outbox = age_key(tmp_path), open_outbox(tmp_path, "outbox")
    hand_over(store_of(NAME), outbox, [wanted(key.recipient())], NOW)
    file = tmp_path / "outbox/partners/acme/pickup/sync/stage/client-secret-1.age"
    parcel = outbox.get(NAME)
    assert parcel
    assert file.read_bytes() == parcel.sealed
    outbox.claim(NAME, opened(parcel, key).token, "ida-holm", LATER)
    assert not file.exists()
    assert (tmp_path / "outbox/outbox.sqlite").stat().st_mode & 0o777 == 0o600


def push_garbage(repository: Path, branch: str, files: dict[str, bytes]) -> None:
    """What a partner who may push could leave there."""
    blobs = {name: write_blob(repository, data) for name, data in files.items()}
    commit = commit_tree(repository, write_tree(repository, blobs), [], "Garbage")
    subprocess.run(["git", "update-ref", f"refs/heads/{branch}", commit], cwd=repository, check=True)


def record(parcel: Parcel, **more: str | None) -> bytes:
    found = json.loads(TypeAdapter(Parcel).dump_json(replace(parcel, sealed=b"")))
    return json.dumps({**found, **more}).encode()


HOSTILE = {
    "no JSON": lambda parcel: {"hand-over.json": b"{"},
    "no record": lambda parcel: {"README.md": b"hello"},
    "another name": lambda parcel: {"hand-over.json": record(replace(parcel, name=replace(NAME, app="else")))},
    "a moment that is none": lambda parcel: {"hand-over.json": record(parcel, expires="9999")},
    "withdrawn in a way": lambda parcel: {"hand-over.json": record(parcel, withdrawn="[31m")},
    "a recipient that is none": lambda parcel: {"hand-over.json": record(replace(parcel, recipients=("../x",)))},
    "a picker that is none": lambda parcel: {"hand-over.json": record(parcel, picked_up=LATER, picked_up_by="<b>")},
    "a seal that is none": lambda parcel: {"hand-over.json": record(parcel, seal="x")},
    "a field missing": lambda parcel: {"hand-over.json": record(parcel, made=None)},
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_a_partner_spoils_is_made_again_and_stops_nobody(kind: str, tmp_path: Path) -> None:
    address, key, store = address_of("git", tmp_path), age_key(tmp_path), store_of(NAME, OTHER)
    outbox = open_outbox(tmp_path, address)
    wishes = [wanted(key.recipient(), name=name) for name in (NAME, OTHER)]
    hand_over(store, outbox, wishes, NOW)
    parcel = outbox.get(NAME)
    assert parcel
    push_garbage(Path(address), "hand-over/acme/sync/stage/client-secret/1", HOSTILE[kind](parcel))
    assert outbox.get(NAME) is None
    assert [one.name for one in outbox.parcels()] == [OTHER]
    assert len(hand_over(store, outbox, wishes, NOW)) == 2
    assert opened(outbox.get(NAME), key).name == NAME


def test_one_partners_missing_outbox_does_not_stop_the_others(tmp_path: Path) -> None:
    address, key = address_of("git for each partner", tmp_path), age_key(tmp_path)
    outbox = open_outbox(tmp_path, address)
    away = replace(NAME, partner="away")
    names = (away, NAME, OTHER)
    facts = hand_over(store_of(*names), outbox, [wanted(key.recipient(), name=name) for name in names], NOW)
    assert [fact.id for fact in facts] == [NAME.step, OTHER.step]
    assert list(outbox.trouble) == ["away"]
    assert "does not answer" in outbox.trouble["away"]
    assert [one.name for one in parcels_of(outbox, ["acme", "away", "other"])] == [NAME, OTHER]
    withdraw(outbox, [away, NAME], LATER)
    found = outbox.get(NAME)
    assert found
    assert found.withdrawn


def test_an_outbox_for_all_that_is_missing_is_an_error(tmp_path: Path) -> None:
    outbox = open_outbox(tmp_path, str(tmp_path / "absent.git"))
    with pytest.raises(OutboxError):
        hand_over(store_of(NAME), outbox, [wanted(age_key(tmp_path).recipient())], NOW)


def test_a_file_that_a_crash_left_or_took_is_put_right(tmp_path: Path) -> None:
    key, outbox = age_key(tmp_path), open_outbox(tmp_path, "outbox")
    hand_over(store_of(NAME, OTHER), outbox, [wanted(key.recipient(), name=name) for name in (NAME, OTHER)], NOW)
    one, other = sorted((tmp_path / "outbox").rglob("*.age"))
    data = one.read_bytes()
    one.unlink()
    outbox.claim(OTHER, opened(outbox.get(OTHER), key).token, "ida-holm", LATER)
    other.write_bytes(b"left")
    list(outbox.parcels())
    assert one.read_bytes() == data
    assert not other.exists()
