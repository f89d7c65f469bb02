"""What stands around the content of a page: navigator, bread crumbs, and where the top bar says that one is."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from ...domain.app import AppKind
from ...domain.layout import Kind, path_of
from ...domain.snapshot import AppRecords, PartnerRecords


class Entry(NamedTuple):
    """One entry of a navigator: title, address below the partner's or the app's own, and icon (Material's name).

    An entry is ``on`` once its page exists; ``in_store`` entries are shown only where there is App Store information.
    """

    title: str
    address: str
    icon: str
    on: bool = True
    in_store: bool = False


# The order is the one in which the Developer Portal shows them. Who adds a page switches its entry on here.
PARTNER_ENTRIES: Final = (
    Entry("Overview", "", "view-dashboard-outline"),
    Entry("Settings", "settings/", "cog-outline"),
    Entry("App Store information", "app-store-information/", "storefront-outline", in_store=True),
    Entry("Applications", "applications/", "apps"),
    Entry("Users", "users/", "account-group-outline"),
    Entry("Technical contacts", "technical-contacts/", "card-account-phone-outline"),
    Entry("Tenants", "tenants/", "domain"),
    Entry("Requests", "requests/", "source-pull"),
    Entry("Logs", "logs/", "history"),
)
APP_ENTRIES: Final = (
    Entry("Overview", "", "view-dashboard-outline"),
    Entry("Settings", "settings/", "cog-outline"),
    Entry("Configuration", "configuration/", "tune"),
    Entry("App Store information", "app-store-information/", "storefront-outline", in_store=True),
    Entry("Versions", "versions/", "source-branch"),
    Entry("API metrics", "api-metrics/", "chart-line"),
    Entry("Failures", "failures/", "alert-circle-outline"),
    Entry("Tenants", "tenants/", "domain"),
    Entry("Logs", "logs/", "history"),
)
STAFF_ENTRIES: Final = (
    Entry("Overview", "", "view-dashboard-outline"),
    Entry("Publish status", "publish-status/", "source-pull"),
    Entry("Waiting times", "waiting-times/", "clock-outline"),
    Entry("Partners", "partners/", "domain"),
)
PERSON_ENTRIES: Final = (
    Entry("My portal", "", "view-dashboard-outline"),
    Entry("My apps", "apps/", "apps"),
    Entry("Profile", "profile/", "account-outline"),
)


FRAME: Final = frozenset({"navigator", "crumbs", "context", "tabs", "area"})
"""Names of a view's values that stand around the content: nothing in them is a setting, or what a page is about."""


def has_standard_app(partner: PartnerRecords) -> bool:
    """Whether the partner has App Store information at all."""
    return any(is_standard(app) for app in partner.apps.values())


def is_standard(app: AppRecords) -> bool:
    """Whether the app has App Store information: custom apps have none."""
    return app.settings is None or app.settings.record.kind is AppKind.STANDARD


def name_of_partner(partner: PartnerRecords) -> str:
    """What the partner is called."""
    return partner.settings.record.name if partner.settings else partner.id


def name_of_app(app: AppRecords) -> str:
    """What the app is called."""
    return app.settings.record.name if app.settings else app.id


def partner_home(partner: str) -> str:
    """The address of a partner's pages."""
    return f"partners/{partner}/"


def app_home(app: AppRecords) -> str:
    """The address of an app's pages."""
    return app_address(app.partner, app.id)


def app_address(partner: str, app: str) -> str:
    """The same by their names."""
    return f"partners/{partner}/apps/{app}/"


def person_home(person: str) -> str:
    """The address of a person's own pages."""
    return f"people/{person}/"


STAFF_HOME: Final = "staff/"
_MANY: Final = 20
"""More apps than these are not hung into the navigator: the list of applications is there for them."""


def partner_frame(partner: PartnerRecords, here: str) -> dict[str, Any]:
    """Navigator and crumbs of a page of a partner; ``here`` is the page's address."""
    home = partner_home(partner.id)
    apps = [(name_of_app(app), app_home(app)) for app in partner.apps.values()]
    entries = _entries(PARTNER_ENTRIES, home, here, in_store=has_standard_app(partner))
    _below(entries, f"{home}applications/", apps if len(apps) <= _MANY else [], here)
    name = name_of_partner(partner)
    return {
        "area": "partner",
        "context": _context(partner),
        "navigator": {"kind": "Partner", "title": name, "href": home, "entries": entries},
        "crumbs": [{"title": name, "href": home}],
    }


def app_frame(partner: PartnerRecords, app: AppRecords, here: str) -> dict[str, Any]:
    """Navigator and crumbs of a page of an app."""
    home, up = app_home(app), partner_home(partner.id)
    entries = _entries(APP_ENTRIES, home, here, in_store=is_standard(app))
    for folder, versions in (("configuration", app.configurations), ("app-store-information", app.listings)):
        links = [(filed.record.label, f"{home}{folder}/{version}/") for version, filed in versions.items()]
        _versions_below(entries, f"{home}{folder}/", links, here)
    crumbs = [
        {"title": name_of_partner(partner), "href": up},
        {"title": "Applications", "href": f"{up}applications/"},
        {"title": name_of_app(app), "href": home},
    ]
    return {
        "area": "apps",
        "context": _context(partner),
        "navigator": {
            "kind": "Application",
            "title": name_of_app(app),
            "href": home,
            "up": {"title": name_of_partner(partner), "href": up},
            "entries": entries,
        },
        "crumbs": crumbs,
    }


def staff_frame(here: str) -> dict[str, Any]:
    """Navigator of the pages for SuperOffice's employees."""
    entries = _entries(STAFF_ENTRIES, STAFF_HOME, here)
    navigator = {"kind": "SuperOffice", "title": "Staff", "href": STAFF_HOME, "entries": entries}
    return {"area": "staff", "navigator": navigator, "crumbs": [{"title": "Staff", "href": STAFF_HOME}]}


def person_frame(person: str, name: str, here: str) -> dict[str, Any]:
    """Navigator of a person's own pages."""
    home = person_home(person)
    entries = _entries(PERSON_ENTRIES, home, here)
    navigator = {"kind": "Signed in", "title": name, "href": home, "entries": entries}
    area = "apps" if here == f"{home}apps/" else "home"
    return {"area": area, "navigator": navigator, "crumbs": [{"title": "My portal", "href": home}]}


def _context(partner: PartnerRecords) -> dict[str, str]:
    """The partner that a page speaks of: where the top bar's Partner leads, and what the context switch shows."""
    return {"id": partner.id, "title": name_of_partner(partner), "href": partner_home(partner.id)}


def _entries(table: tuple[Entry, ...], home: str, here: str, *, in_store: bool = True) -> list[dict[str, Any]]:
    shown = [(one, f"{home}{one.address}") for one in table if one.on and (in_store or not one.in_store)]
    return [{"title": one.title, "href": href, "icon": one.icon, "is_here": href == here} for one, href in shown]


def _below(entries: list[dict[str, Any]], above: str, links: list[tuple[str, str]], here: str) -> None:
    """Hang pages under one entry; the entry opens by itself where one of them is shown."""
    for entry in entries:
        if entry["href"] == above and links:
            entry["entries"] = [{"title": title, "href": href, "is_here": href == here} for title, href in links]
            entry["is_open"] = here.startswith(above)


def _versions_below(entries: list[dict[str, Any]], above: str, links: list[tuple[str, str]], here: str) -> None:
    """The entry itself leads to the newest version; earlier ones hang under it. Without a version there is no entry."""
    for entry in [one for one in entries if one["href"] == above]:
        if not links:
            entries.remove(entry)
        elif len(links) == 1:
            entry.update(href=links[0][1], is_here=links[0][1] == here)
        else:
            _below([entry], above, links[::-1], here)
            entry["href"] = links[-1][1]


def file_link(kind: Kind, **names: str) -> dict[str, str]:
    """Which file of the registry a page shows."""
    return {"path": path_of(kind, **names)}
