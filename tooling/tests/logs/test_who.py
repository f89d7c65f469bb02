"""Who did it: what can be shown is shown, and nothing that anybody may write counts for more than it is."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from devportal.domain.event import Event, SourceKind, Vouched
from devportal.flows.log import read_log
from devportal.gateways.ssh_signature import signing_key

from .history import COVE, EVA, MEMBERS, OLA, PARTNER
from .scribe import GITHUB, PORTAL, Scribe, example

pytestmark = pytest.mark.xdist_group("logs")


@pytest.fixture
def cove(scribe: Scribe) -> Scribe:
    """Cove with Eva and Ola, who has a key."""
    ola = example("people/ola-berg.yaml") + f"keys: [{{key: {scribe.key('ola')}, uses: [sign]}}]\n"
    files = {"people/ola-berg.yaml": ola, "people/eva-lind.yaml": example("people/eva-lind.yaml")}
    files |= {f"{COVE}/partner.yaml": PARTNER, f"{COVE}/members.yaml": MEMBERS}
    files["platform/staff.yaml"] = example("platform/staff.yaml")
    scribe.commit("Cove", EVA, files)
    return scribe


def edit(number: int = 1) -> dict[str, str]:
    return {f"{COVE}/partner.yaml": PARTNER + f"support_emails: [help{number}@cove.example]\n"}


def last(scribe: Scribe) -> Event:
    return read_log(scribe.root).events[0]


def facts(event: Event) -> tuple[str, Vouched, SourceKind, int, tuple[str, ...]]:
    return event.person, event.vouched, event.source, event.request, event.approved_by


CLAIMS = "Merge request 4: x\n\nAsked-by: mari-dahl\nApproved-by: jon-vik (App Manager)\nContent: 0f"


def test_a_direct_commit_speaks_for_nobody_else(cove: Scribe) -> None:
    cove.commit(CLAIMS, OLA, edit())
    assert facts(last(cove)) == ("ola-berg", Vouched.EMAIL, SourceKind.DIRECT, 0, ())


def test_a_signed_merge_is_not_the_portals_own(cove: Scribe) -> None:
    cove.git("checkout", "--quiet", "-b", "request")
    cove.commit("Asked", OLA, edit(), sign="ola")
    cove.git("checkout", "--quiet", "main")
    signing = ("-c", "gpg.format=ssh", "-c", f"user.signingkey={cove.keys['ola']}")
    cove.git(*signing, "merge", "--quiet", "--no-ff", "--gpg-sign", "-m", CLAIMS, "request", who=PORTAL)
    assert facts(last(cove)) == ("ola-berg", Vouched.SIGNATURE, SourceKind.PULL_REQUEST, 4, ())


def test_the_portals_merge_names_who_asked_and_who_approved(cove: Scribe) -> None:
    cove.merge(CLAIMS, OLA, edit(), PORTAL)
    event = last(cove)
    assert facts(event) == ("mari-dahl", Vouched.PORTAL, SourceKind.HOOK, 4, ("Jon Vik (App Manager)",))
    assert (event.by, event.origin) == ("Mari Dahl (App Manager, App Store Manager)", "Request #4")


def test_a_paragraph_of_somebody_elses_words_names_nobody(cove: Scribe) -> None:
    cove.merge("Merge pull request #5 from x\n\nAsked-by: mari-dahl\n\nThat is all.", OLA, edit(), GITHUB)
    assert facts(last(cove)) == ("ola-berg", Vouched.EMAIL, SourceKind.PULL_REQUEST, 5, ())


def test_a_number_in_a_title_counts_where_github_wrote_it(cove: Scribe) -> None:
    cove.commit("More mail (#6)", OLA, edit(1))
    assert facts(last(cove))[2:4] == (SourceKind.DIRECT, 0)
    cove.commit("More mail (#6)", OLA, edit(2), GITHUB)
    assert facts(last(cove))[2:4] == (SourceKind.PULL_REQUEST, 6)


def test_a_plain_merge_is_told_of_whom_it_brings(cove: Scribe) -> None:
    cove.merge("Merge branch 'request'", OLA, edit(), EVA)
    assert facts(last(cove)) == ("ola-berg", Vouched.EMAIL, SourceKind.DIRECT, 0, ())


def test_a_newcomer_is_known_by_the_file_they_bring(cove: Scribe) -> None:
    tom = example("people/tom-frost.yaml")
    cove.commit("Here I am", ("T", "tom.frost@birch.example"), {"people/tom-frost.yaml": tom})
    assert facts(last(cove))[:2] == ("tom-frost", Vouched.EMAIL)


def test_who_left_is_still_known(cove: Scribe) -> None:
    cove.commit("Bye", EVA, {"people/ola-berg.yaml": None})
    cove.commit("Late", OLA, edit(), sign="ola")
    assert facts(last(cove))[:2] == ("ola-berg", Vouched.SIGNATURE)


@pytest.mark.parametrize("kind", ["ed25519", "rsa -b 3072", "ecdsa -b 256", "ecdsa -b 521"])
def test_a_signature_is_good_or_it_is_none(tmp_path: Path, kind: str) -> None:
    root = tmp_path / "r"
    root.mkdir()
    scribe, key = Scribe(root), tmp_path / "key-x"
    scribe.begin()
    subprocess.run(["ssh-keygen", "-q", "-t", *kind.split(), "-N", "", "-f", str(key)], check=True)
    scribe.keys["x"] = key
    commit = scribe.commit("Signed\n\nWith a body: ä", ("Ä", "a@b.example"), {"a": "b"}, sign="x")
    data = subprocess.run(["git", "cat-file", "commit", commit], cwd=root, capture_output=True, check=True).stdout
    listed = subprocess.run(["ssh-keygen", "-l", "-f", str(key)], capture_output=True, text=True, check=True).stdout
    assert signing_key(data) == listed.split()[1]
    assert signing_key(data.replace(b"Signed", b"Forged")) == ""
    assert signing_key(data.replace(b"a@b.example", b"e@b.example")) == ""
    assert signing_key(data[: data.index(b"gpgsig")] + data[data.index(b"\n\n") + 1 :]) == ""
    middle = data.index(b" U1NIU0lH") + 120
    for place in range(middle, middle + 40):
        broken = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        assert signing_key(broken) == ""


def test_a_signature_for_something_else_is_none(cove: Scribe, tmp_path: Path) -> None:
    """A signature under another namespace, such as an approval, is none of a commit."""
    commit = cove.commit("Plain", OLA, edit())
    data = subprocess.run(["git", "cat-file", "commit", commit], cwd=cove.root, capture_output=True, check=True).stdout
    for namespace, good in (("git", True), ("approval@portal", False)):
        file = tmp_path / f"payload-{namespace[:3]}"
        file.write_bytes(data)
        signing = ["ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", str(cove.keys["ola"]), str(file)]
        subprocess.run(signing, check=True, capture_output=True)
        armour = file.with_name(f"{file.name}.sig").read_bytes().strip().replace(b"\n", b"\n ")
        headers, _, message = data.partition(b"\n\n")
        assert bool(signing_key(headers + b"\ngpgsig " + armour + b"\n\n" + message)) is good
