"""What every secrets store promises, over every kind of store there is."""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from devportal.domain.environment import Environment
from devportal.domain.secret import (
    Entry,
    EntryState,
    Secret,
    SecretKind,
    SecretMissingError,
    SecretName,
)

from .conftest import Place
from .names import fresh

pytestmark = pytest.mark.xdist_group("moto")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@pytest.fixture
def name() -> SecretName:
    """A name that nobody had before, so that the tests can run against a store that is in use."""
    return SecretName(f"test-{secrets.token_hex(4)}", "app", Environment.STAGE, SecretKind.CLIENT_SECRET, 1)


def of(place: Place, partner: str) -> list[Entry]:
    return [entry for entry in place.open().entries() if entry.name.partner == partner]


@pytest.mark.parametrize("value", [b"plain-text_~", "søt æøå".encode(), bytes(range(256)), b"{}", b"revoked"])
def test_what_is_put_is_got_by_another_client(place: Place, name: SecretName, value: bytes) -> None:
    (entry,) = place.open().put([(name, Secret(value))])
    assert place.open().get(name).reveal() == value
    assert entry == Entry(name, entry.reference, entry.created)
    assert MOMENT.fullmatch(entry.created)
    assert of(place, name.partner) == [entry]


def test_who_comes_first_is_kept(place: Place, name: SecretName) -> None:
    store, first = place.open(), fresh()
    other = replace(name, kind=SecretKind.CLIENT_ID)
    (entry,) = store.put([(name, first)])
    again = store.put([(other, fresh()), (name, fresh()), (other, fresh())])
    assert [one.name for one in again] == [other, name, other]
    assert again[1] == entry
    assert again[0] == again[2]
    assert store.get(name).reveal() == first.reveal()
    assert len(of(place, name.partner)) == 2


def test_what_is_revoked_is_gone_and_stays_so(place: Place, name: SecretName) -> None:
    store = place.open()
    kept = replace(name, generation=2)
    store.put([(name, fresh()), (kept, fresh())])
    (revoked,) = store.revoke([name])
    assert (revoked.state, bool(MOMENT.fullmatch(revoked.revoked))) == (EntryState.REVOKED, True)
    assert store.revoke([name]) == [revoked]
    assert store.put([(name, fresh())]) == [revoked]
    with pytest.raises(SecretMissingError):
        place.open().get(name)
    assert store.get(kept)
    assert [(entry.name, entry.state) for entry in of(place, name.partner)] == [
        (name, EntryState.REVOKED),
        (kept, EntryState.ACTIVE),
    ]


def test_a_name_that_was_never_there(place: Place, name: SecretName) -> None:
    store = place.open()
    with pytest.raises(SecretMissingError):
        store.get(name)
    with pytest.raises(SecretMissingError):
        store.revoke([name])
    store.put([(name, fresh())])
    with pytest.raises(SecretMissingError):
        store.revoke([name, replace(name, generation=9)])
    assert store.get(name)
    assert store.put([]) == []
    assert store.revoke([]) == []


def test_names_are_kept_apart_and_listed_in_their_order(place: Place, name: SecretName) -> None:
    names = [
        replace(name, app=app, environment=environment, kind=kind, generation=generation)
        for app in ("app", "app-2")
        for environment in Environment
        for kind in SecretKind
        for generation in (1, 10)
    ]
    values = {one: fresh() for one in names}
    store = place.open()
    store.put(reversed(values.items()))
    assert [entry.name for entry in of(place, name.partner)] == sorted(names)
    for one in names[::7]:
        assert store.get(one).reveal() == values[one].reveal()


def test_a_reference_can_stand_in_the_facts(place: Place, name: SecretName) -> None:
    long = SecretName("p" * 63, name.partner + "a" * 40, Environment.PRODUCTION, SecretKind.CLIENT_SECRET, 999_999)
    (entry,) = place.open().put([(long, fresh())])
    assert re.fullmatch(r"[A-Za-z0-9:/._-]{1,200}", entry.reference)
    assert entry.reference.startswith(f"{place.kind}:")


def test_two_runs_that_race_agree(place: Place, name: SecretName) -> None:
    names = [replace(name, generation=one) for one in range(1, 7)]
    both = threading.Barrier(2, timeout=30)
    told: list[list[Entry]] = []
    got: list[list[bytes]] = []

    def run(order: list[SecretName]) -> None:
        store = place.open()
        both.wait()
        told.append(sorted(store.put([(one, fresh()) for one in order]), key=lambda entry: entry.name))
        got.append([store.get(one).reveal() for one in names])

    threads = [threading.Thread(target=run, args=(order,)) for order in (names, names[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told[0] == told[1] == of(place, name.partner)
    assert got[0] == got[1] == [place.open().get(one).reveal() for one in names]


def test_a_call_that_raised_may_be_made_again(place: Place, name: SecretName) -> None:
    names = [replace(name, generation=one) for one in (1, 2, 3)]

    def offered() -> Iterator[tuple[SecretName, Secret]]:
        yield names[0], fresh()
        raise RuntimeError

    store = place.open()
    with pytest.raises(RuntimeError):
        store.put(offered())
    entries = store.put([(one, fresh()) for one in names])
    assert [entry.state for entry in entries] == [EntryState.ACTIVE] * 3
    assert of(place, name.partner) == entries
