"""The website in sections: what belongs together is made anew together, when something that it is made from changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ...domain.page import Asset, Page
from ...domain.snapshot import Snapshot
from ..access.viewers import permissions_of
from .app import app_pages
from .failures import failure_pages
from .front import front_pages
from .logs import app_log_pages, partner_log_pages
from .media import partner_media
from .metrics import metrics_files, metrics_pages
from .partner import partner_pages
from .person import door_pages, person_pages
from .search import partner_search, staff_search
from .staff import staff_pages
from .tenants import app_tenant_pages, partner_tenant_pages
from .versions import with_files

_OF_PARTNER: Final = (partner_pages, partner_tenant_pages, partner_log_pages)
_OF_APP: Final = (app_pages, metrics_pages, failure_pages, app_tenant_pages, app_log_pages)


@dataclass(frozen=True, slots=True)
class Section:
    """Pages, and files that go with them, that depend on a snapshot and on what is ``given``, and on nothing else.

    ``pictures`` are pairs of address and path in the registry. ``partner`` says whose section it is, if one partner's;
    ``is_wide`` that it looks at the whole registry.
    """

    name: str
    contents: Callable[[Snapshot], Iterable[Page | Asset]]
    pictures: Callable[[Snapshot], Iterable[tuple[str, str]]] = lambda _: ()
    partner: str = ""
    given: str = ""
    is_wide: bool = False


def sections(snapshot: Snapshot) -> Iterator[Section]:
    """All sections, in the order of the website: the portal's pages, people's, staff's, partners'.

    The App Store's are made apart: they need no theme.
    """
    front, staff = wide_sections()
    yield front
    yield Section("door", lambda _: door_pages())
    readable = permissions_of(snapshot)
    for person in snapshot.people:
        yield _person(person, sorted(readable.get(person, ())))
    yield staff
    for partner in snapshot.partners:
        yield _partner(partner)


def wide_sections() -> tuple[Section, Section]:
    """Those that look at the whole registry: hardly a change leaves them as they are, and they take longest."""
    return Section("front", front_pages, is_wide=True), Section("staff", _staff, is_wide=True)


def _person(person: str, partners: list[str]) -> Section:
    return Section(
        f"person {person}", lambda snapshot: person_pages(snapshot, person, partners), given=" ".join(partners)
    )


def _staff(snapshot: Snapshot) -> Iterator[Page | Asset]:
    yield from staff_pages(snapshot)
    yield staff_search(snapshot)


def _partner(partner: str) -> Section:
    def contents(snapshot: Snapshot) -> Iterator[Page | Asset]:
        records = snapshot.partners[partner]
        pages = [page for make in _OF_PARTNER for page in make(snapshot, records)]
        pages += [page for app in records.apps.values() for make in _OF_APP for page in make(snapshot, records, app)]
        for page in pages:
            yield from with_files(page)
        yield from metrics_files(snapshot, records)
        yield partner_search(partner, pages)

    return Section(f"partner {partner}", contents, lambda snapshot: partner_media(snapshot.partners[partner]), partner)
