"""Every person asks for every partner in every spelling of an address that servers are known to stumble over."""

from __future__ import annotations

import pytest
from devportal.domain.audience import Reach, audience_of

from .conftest import Portal
from .servers import Visitor

pytestmark = pytest.mark.xdist_group("apache")

SPELLINGS = {
    "plain": "/partners/{partner}/",
    "without a slash": "/partners/{partner}",
    "the file itself": "/partners/{partner}/index.html",
    "doubled slashes": "//partners//{partner}//",
    "a slash encoded": "/partners%2f{partner}%2f",
    "a slash encoded twice": "/partners%252f{partner}%252f",
    "a letter encoded": "/%70artners/{partner}/",
    "a letter of the name encoded": "/partners/{encoded}/",
    "a letter encoded twice": "/%2570artners/{partner}/",
    "through another folder": "/app-store/../partners/{partner}/",
    "through another folder, encoded": "/app-store/%2e%2e/partners/{partner}/",
    "through another folder, encoded slash": "/app-store/..%2fpartners/{partner}/",
    "through one's own folder": "/partners/{mine}/../{partner}/",
    "through one's own folder, encoded": "/partners/{mine}/%2e%2e/{partner}/index.html",
    "dots that lead nowhere": "/./partners/./{partner}/./",
    "a backslash": "/partners\\{partner}\\index.html",
    "a backslash encoded": "/partners%5c{partner}%5cindex.html",
    "capital letters": "/PARTNERS/{upper}/",
    "a trailing dot": "/partners/{partner}./index.html",
    "a null byte": "/partners/{partner}/index.html%00.png",
    "a semicolon": "/partners;x=1/{partner};y/index.html",
    "a question mark encoded": "/partners/{partner}/index.html%3fx",
    "a path after the file": "/partners/{partner}/index.html/more",
    "a whole address": "http://127.0.0.1/partners/{partner}/",
    "overlong encoding": "/partners/%c0%ae%c0%ae/{partner}/",
    "a tab": "/partners/%09{partner}/",
}


def spelled(spelling: str, partner: str, mine: str) -> str:
    encoded = f"%{ord(partner[0]):02x}{partner[1:]}"
    return spelling.format(partner=partner, mine=mine, encoded=encoded, upper=partner.upper())


def test_no_spelling_shows_anybody_what_is_not_theirs(portal: Portal) -> None:
    page = {one: (portal.site / "partners" / one / "index.html").read_bytes() for one in portal.partners()}
    visitors: dict[str, Visitor] = {one: portal.as_person(one) for one in portal.people}
    visitors["nobody"] = portal.anonymous()
    opened = 0
    leaks = []
    for who, visitor in visitors.items():
        viewer = portal.people[who].viewer if who in portal.people else None
        allowed = viewer.partners if viewer else frozenset()
        if viewer and viewer.is_staff:
            continue
        mine = min(allowed, default="nothing")
        for partner in portal.partners():
            for name, spelling in SPELLINGS.items():
                answer = visitor.get(spelled(spelling, partner, mine))
                if answer.body == page[partner]:
                    opened += 1
                    if partner not in allowed:
                        leaks.append((who, partner, name))
                elif answer.status == 200 and partner not in allowed:
                    leaks.append((who, partner, name, answer.body[:80]))
                visitor.cookies.pop("mod_auth_openidc_state", None)
    assert leaks == []
    assert opened > len(portal.people), "the test asks for pages that exist"
    assert len(SPELLINGS) >= 21


@pytest.mark.parametrize(
    ("address", "reach", "owner"),
    [
        ("", Reach.EVERYBODY, ""),
        ("app-store/acme/reports/", Reach.EVERYBODY, ""),
        ("partnerships/", Reach.EVERYBODY, ""),
        ("media/acme/partners/x.png", Reach.EVERYBODY, ""),
        ("partners/", Reach.STAFF, ""),
        ("partners/index", Reach.STAFF, ""),
        ("partners.html", Reach.STAFF, ""),
        ("partners/acme", Reach.PARTNER, "acme"),
        ("/partners/acme/", Reach.PARTNER, "acme"),
        ("partners/acme/apps/x/media/icon.png", Reach.PARTNER, "acme"),
        ("partners/index/settings", Reach.PARTNER, "index"),
        ("partners/Acme/", Reach.STAFF, ""),
        ("Partners/acme/", Reach.STAFF, ""),
        ("partners/acme.html", Reach.STAFF, ""),
        ("staff", Reach.STAFF, ""),
        ("staff/partners/", Reach.STAFF, ""),
        ("STAFF/x", Reach.STAFF, ""),
        ("people/", Reach.EVERYBODY, ""),
        ("people/index.html", Reach.EVERYBODY, ""),
        ("people/x.json", Reach.STAFF, ""),
        ("People/", Reach.STAFF, ""),
        ("people/ida-holm/", Reach.PERSON, "ida-holm"),
        ("partners/acme/../other/", Reach.NOBODY, ""),
        ("app-store/../partners/acme/", Reach.NOBODY, ""),
        ("./partners/acme/", Reach.NOBODY, ""),
        ("//partners/acme/", Reach.NOBODY, ""),
        ("partners\\acme\\", Reach.NOBODY, ""),
        ("partners%2facme/", Reach.NOBODY, ""),
        ("partners;x/acme/", Reach.NOBODY, ""),
        ("partners/acme/\x00.png", Reach.NOBODY, ""),
    ],
)
def test_the_audience_of_an_address(address: str, reach: Reach, owner: str) -> None:
    audience = audience_of(address)
    assert (audience.reach, audience.id) == (reach, owner)
