"""To whose keys is sealed: the first at once, a changed one after some days or another administrator's word."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from devportal.decide.keys_that_count import key_name
from devportal.domain.hand_over import TERMS, Recipient
from devportal.domain.source import SourceError
from devportal.flows.load import load
from devportal.flows.receivers import KeysThatCount, receivers
from devportal.flows.validate import validate_folder
from devportal.gateways.git import open_commit

from .tools import ssh_key

IDA = "registry/people/ida-holm.yaml"
FIRST = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGrRn4ExBGsTzqFpAwkKfGxtiwYPcdFkXCbVyYmn0Pho"
MONDAY, WEDNESDAY, THURSDAY = "2026-11-23T09:00:00Z", "2026-11-25T09:00:00Z", "2026-11-26T09:00:00Z"


class Main:
    """A main branch whose commits may carry any date."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "-q", "-b", "main")
        self.commit()

    def at(self, root: Path) -> Main:
        self.root = root
        return self

    def git(self, *arguments: str, when: str = MONDAY) -> None:
        who = ["-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "commit.gpgsign=false"]
        dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "PATH": "/usr/bin:/bin", "HOME": str(self.root)}
        subprocess.run(["git", *who, *arguments], cwd=self.root, check=True, capture_output=True, env=dates)

    def commit(self, when: str = MONDAY) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "Change", when=when)

    def edit(self, path: str, old: str, new: str, when: str = MONDAY) -> None:
        text = (self.root / path).read_text()
        assert old in text
        (self.root / path).write_text(text.replace(old, new))
        self.commit(when)

    def who(self, now: str) -> KeysThatCount:
        source = open_commit(self.root, "main")
        return KeysThatCount(source, load(source), now)

    def keep(self, found: KeysThatCount) -> None:
        for path, data in found.files().items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_bytes(data)
        self.commit()


@pytest.fixture
def main(registry: Path) -> Main:
    return Main(registry)


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> str:
    return ssh_key(tmp_path_factory.mktemp("key")).public


def ida(found: KeysThatCount) -> tuple[tuple[Recipient, ...], list[str]]:
    """Which of her keys count, and which wait."""
    return found.of("acme", "ida-holm"), [one.key for one in found.waiting("acme", "ida-holm")]


def of(*keys: str) -> tuple[Recipient, ...]:
    return tuple(Recipient("ida-holm", key) for key in keys)


def test_the_first_key_counts_at_once(main: Main) -> None:
    assert ida(main.who(MONDAY)) == (of(FIRST), [])
    assert main.who(MONDAY).files() == {}


def test_whoever_is_no_user_of_the_partner_receives_nothing(main: Main) -> None:
    assert [main.who(MONDAY).of("acme", name) for name in ("tom-frost", "nobody")] == [(), ()]
    assert main.who(MONDAY).of("nobody", "ida-holm") == main.who(MONDAY).of("birch", "ida-holm") == ()


def test_a_key_to_sign_with_receives_nothing(main: Main) -> None:
    main.edit(IDA, "uses: [sign, receive]", "uses: [sign]")
    assert main.who(MONDAY).of("acme", "ida-holm") == ()


@pytest.mark.parametrize("backdated", ["2020-01-01T00:00:00Z", MONDAY])
def test_a_changed_key_waits_whatever_its_commits_date_says(main: Main, other: str, backdated: str) -> None:
    main.edit(IDA, FIRST, other, when=backdated)
    found = main.who(MONDAY)
    assert found.of("acme", "ida-holm") == ()
    (waiting,) = found.waiting("acme", "ida-holm")
    assert (waiting.person, waiting.key, waiting.until) == ("ida-holm", key_name(other), THURSDAY)
    assert list(found.files()) == ["registry/managed/people/ida-holm.yaml"]
    main.keep(found)
    assert validate_folder(main.root, {}) == ()
    assert main.who(WEDNESDAY).of("acme", "ida-holm") == ()
    assert main.who(WEDNESDAY).files() == {}
    assert ida(main.who(THURSDAY)) == (of(other), [])
    assert main.who(THURSDAY).files() == {}


def test_days_are_not_counted_for_another_key(main: Main, other: str, tmp_path: Path) -> None:
    third = ssh_key(tmp_path).public
    main.edit(IDA, FIRST, other)
    main.keep(main.who(MONDAY))
    main.edit(IDA, other, third, when="2020-01-01T00:00:00Z")
    found = main.who(THURSDAY)
    assert found.of("acme", "ida-holm") == ()
    assert ida(found) == ((), [key_name(third)])


def test_removing_the_key_first_does_not_make_the_next_one_the_first(main: Main, other: str) -> None:
    main.edit(IDA, "uses: [sign, receive]", "uses: [sign]")
    main.edit(IDA, f"key: {FIRST}\n    uses: [sign]", f"key: {other}\n    uses: [sign, receive]")
    assert main.who(MONDAY).of("acme", "ida-holm") == ()


def test_a_file_that_was_away_does_not_begin_anew(main: Main, other: str) -> None:
    text = (main.root / IDA).read_text()
    (main.root / IDA).unlink()
    main.commit()
    (main.root / IDA).write_text(text.replace(FIRST, other))
    main.commit()
    assert main.who(MONDAY).of("acme", "ida-holm") == ()


def test_an_added_key_waits_beside_the_one_that_counts(main: Main, other: str) -> None:
    main.edit(IDA, f"  - key: {FIRST}\n", f"  - key: {other}\n    uses: [receive]\n  - key: {FIRST}\n")
    found = main.who(MONDAY)
    assert found.of("acme", "ida-holm") == of(FIRST)
    assert ida(found)[1] == [key_name(other)]


def test_another_administrators_word_spares_the_wait(main: Main, other: str) -> None:
    main.edit(IDA, FIRST, other)
    roles = "roles: [administrator, marketing]\n"
    confirmed = f'{roles}    confirmed_keys: ["{key_name(other)}"]\n'
    main.edit("registry/partners/acme/members.yaml", roles, confirmed)
    assert main.who(MONDAY).of("acme", "ida-holm") == of(other)


def test_a_shallow_clone_does_not_know_which_keys_are_new(main: Main, other: str, tmp_path: Path) -> None:
    main.edit(IDA, FIRST, other)
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{main.root}", str(tmp_path / "shallow")], check=True)
    with pytest.raises(SourceError, match="shallow"):
        Main.who(Main.__new__(Main).at(tmp_path / "shallow"), MONDAY).of("acme", "ida-holm")


def test_what_is_asked_for_some_people_is_what_is_asked_for_all(main: Main, other: str) -> None:
    main.edit(IDA, FIRST, other)
    source = open_commit(main.root, "main")
    few = receivers(source, "acme", ["ola-berg", "ida-holm", "nobody", "tom-frost"], MONDAY, TERMS)
    every = KeysThatCount(source, load(source), MONDAY)
    names = ("ida-holm", "nobody", "ola-berg", "tom-frost")
    assert few.keys == {name: every.of("acme", name) for name in names}
    assert few.waiting == every.waiting("acme", "ida-holm")
    assert few.files == every.files()
