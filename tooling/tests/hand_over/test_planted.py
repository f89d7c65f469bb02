"""Nothing of a hand-over shows a secret: no output, log, exception, frame, process, file or git object."""

from __future__ import annotations

import logging
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from devportal.cli import main
from devportal.domain.hand_over import OutboxError
from devportal.domain.notice import MailError
from devportal.domain.secret import Secret
from devportal.flows.hand_over import hand_over, withdraw
from devportal.flows.pickup import PickupError, pick_up
from devportal.gateways.identities import identities_in
from devportal.gateways.keeping import into_file
from devportal.gateways.mail import Postman, mail_settings
from devportal.gateways.outboxes import open_outbox
from devportal.gateways.sealing import SealingError, open_sealed

from ..notices.post import post_office
from ..planted import Planted
from .conftest import address_of
from .tools import NAME, PLANTED, age_key, ssh_key, store_of, wanted

PASSPHRASE, PASSWORD = "planted-passphrase-7Qz", "planted-password-9Wx"


def ago(days: float) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize("kind", ["folder", "git"])
def test_nothing_shows_the_secret(kind: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    keys, place = tmp_path / "keys", tmp_path / "place"
    keys.mkdir()
    place.mkdir()
    key, other = ssh_key(keys), age_key(keys, "other.txt")
    planted = Planted([PLANTED, key.private.read_bytes()])
    address = address_of(kind, place)
    outbox, store = open_outbox(tmp_path, address), store_of(NAME, replace(NAME, generation=2))
    facts = hand_over(store, outbox, [wanted(key.recipient())], ago(1))
    hand_over(store, outbox, [wanted(key.recipient(), name=replace(NAME, generation=2))], ago(1))
    withdraw(outbox, [replace(NAME, generation=2)], ago(0.5))
    found = planted.in_text(repr(facts), "facts") + planted.in_text(repr(list(outbox.parcels("acme"))), "parcels")
    arguments = ["pickup", "acme/sync", "stage", "--outbox", address]
    for identity, out in ((other, "no.txt"), (key, "secret.txt"), (key, "again.txt")):
        result = CliRunner().invoke(main, [*arguments, "--identity", str(identity.private), "--out", str(keys / out)])
        found += planted.in_text(result.output, f"output of {out}")
        assert not isinstance(result.exception, Exception), result.exception
        found += planted.in_processes()
    assert (keys / "secret.txt").read_bytes() == PLANTED
    found += planted.in_text(caplog.text, "log")
    found += planted.in_files(place)
    if kind == "git":
        found += planted.in_commits(Path(address))
    assert found == []
    assert planted.in_files(keys), "the search itself finds what lies open"


def test_no_exception_holds_a_key_a_passphrase_or_a_secret(tmp_path: Path) -> None:
    locked, key, other = ssh_key(tmp_path, passphrase=PASSPHRASE), age_key(tmp_path), age_key(tmp_path, "other.txt")
    planted = Planted([PLANTED, PASSPHRASE.encode(), key.private.read_bytes(), locked.private.read_bytes()])
    outbox = open_outbox(tmp_path, "outbox")
    hand_over(store_of(NAME), outbox, [wanted(key.recipient())], ago(1))
    parcel = outbox.get(NAME)
    assert parcel
    mine = identities_in(Secret(key.private.read_bytes()))
    theirs = identities_in(Secret(other.private.read_bytes()))
    (tmp_path / "there.txt").touch()
    swapped = replace(parcel, name=replace(NAME, app="other"))
    tries = [
        lambda: identities_in(Secret(locked.private.read_bytes()), lambda: Secret(PASSPHRASE[::-1].encode())),
        lambda: identities_in(Secret(PLANTED)),
        lambda: identities_in(Secret(key.private.read_bytes()[:-9] + b"\n")),
        lambda: open_sealed(parcel.sealed, [one.handle for one in theirs]),
        lambda: pick_up(outbox, swapped, mine, into_file(tmp_path / "a.txt"), ago(0)),
        lambda: pick_up(outbox, replace(parcel, token_hash="0" * 64), mine, into_file(tmp_path / "b.txt"), ago(0)),
        lambda: pick_up(open_outbox(tmp_path, "else"), parcel, mine, into_file(tmp_path / "c.txt"), ago(0)),
    ]
    for attempt in tries:
        with pytest.raises((SealingError, PickupError, OutboxError)) as caught:
            attempt()
        assert planted.in_exception(caught.value) == []
    assert not list(tmp_path.glob("?.txt"))


def test_no_exception_of_the_mail_holds_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    planted = Planted([PASSWORD.encode()])
    with post_office() as post:
        monkeypatch.setenv("DEVPORTAL_SMTP", f"smtp+plain://127.0.0.1:{post.port}")
        monkeypatch.setenv("DEVPORTAL_MAIL_FROM", "portal@devportal.example")
        monkeypatch.setenv("DEVPORTAL_SMTP_USER", "portal")
        monkeypatch.setenv("DEVPORTAL_SMTP_PASSWORD", PASSWORD)
        settings = mail_settings()
        with pytest.raises(MailError) as caught, Postman(settings) as postman:
            postman.send(settings.sender, "Subject", "", "", "abc")
    assert planted.in_exception(caught.value) == []
    assert planted.in_object(settings) == []


def test_the_passphrase_is_not_taken_from_a_pipe(tmp_path: Path) -> None:
    key = ssh_key(tmp_path, passphrase=PASSPHRASE)
    outbox = open_outbox(tmp_path, "outbox")
    hand_over(store_of(NAME), outbox, [wanted(key.recipient())], ago(1))
    command = [sys.executable, "-m", "devportal", "pickup", "acme/sync", "stage", "--show", "--outbox", "outbox"]
    done = subprocess.run(
        [*command, "--identity", str(key.private)], cwd=tmp_path, input=PASSPHRASE, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "Run the command on a terminal to type it" in done.stderr
    assert done.stdout == ""
