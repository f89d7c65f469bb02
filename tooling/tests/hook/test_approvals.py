"""Which approvals count over a bare repository: those by staff, signed, for the content that would be merged."""

from __future__ import annotations

from pathlib import Path

import pytest

from .village import Inhabitant, Village, git, settle, with_key

MAPS = "registry/partners/birch/apps/pocket-maps"
PUBLISHED = f"{MAPS}/published.yaml"
VERSION = f"{MAPS}/configuration/initial.yaml"


@pytest.fixture
def village(tmp_path: Path) -> Village:
    return settle(tmp_path)


@pytest.fixture
def ola(village: Village) -> Inhabitant:
    """Ola asks for Birch's app on Stage."""
    ola = village.person("ola-berg")
    ola.fresh()
    ola.append(PUBLISHED, "  stage: initial\n")
    ola.commit("Pocket Maps on Stage")
    asked = ola.ask("maps")
    assert asked.accepted, asked.said
    assert "Waiting for an App Manager" in asked.said
    return ola


def merged(village: Village) -> bool:
    return "stage: initial" in village.file(PUBLISHED)


def test_of_staff(village: Village, ola: Inhabitant) -> None:
    said = village.person("mari-dahl").say("maps")
    assert said.accepted, said.said
    assert merged(village)


def test_of_the_wrong_role(village: Village, ola: Inhabitant) -> None:
    said = village.person("kim-ost").say("maps")
    assert "It waits for App Manager; kim-ost has no such role." in said.said
    assert not said.accepted
    assert not merged(village)


def test_of_a_partner(village: Village, ola: Inhabitant) -> None:
    said = ola.say("maps")
    assert "Only SuperOffice approves and rejects." in said.said
    assert not said.accepted


def test_of_content_that_is_no_longer_asked_for(village: Village, ola: Inhabitant) -> None:
    """Approved in the clone, and before the tag is pushed the author pushes something else."""
    mari = village.person("mari-dahl")
    mari.git("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*")
    seen = mari.git("rev-parse", "origin/requests/maps").stdout.strip()
    ola.replace(VERSION, "label: Initial", "label: Another")
    ola.commit("Something else")
    assert ola.ask("maps").accepted
    said = mari.say("maps", commit=seen)
    assert "approved another content; what changed since needs a new approval" in said.said
    assert not said.accepted
    assert not merged(village)
    assert mari.say("maps", tag="mari-2").accepted
    assert merged(village)


def test_a_push_after_the_approval_voids_it(village: Village, ola: Inhabitant) -> None:
    """The approval is there already, as when two roles have to approve; what is pushed then is new to it."""
    mari = village.person("mari-dahl")
    mari.git("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*")
    mari.git("tag", "--sign", "-m", "approved", "approvals/maps/early", "origin/requests/maps")
    git(village.bare, "fetch", "--quiet", str(mari.clone), "refs/tags/approvals/maps/*:refs/tags/approvals/maps/*")
    ola.replace(VERSION, "label: Initial", "label: Third")
    ola.commit()
    asked = ola.ask("maps")
    assert asked.accepted
    assert "mari-dahl approved another content" in asked.said
    assert not merged(village)


def test_another_partners_merge_voids_nothing(village: Village, ola: Inhabitant) -> None:
    """Main moves between the look and the approval, elsewhere in the registry."""
    mari = village.person("mari-dahl")
    mari.git("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*")
    seen = mari.git("rev-parse", "origin/requests/maps").stdout.strip()
    other = village.person("ola-berg")
    other.git("checkout", "--quiet", "-B", "own", "origin/main")
    other.write("registry/people/ola-berg.yaml", with_key("ola-berg", ola.public).replace("Ola Berg", "Ola B."))
    other.commit()
    assert other.push("HEAD:main").accepted
    said = mari.say("maps", commit=seen)
    assert said.accepted, said.said
    assert merged(village)


def test_main_moves_the_version_that_was_approved(village: Village, ola: Inhabitant) -> None:
    """Main moves the very content between the look and the approval; only an operator can, past the hooks."""
    mari = village.person("mari-dahl")
    mari.git("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*")
    seen = mari.git("rev-parse", "origin/requests/maps").stdout.strip()
    ola.git("checkout", "--quiet", "--force", "-B", "version", "origin/main")
    ola.replace(VERSION, "label: Initial", "label: Moved")
    ola.commit()
    locked = ola.push("HEAD:main")
    assert not locked.accepted
    assert "the version is under request in #1 by ola-berg" in locked.said
    git(village.bare, "fetch", "--quiet", str(ola.clone), "+version:main")
    said = mari.say("maps", commit=seen)
    assert "approved another content" in said.said
    assert not merged(village)


def test_a_rejection_says_why_and_new_content_is_a_new_question(village: Village, ola: Inhabitant) -> None:
    mari = village.person("mari-dahl")
    assert "does not say what you decided" in mari.say("maps", "rejected", tag="mute").said
    rejected = mari.say("maps", "rejected: the pictures show another product")
    assert rejected.accepted, rejected.said
    assert "Your turn: mari-dahl of SuperOffice rejected it" in rejected.said
    ola.git("checkout", "--quiet", "--force", "origin/requests/maps", check=False)
    ola.replace(VERSION, "label: Initial", "label: Better")
    ola.commit()
    asked = ola.ask("maps")
    assert "Waiting for an App Manager" in asked.said
    assert mari.say("maps", tag="mari-2").accepted
    assert merged(village)


def test_a_statement_on_one_request_is_none_on_another(village: Village, ola: Inhabitant) -> None:
    mari = village.person("mari-dahl")
    mari.git("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*")
    mari.git("tag", "--sign", "-m", "approved", "approvals/other/mari", "origin/requests/maps")
    said = mari.push("refs/tags/approvals/other/mari:refs/tags/approvals/maps/mari")
    assert "The tag was signed as approvals/other/mari." in said.said
    assert not said.accepted


def test_what_was_said_stays(village: Village, ola: Inhabitant) -> None:
    mari = village.person("mari-dahl")
    assert mari.say("maps", "rejected: not yet").accepted
    assert "What was said stays." in mari.push(":refs/tags/approvals/maps/mari-dahl").said
    mari.git("tag", "--force", "--sign", "-m", "rejected: never", "approvals/maps/mari-dahl", "origin/requests/maps")
    assert "What was said stays." in mari.push("+refs/tags/approvals/maps/mari-dahl").said


def test_unsigned_words_count_for_nothing(village: Village, ola: Inhabitant) -> None:
    mari = village.person("mari-dahl")
    mari.git("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*")
    mari.git("tag", "--no-sign", "-m", "approved", "approvals/maps/plain", "origin/requests/maps")
    assert "is not signed by a key that main knows" in mari.push("refs/tags/approvals/maps/plain").said
    mari.git("tag", "approvals/maps/light", "origin/requests/maps")
    assert "An approval is a signed tag" in mari.push("refs/tags/approvals/maps/light").said
    assert not merged(village)


def test_the_author_withdraws(village: Village, ola: Inhabitant) -> None:
    mari = village.person("mari-dahl")
    assert "Only ola-berg may withdraw maps." in mari.say("maps", "withdrawn").said
    assert "is withdrawn with a signed tag" in ola.push(":refs/heads/requests/maps").said
    gone = ola.say("maps", "withdrawn", tag="gone")
    assert gone.accepted, gone.said
    assert "Request 1 (maps) is withdrawn." in gone.said
    assert village.refs("refs/heads/requests/") == []
    again = ola.ask("maps")
    assert "maps was the name of request 1, which is withdrawn. Take another." in again.said


def test_staff_does_not_approve_what_they_ask_for(village: Village, ola: Inhabitant) -> None:
    mari = village.person("mari-dahl")
    mari.fresh()
    mari.replace("registry/platform/policy.yaml", "share: 25", "share: 30")
    mari.commit()
    asked = mari.ask("policy")
    assert asked.accepted, asked.said
    assert "nobody approves their own request" in mari.say("policy").said
    said = village.person("jon-vik").say("policy")
    assert said.accepted, said.said
    assert "share: 30" in village.file("registry/platform/policy.yaml")


def test_a_key_that_main_no_longer_knows(village: Village, ola: Inhabitant) -> None:
    """A commit that was signed while the key was good is worth nothing once main has dropped the key."""
    ola.git("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*")
    ola.git("checkout", "--quiet", "--force", "-B", "late", "origin/main")
    ola.replace(VERSION, "label: Initial", "label: Late")
    ola.commit()
    mari = village.person("mari-dahl")
    mari.fresh()
    text = (mari.clone / "registry/people/ola-berg.yaml").read_text()
    mari.write("registry/people/ola-berg.yaml", text.partition("\nkeys:")[0] + "\n")
    mari.commit("Ola's laptop was stolen")
    asked = mari.ask("stolen")
    assert asked.accepted, asked.said
    if "is merged" not in asked.said:
        assert village.person("jon-vik").say("stolen").accepted
    assert "keys:" not in village.file("registry/people/ola-berg.yaml")
    assert "is not signed by a key in the registry" in ola.ask("late").said
