"""Who was removed is out with the next access files; files that are missing or broken let nobody in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from devportal.domain.source import SourceError
from devportal.flows.access import write_access

from .conftest import Portal

pytestmark = pytest.mark.xdist_group("apache")


@contextmanager
def changed(file: Path, text: str) -> Iterator[None]:
    before = file.read_text()
    file.write_text(text)
    try:
        yield
    finally:
        file.write_text(before)


def without(text: str, person: str) -> str:
    """``members.yaml`` without one person's entry."""
    return re.sub(rf"(?m)^  {re.escape(person)}:.*\n(?:    .*\n)*", "", text)


def test_a_removed_member_is_out_with_the_next_access_files(portal: Portal) -> None:
    account, mine, _ = next(
        (one, partner, "")
        for one in portal.people.values()
        for partner in sorted(one.viewer.partners)
        if "administrative_contact: " + one.id
        not in (portal.folder / f"registry/partners/{partner}/partner.yaml").read_text()
        and not any(
            one.id in file.read_text()
            for file in (portal.folder / f"registry/partners/{partner}").glob("apps/*/app.yaml")
        )
        and one.id not in (portal.folder / f"registry/partners/{partner}/partner.yaml").read_text()
    )
    visitor = portal.as_person(account.id)
    assert visitor.get(f"/partners/{mine}/").status == 200
    members = portal.folder / f"registry/partners/{mine}/members.yaml"
    with changed(members, without(members.read_text(), account.id)):
        assert account.id not in members.read_text()
        assert write_access(portal.folder, portal.folder / "access").is_new
        assert visitor.get(f"/partners/{mine}/").status == 403
        assert mine.encode() not in visitor.get("/me.json").body
    assert write_access(portal.folder, portal.folder / "access").is_new
    assert visitor.get(f"/partners/{mine}/").status == 200
    assert not write_access(portal.folder, portal.folder / "access").is_new


def test_a_registry_with_errors_changes_no_rights(portal: Portal) -> None:
    groups = (portal.folder / "access/current/groups").read_bytes()
    members = portal.folder / f"registry/partners/{portal.partners()[0]}/members.yaml"
    with changed(members, "members: {"), pytest.raises(SourceError, match="devportal validate"):
        write_access(portal.folder, portal.folder / "access")
    assert (portal.folder / "access/current/groups").read_bytes() == groups


def test_missing_or_broken_access_files_let_nobody_in(portal: Portal) -> None:
    account, mine, _ = portal.somebody()
    staff = portal.as_person(portal.staff().id)
    visitor = portal.as_person(account.id)
    current = portal.folder / "access/current"
    aside = portal.folder / "access/aside"
    current.rename(aside)
    try:
        assert visitor.get(f"/partners/{mine}/").status in {403, 500}
        assert staff.get("/staff/partners/").status in {403, 500}
        assert visitor.get("/me.json").status in {403, 404}
        assert visitor.get("/people/").status in {403, 500}
    finally:
        aside.rename(current)
    groups = current.resolve() / "groups"
    for broken in ("", "\x00\x01", f"p-{mine}\n", f"p-{mine} {account.sub}\n", f"x: {account.sub}\n" * 1000):
        with changed(groups, broken):
            assert visitor.get(f"/partners/{mine}/").status == 403, broken[:20]
    assert visitor.get(f"/partners/{mine}/").status == 200


def test_old_access_files_are_taken_away(portal: Portal) -> None:
    folders = [one for one in (portal.folder / "access").iterdir() if not one.is_symlink()]
    assert folders == [(portal.folder / "access/current").resolve()]


def test_a_partner_whose_name_begins_like_another_is_another(tmp_path: Path, portal: Portal) -> None:
    groups = (portal.folder / "access/current/groups").read_text()
    assert re.fullmatch(r"(?:(?:staff|[pu]-[a-z0-9-]+): [A-Za-z0-9 -]+\n)+", groups)
    visitor = portal.as_person(portal.somebody()[0].id)
    mine = portal.somebody()[1]
    for near in (f"{mine}-two", f"{mine}_b", mine[:-1], f"{mine}x", f"{mine}%20x", f"x-{mine}", f"{mine}:"):
        assert visitor.get(f"/partners/{near}/").status in {403, 404}, near
