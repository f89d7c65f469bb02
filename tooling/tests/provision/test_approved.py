"""Stage and Production: only what came to main by an approved way is provisioned, whatever labels say."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from devportal.domain.provision import Held, Plan
from devportal.domain.push import NO_COMMIT, RefUpdate
from devportal.flows.hook_act import act
from devportal.flows.provision import make_plan
from devportal.flows.provision_apply import Hands, carry_out
from devportal.flows.provision_approved import Approvals, signed
from devportal.flows.provision_keep import GitKeeper
from devportal.gateways.outbox_folder import FolderOutbox

from ..hook.village import Inhabitant, Village, git, settle, with_key
from .world import MAPS, WHO, MemoryStore, wish

EARLY = "2026-01-01T00:00:00Z"
STAGE = wish() + wish(environment="stage")
PEOPLE = "registry/people/ola-berg.yaml"


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ola can receive, and wants nothing but in SOD yet."""
    village = settle(tmp_path_factory.mktemp("village"))
    ola = village.person("ola-berg")
    ola.fresh()
    ola.write(MAPS, wish())
    ola.commit("Only SOD", sign=False)
    ola.write(PEOPLE, with_key("ola-berg", ola.public).replace("[sign]", "[sign, receive]"))
    ola.commit("A key to receive with")
    past_the_hooks(village, ola)
    for name in ("mari-dahl", "kim-ost", "tom-frost"):
        village.person(name)
    return village.place


@pytest.fixture
def village(settled: Path, tmp_path: Path) -> Village:
    """A copy of it; its people have the same keys."""
    place = tmp_path / "village"
    shutil.copytree(settled, place, symlinks=True)
    for clone in (place / "clones").iterdir():
        git(clone, "remote", "set-url", "origin", str(place / "portal.git"))
    return Village(place, place / "portal.git")


def take(village: Village, who: Inhabitant, ref: str, new: str) -> str:
    """What the hooks do once they have accepted a push, without starting git's programs for each."""
    git(village.bare, "fetch", "--quiet", str(who.clone), f"+{new}:{ref}")
    update = RefUpdate(NO_COMMIT, git(village.bare, "rev-parse", ref).stdout.strip(), ref)
    return act(village.bare, update)


def approve(village: Village, name: str, by: str = "mari-dahl") -> None:
    """A signed tag on the request's last commit, through the same decision as a push."""
    who = village.person(by)
    tag = say(who, name)
    assert "is merged" in take(village, who, f"refs/tags/{tag}", f"refs/tags/{tag}")


def say(who: Inhabitant, name: str) -> str:
    who.git("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*")
    tag = f"approvals/{name}/{who.name}"
    who.git("tag", "--sign", "-m", "approved", tag, f"origin/requests/{name}")
    return tag


def smuggle(village: Village, who: Inhabitant, tag: str) -> None:
    """A tag that no hook looked at."""
    git(village.bare, "fetch", "--quiet", str(who.clone), f"refs/tags/{tag}:refs/tags/{tag}")


def planned(village: Village, trusted: str = "") -> Plan:
    keeper = GitKeeper(village.bare)
    approved = Approvals(village.bare, signed(village.bare), trusted)
    return make_plan(keeper.source(), MemoryStore(EARLY), FolderOutbox(village.place / "outbox"), approved).plan


def stage(village: Village, trusted: str = "") -> tuple[list[str], list[str]]:
    """What is to be done for Birch in Stage, and why the rest is not."""
    plan = planned(village, trusted)

    def mine(one: object) -> bool:
        return getattr(one, "place")[:2] == ("birch", "pocket-maps") and getattr(one, "place").environment == "stage"  # noqa: B009

    steps = [f"{one.action.value} {one.credential.value}" for one in plan.steps if mine(one)]
    return steps, sorted({one.why.split(": ", 1)[-1] for one in plan.held if mine(one)})


DONE = ["assign client_id", "create client_secret"]


def ask(village: Village, text: str = STAGE, name: str = "stage") -> Inhabitant:
    ola = village.person("ola-berg")
    ola.fresh()
    ola.write(MAPS, text)
    ola.commit("Stage")
    take(village, ola, f"refs/heads/requests/{name}", "HEAD")
    return ola


def past_the_hooks(village: Village, who: Inhabitant) -> None:
    """What only somebody with access to the repository's disk can do."""
    git(village.bare, "fetch", "--quiet", str(who.clone), "+HEAD:main")


def test_approved_by_a_signed_tag(village: Village) -> None:
    ask(village)
    assert stage(village) == ([], [])
    approve(village, "stage")
    assert stage(village) == (DONE, [])


def test_pushed_past_the_hooks_by_a_partner(village: Village) -> None:
    past_the_hooks(village, ask(village))
    assert stage(village) == ([], ["no approval by an App Manager counts for it"])


def test_unsigned(village: Village) -> None:
    ola = village.person("ola-berg")
    ola.fresh()
    ola.write(MAPS, STAGE)
    ola.commit(sign=False)
    past_the_hooks(village, ola)
    (why,) = stage(village)[1]
    assert "is not signed by a key in the registry" in why


def test_a_merge_that_says_that_it_was_approved(village: Village) -> None:
    ola = ask(village)
    ola.git("checkout", "--quiet", "-B", "merge", "origin/main")
    message = "Merge request 1: stage\n\nAsked-by: ola-berg\nApproved-by: mari-dahl (App Manager)\n"
    ola.git(*WHO, "merge", "--quiet", "--no-ff", "-m", message, "work")
    past_the_hooks(village, ola)
    assert stage(village) == ([], ["no approval by an App Manager counts for it"])


def test_a_merge_that_holds_more_than_its_request(village: Village) -> None:
    ask(village)
    mari = village.person("mari-dahl")
    smuggle(village, mari, say(mari, "stage"))
    mari.git("checkout", "--quiet", "-B", "merge", "origin/main")
    mari.git("merge", "--quiet", "--no-ff", "--no-commit", "origin/requests/stage")
    mari.write(MAPS, wish() + wish(9, 9, "stage"))
    mari.commit("Merge request 1: stage")
    past_the_hooks(village, mari)
    assert stage(village) == ([], ["it holds something else than what merging its request leaves"])


def test_approved_by_the_wrong_role_or_by_a_partner(village: Village) -> None:
    ola = ask(village)
    for name in ("kim-ost", "tom-frost"):
        who = village.person(name)
        smuggle(village, who, say(who, "stage"))
    past_the_hooks(village, ola)
    steps, (why,) = stage(village)
    assert not steps
    assert why.startswith("no approval by an App Manager counts for it")
    assert "is not staff of SuperOffice" in why


def test_the_approval_of_other_content(village: Village) -> None:
    """Approved, and something else is what came to main."""
    ola = ask(village)
    mari = village.person("mari-dahl")
    smuggle(village, mari, say(mari, "stage"))
    ola.write(MAPS, STAGE.replace("generation: 1", "generation: 7"))
    ola.commit("Another thing")
    ola.git("checkout", "--quiet", "-B", "merge", "origin/main")
    ola.git("merge", "--quiet", "--no-ff", "-m", "Merge request 1", "work")
    past_the_hooks(village, ola)
    steps, (why,) = stage(village)
    assert not steps
    assert "mari-dahl approved another content" in why


def test_an_old_approval_is_not_used_again(village: Village) -> None:
    """Approved and merged, withdrawn by an approved request; then somebody puts the old merge's content back."""
    ask(village)
    approve(village, "stage")
    old = village.file(MAPS)
    ola = ask(village, wish(), "withdraw")
    approve(village, "withdraw", "kim-ost")
    assert "stage" not in village.file(MAPS)
    assert stage(village) == ([], [])
    ola.fresh()
    ola.write(MAPS, old)
    ola.commit("Merge request 1: stage")
    past_the_hooks(village, ola)
    assert stage(village) == ([], ["no approval by an App Manager counts for it"])


def test_what_the_first_commit_holds_rests_on_the_operators_word(village: Village) -> None:
    plan = planned(village)
    assert "it came with the first commit" in {one.why for one in plan.held}.pop()
    assert not [step for step in plan.steps if step.place.environment.needs_approval]
    first = git(village.bare, "rev-list", "--max-parents=0", "main").stdout.strip()
    assert [one for one in planned(village, first).steps if one.place.environment.needs_approval]
    past_the_hooks(village, ask(village))
    assert stage(village, first)[0] == []
    assert stage(village, "main") == (DONE, [])


def test_a_later_change_of_another_environment_needs_no_new_approval(village: Village) -> None:
    ask(village)
    approve(village, "stage")
    ola = village.person("ola-berg")
    ola.fresh()
    ola.write(MAPS, STAGE.replace("generation: 1", "generation: 2", 2))
    ola.commit("Another generation in SOD")
    past_the_hooks(village, ola)
    assert stage(village) == (DONE, [])


def test_a_changed_key_receives_nothing_until_its_days_are_over(village: Village) -> None:
    ask(village)
    approve(village, "stage")
    other = Inhabitant("other", village.person("other").key, village.place)
    ola = village.person("ola-berg")
    ola.fresh()
    both = with_key("ola-berg", ola.public).replace("[sign]", "[sign]")
    ola.write(PEOPLE, f"{both}  - key: {other.public}\n    uses: [receive]\n")
    ola.commit("Another key")
    past_the_hooks(village, ola)
    steps, held = stage(village)
    assert steps == ["assign client_id"]
    (why,) = held
    assert re.match(r"ola-berg has no key to receive with that counts; the changed key SHA256:\S+ of ola-berg", why)
    assert planned(village).files == ("registry/managed/people/ola-berg.yaml",)


def test_an_unapproved_withdrawal_takes_nothing_away(village: Village) -> None:
    ask(village)
    approve(village, "stage")
    store, outbox, keeper = MemoryStore(EARLY), FolderOutbox(village.place / "outbox"), GitKeeper(village.bare)
    approved = Approvals(village.bare, signed(village.bare), "main")
    made = make_plan(keeper.source(), store, outbox, approved)
    carry_out(made.plan, made.situation, Hands(store, outbox, keeper))
    ola = village.person("ola-berg")
    ola.fresh()
    ola.write(MAPS, wish())
    ola.commit("No Stage any more")
    past_the_hooks(village, ola)
    plan = make_plan(keeper.source(), store, outbox, Approvals(village.bare, signed(village.bare))).plan
    assert plan.steps == ()
    assert {one.why.split(": ")[-1] for one in plan.held if isinstance(one, Held)} == {
        "no approval by Online Operations counts for it"
    }
