"""What stands around the content of a partner's and an app's pages: navigator and bread crumbs."""

from __future__ import annotations

from typing import Any

from ...domain.app import AppKind
from ...domain.layout import Kind, path_of
from ...domain.snapshot import AppRecords, PartnerRecords


def has_standard_app(partner: PartnerRecords) -> bool:
    """Whether the partner has App Store information at all."""
    return any(app.settings and app.settings.record.kind is AppKind.STANDARD for app in partner.apps.values())


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
    return f"partners/{app.partner}/apps/{app.id}/"


def partner_frame(partner: PartnerRecords, here: str) -> dict[str, Any]:
    """Navigator and crumbs of a page of a partner; ``here`` is the page's address."""
    home = partner_home(partner.id)
    entries = [("Overview", home), ("Settings", f"{home}settings/")]
    if has_standard_app(partner):
        entries.append(("App Store information", f"{home}app-store-information/"))
    entries += [
        ("Applications", f"{home}applications/"),
        ("Users", f"{home}users/"),
        ("Technical contacts", f"{home}technical-contacts/"),
    ]
    apps = [(name_of_app(app), app_home(app)) for app in partner.apps.values()]
    groups = [{"title": "", "entries": _entries(entries, here), "is_open": True}]
    if apps:
        groups.append({"title": "Apps", "entries": _entries(apps, here), "is_open": len(apps) <= 8})
    return {
        "navigator": {"title": name_of_partner(partner), "href": home, "groups": groups},
        "crumbs": [{"title": "Partners", "href": "staff/partners/"}, {"title": name_of_partner(partner), "href": home}],
    }


def app_frame(partner: PartnerRecords, app: AppRecords, here: str) -> dict[str, Any]:
    """Navigator and crumbs of a page of an app."""
    home = app_home(app)
    frame = partner_frame(partner, "")
    entries = [("Overview", home), ("Settings", f"{home}settings/")]
    groups = [{"title": "", "entries": _entries(entries, here), "is_open": True}]
    for title, folder, versions in (
        ("Configuration", "configuration", app.configurations),
        ("App Store information", "app-store-information", app.listings),
    ):
        links = [(filed.record.label, f"{home}{folder}/{version}/") for version, filed in versions.items()]
        if links:
            groups.append({"title": title, "entries": _entries(links, here), "is_open": True})
    frame["crumbs"].append({"title": name_of_app(app), "href": home})
    frame["navigator"] = {
        "title": name_of_app(app),
        "href": home,
        "up": {"title": name_of_partner(partner), "href": partner_home(partner.id)},
        "groups": groups,
    }
    return frame


def _entries(pairs: list[tuple[str, str]], here: str) -> list[dict[str, Any]]:
    return [{"title": title, "href": href, "is_here": href == here} for title, href in pairs]


def file_link(kind: Kind, **names: str) -> dict[str, str]:
    """Which file of the registry a page shows."""
    return {"path": path_of(kind, **names)}
