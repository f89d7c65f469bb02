"""What the repository does not take, in words that say what to do; nothing moves then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from .village import STAFF, Inhabitant, Pushed, Village, git, settle, with_key

BIRCH = "registry/partners/birch"
MAPS = f"{BIRCH}/apps/pocket-maps"
PUBLISHED = "configuration:\n  sod: summer\n  stage: initial\n"


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Village:
    return settle(tmp_path_factory.mktemp("village"))


@pytest.fixture
def tom(village: Village) -> Inhabitant:
    """Tom may change Birch's listings, nothing else."""
    tom = village.person("tom-frost")
    tom.fresh()
    return tom


def contact(who: Inhabitant) -> None:
    who.replace(f"{MAPS}/listing/initial.yaml", "label: Initial", "label: First")


def test_what_tom_may_do_is_taken(village: Village, tom: Inhabitant) -> None:
    contact(tom)
    tom.commit()
    done = tom.push("HEAD:main")
    assert done.accepted, done.said
    assert "First" in village.file(f"{MAPS}/listing/initial.yaml")


def _unsigned(tom: Inhabitant) -> Pushed:
    tom.write("registry/people/tom-frost.yaml", with_key("tom-frost", tom.public).replace("Tom Frost", "Tom F."))
    tom.commit(sign=False)
    return tom.push("HEAD:main")


def _signed_then_unsigned(tom: Inhabitant) -> Pushed:
    tom.write("registry/people/tom-frost.yaml", with_key("tom-frost", tom.public).replace("Tom Frost", "Tom F."))
    tom.commit()
    tom.write("registry/people/tom-frost.yaml", with_key("tom-frost", tom.public).replace("Tom Frost", "Tom Fr."))
    tom.commit(sign=False)
    return tom.ask("half-signed")


def _unknown_key(tom: Inhabitant) -> Pushed:
    stranger = Village(tom.clone.parents[1], tom.clone.parents[1] / "portal.git").person("stranger")
    stranger.fresh()
    stranger.write("registry/people/tom-frost.yaml", with_key("tom-frost", stranger.public))
    stranger.commit()
    return stranger.push("HEAD:main")


def _foreign_partner(tom: Inhabitant) -> Pushed:
    tom.replace("registry/partners/acme/apps/order-desk/app.yaml", "name: ", "name: My ")
    tom.commit()
    return tom.ask("foreign")


def _escalation(tom: Inhabitant) -> Pushed:
    tom.replace(
        f"{BIRCH}/members.yaml", "  tom-frost:\n    roles: [marketing]", "  tom-frost:\n    roles: [administrator]"
    )
    tom.commit()
    return tom.ask("escalation")


def _staff(tom: Inhabitant) -> Pushed:
    tom.replace(STAFF, "roles: [app-manager, online-operations]", "roles: [app-manager]")
    tom.commit()
    return tom.ask("staff")


def _code(tom: Inhabitant) -> Pushed:
    tom.write("tooling/devportal/__init__.py", "print('mine')\n")
    tom.commit()
    return tom.ask("code")


def _symlink(tom: Inhabitant) -> Pushed:
    (tom.clone / f"{MAPS}/listing/other.yaml").symlink_to("/etc/passwd")
    tom.commit()
    return tom.ask("symlink")


def _submodule(tom: Inhabitant) -> Pushed:
    head = tom.git("rev-parse", "HEAD").stdout.strip()
    tom.git("update-index", "--add", "--cacheinfo", f"160000,{head},{MAPS}/listing/sub")
    tom.git("commit", "--quiet", "--gpg-sign", "-m", "A submodule")
    return tom.ask("submodule")


def _rewritten(tom: Inhabitant) -> Pushed:
    tom.git("reset", "--quiet", "--hard", "HEAD~1")
    tom.write("registry/people/tom-frost.yaml", with_key("tom-frost", tom.public).replace("Tom Frost", "Tom F."))
    tom.commit()
    return tom.push("+HEAD:main")


def _another_history(tom: Inhabitant) -> Pushed:
    tom.git("checkout", "--quiet", "--orphan", "other")
    tom.commit()
    return tom.ask("other-history")


def _main_deleted(tom: Inhabitant) -> Pushed:
    return tom.push(":main")


def _somewhere(tom: Inhabitant) -> Pushed:
    contact(tom) if "First" not in (tom.clone / f"{MAPS}/listing/initial.yaml").read_text() else None
    return tom.push("HEAD:refs/heads/elsewhere")


def _ledger(tom: Inhabitant) -> Pushed:
    return tom.push("HEAD:refs/portal/requests")


def _nothing(tom: Inhabitant) -> Pushed:
    return tom.ask("nothing")


def _forged_statement(tom: Inhabitant) -> Pushed:
    return tom.push("HEAD:refs/tags/approvals/nothing/tom")


REFUSED: Mapping[Callable[[Inhabitant], Pushed], str] = {
    _unsigned: "is not signed by a key in the registry",
    _signed_then_unsigned: "is not signed by a key in the registry",
    _unknown_key: "is not signed by a key in the registry",
    _foreign_partner: "Your turn:",
    _escalation: "Your turn:",
    _staff: "Your turn:",
    _code: "Your turn:",
    _symlink: "this is a symbolic link",
    _submodule: "this is a submodule",
    _rewritten: "main only moves forward",
    _another_history: "shares no commit with",
    _main_deleted: "main only moves forward",
    _somewhere: "has no place in this repository",
    _ledger: "has no place in this repository",
    _nothing: "There is no new commit",
    _forged_statement: "There is no open request nothing",
}


@pytest.mark.parametrize("push", REFUSED, ids=lambda push: push.__name__.strip("_"))
def test_refused(village: Village, tom: Inhabitant, push: Callable[[Inhabitant], Pushed]) -> None:
    if push is _rewritten and len(git(village.bare, "rev-list", "main").stdout.split()) == 1:
        test_what_tom_may_do_is_taken(village, tom)
    before = git(village.bare, "for-each-ref").stdout
    done = push(tom)
    assert not done.accepted
    assert REFUSED[push] in done.said
    assert "Traceback" not in done.said
    assert git(village.bare, "for-each-ref").stdout == before


def test_hostile_file_names_stay_text(village: Village, tom: Inhabitant) -> None:
    tom.write("registry/partners/birch/\x1b[31mred\n::error::.yaml", "a: b\n")
    tom.commit("::set-output name=x::y")
    done = tom.ask("hostile")
    assert not done.accepted
    assert "\x1b" not in done.said
    assert not [line for line in done.said.splitlines() if line.startswith("::")]


def test_hooks_of_others_stay(tmp_path: Path, village: Village) -> None:
    from click.testing import CliRunner
    from devportal.cli import main

    bare = tmp_path / "other.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(village.bare), str(bare))
    (bare / "hooks/pre-receive").write_text("#!/bin/sh\nexit 0\n")
    result = CliRunner().invoke(main, ["hook", "install", str(bare)])
    assert (result.exit_code, "not ours" in result.output) == (2, True)
    assert not (bare / "hooks/post-receive").exists()
