"""One store: what is published in one environment, and where its pages stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from ....domain.app import App, AppKind
from ....domain.configuration import Configuration
from ....domain.environment import Environment
from ....domain.listing import Listing
from ....domain.partner import Profile
from ....domain.snapshot import AppRecords, Filed, PartnerRecords, Platform, Snapshot
from ...store.chronicle import Chronicle

OWN: Final = "-"
"""The store's own addresses stand below a dash, which no partner's SEO-friendly name can be."""

ANY: Final = "*"
"""Stands for every partner where a store is shown page by page, without lists."""

FACETS: Final = {"category": "categories", "language": "languages", "market": "markets", "plan": "plans"}
"""What a reader chooses by, and the catalogue that holds the choices."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a store's pages stand and what they may say.

    ``root`` is the address of its front page (``app-store/``; empty for a store on a host of its own), ``site`` the
    website's absolute address, ``only`` the one partner whose pages a private preview shows. A store that stands
    alone, not in the portal, leads to no page of the portal. A rehearsal shows what a request would publish.
    ``sources`` names, for each partner, all that pages about it are made from, but for other partners and history.
    """

    environment: Environment = Environment.PRODUCTION
    root: str = "app-store/"
    site: str = ""
    only: str = ""
    is_in_portal: bool = True
    is_rehearsal: bool = False
    chronicle: Chronicle = field(default_factory=Chronicle)
    sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_preview(self) -> bool:
        """Whether it shows what customers do not see yet; such a store is marked and kept from search engines."""
        return self.is_rehearsal or self.environment is not Environment.PRODUCTION

    @property
    def is_whole(self) -> bool:
        """Whether it is a store to browse in, not the preview of one partner's pages."""
        return not self.only

    def own(self, address: str) -> str:
        """An address of the store itself, apart from partners and apps."""
        return f"{self.root}{OWN}/{address}"

    def app(self, partner: str, app: str) -> str:
        """The address of an app's page."""
        return f"{self.root}{partner}/{app}/"

    def partner(self, partner: str) -> str:
        """The address of a partner's page."""
        return f"{self.root}{partner}/"

    def absolute(self, address: str) -> str:
        """The canonical address, for search engines, feeds and shared links."""
        return f"{self.site}{address}"


@dataclass(frozen=True, slots=True)
class Listed:
    """An app that the store shows, with the versions that are published in its environment.

    Those are read when somebody looks at them: many only ask whether there is one.
    """

    partner: PartnerRecords
    app: AppRecords
    settings: App
    listed: Filed[Listing]
    running: Filed[Configuration] | None = None

    @property
    def listing(self) -> Listing:
        """The App Store information."""
        return self.listed.record

    @property
    def configuration(self) -> Configuration | None:
        """The configuration that runs there, if one does."""
        return self.running.record if self.running else None

    @property
    def key(self) -> tuple[str, str]:
        """Partner and app."""
        return self.partner.id, self.app.id


def listed_apps(snapshot: Snapshot, environment: Environment = Environment.PRODUCTION, only: str = "") -> list[Listed]:
    """Apps whose listing is published in the environment and that are not hidden, by name. A custom app never is."""
    found = [
        one
        for partner in partners_of(snapshot, only)
        for app in partner.apps.values()
        if (one := listed_app(partner, app, environment))
    ]
    return sorted(found, key=lambda one: (one.settings.name.casefold(), one.key))


def partners_of(snapshot: Snapshot, only: str) -> Iterable[PartnerRecords]:
    """The partners that a store shows: the one that is named, or all."""
    if only in {"", ANY}:
        return snapshot.partners.values()
    return [snapshot.partners[only]] if only in snapshot.partners else []


def listed_app(partner: PartnerRecords, app: AppRecords, environment: Environment) -> Listed | None:
    """The app as the environment's store shows it; nothing when it does not."""
    if app.published is None or app.settings is None:
        return None
    settings, published = app.settings.record, app.published.record
    version = published.listing.in_environment(environment)
    if not version or version not in app.listings or settings.hidden or settings.kind is AppKind.CUSTOM:
        return None
    running = app.configurations.get(published.configuration.in_environment(environment) or "")
    return Listed(partner, app, settings, app.listings[version], running)


def live_profile(partner: PartnerRecords, environment: Environment = Environment.PRODUCTION) -> Profile | None:
    """The profile that is published in the environment."""
    version = partner.published.record.profile.in_environment(environment) if partner.published else None
    return partner.profiles[version].record if version and version in partner.profiles else None


def choices(platform: Platform, facet: str, one: Listed) -> tuple[str, ...]:
    """The ids that an app has of one facet. An app for all plans has every plan."""
    if facet == "plan":
        plans = one.listing.installation.plans
        return tuple(platform.catalogues.get("plans", {})) if plans == "all" else tuple(plans)
    found: tuple[str, ...] = getattr(one.listing.details, FACETS[facet])
    return found


def day_shown(day: date | None) -> str:
    """A day as people read it."""
    return f"{day.day} {day:%B %Y}" if day else ""
