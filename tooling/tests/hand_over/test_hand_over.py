"""A secret is sealed and put out once, whatever is called how often."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from devportal.domain.hand_over import Claim, Recipient
from devportal.domain.secret import SecretMissingError
from devportal.flows.hand_over import hand_over, withdraw
from devportal.gateways.outbox_folder import FolderOutbox

from .tools import NAME, NOW, PLANTED, age_key, opened, ssh_key, store_of, wanted

LATER = "2026-11-27T09:00:00Z"


def test_a_hand_over_is_put_out_once(tmp_path: Path) -> None:
    key, outbox, store = age_key(tmp_path), FolderOutbox(tmp_path / "outbox"), store_of(NAME)
    wish = wanted(key.recipient())
    (fact,) = hand_over(store, outbox, [wish], NOW)
    assert fact.id == wish.id == NAME.step
    assert (fact.sealed, fact.expires, fact.recipients) == (NOW, "2026-12-09T09:00:00Z", ("ida-holm",))
    assert hand_over(store, outbox, [wish], LATER) == [fact]
    assert opened(outbox.get(NAME), key).secret.reveal() == PLANTED


def test_it_waits_while_nobody_can_open_it(tmp_path: Path) -> None:
    outbox, store = FolderOutbox(tmp_path / "outbox"), store_of(NAME)
    ecdsa = ssh_key(tmp_path, "ecdsa").recipient()
    assert hand_over(store, outbox, [wanted(), wanted(ecdsa)], NOW) == []
    assert len(hand_over(store, outbox, [wanted(ecdsa, age_key(tmp_path).recipient())], NOW)) == 1


def test_other_recipients_seal_it_anew_and_nobody_gains_time(tmp_path: Path) -> None:
    first, second = age_key(tmp_path), ssh_key(tmp_path)
    outbox, store = FolderOutbox(tmp_path / "outbox"), store_of(NAME)
    (before,) = hand_over(store, outbox, [wanted(first.recipient())], NOW)
    (after,) = hand_over(store, outbox, [wanted(second.recipient("ola-berg"))], LATER)
    assert (after.recipients, after.expires, after.id) == (("ola-berg",), before.expires, before.id)
    assert after.seal != before.seal
    assert opened(outbox.get(NAME), second).secret.reveal() == PLANTED


def test_a_file_is_taken_back_while_no_key_counts(tmp_path: Path) -> None:
    key, outbox, store = age_key(tmp_path), FolderOutbox(tmp_path / "outbox"), store_of(NAME)
    hand_over(store, outbox, [wanted(key.recipient())], NOW)
    hand_over(store, outbox, [wanted()], LATER)
    parcel = outbox.get(NAME)
    assert parcel
    assert (parcel.sealed, parcel.withdrawn) == (b"", LATER)
    hand_over(store, outbox, [wanted(key.recipient())], LATER)
    parcel = outbox.get(NAME)
    assert parcel
    assert (bool(parcel.sealed), parcel.withdrawn) == (True, "")


def test_what_is_withdrawn_cannot_be_picked_up(tmp_path: Path) -> None:
    key, outbox, store = age_key(tmp_path), FolderOutbox(tmp_path / "outbox"), store_of(NAME)
    hand_over(store, outbox, [wanted(key.recipient())], NOW)
    token = opened(outbox.get(NAME), key).token
    withdraw(outbox, [NAME, replace(NAME, generation=2)], LATER)
    assert outbox.claim(NAME, token, "ida-holm", LATER) is Claim.EXPIRED
    assert list((tmp_path / "outbox").rglob("*.age")) == []


def test_a_secret_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SecretMissingError):
        hand_over(store_of(), FolderOutbox(tmp_path), [wanted(age_key(tmp_path).recipient())], NOW)


def test_a_person_is_named_once_with_two_keys(tmp_path: Path) -> None:
    one, two = age_key(tmp_path, "one.txt"), age_key(tmp_path, "two.txt")
    outbox = FolderOutbox(tmp_path / "outbox")
    both = wanted(Recipient("ida-holm", one.public), Recipient("ida-holm", two.public))
    (fact,) = hand_over(store_of(NAME), outbox, [both], NOW)
    assert fact.recipients == ("ida-holm",)
