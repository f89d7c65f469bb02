"""What can be begun from a page: the forms that suit it, with what the page knows filled in."""

from __future__ import annotations

import re
from typing import Final

_FORMS: Final = "guide/forms"
_PAGE: Final = re.compile(
    r"partners/(?P<partner>[a-z0-9-]+)/"
    r"(?:apps/(?P<app>[a-z0-9-]+)/(?:(?P<part>configuration|app-store-information)/(?P<version>[a-z0-9-]+))?)?"
    r"(?P<name>[a-z-]*)"
)
_PARTS: Final = {"configuration": "configuration", "app-store-information": "listing"}


def actions_of(path: str) -> list[dict[str, str]]:
    """The actions of a private page by its path: title and address, the likeliest first."""
    found = _PAGE.fullmatch(path)
    if found is None:
        return []
    partner, app, name = found["partner"], found["app"] or "", found["name"]
    part, version = _PARTS.get(found["part"] or "", ""), found["version"] or ""
    if version:
        return [
            _action("Request to publish", "publish", partner=partner, app=app, part=part, version=version),
            _action("New version", "new-version", partner=partner, app=app, part=part, **{"from": version}),
        ]
    if app:
        return [_action("New version", "new-version", partner=partner, app=app)] if name == "versions" else []
    profile = {"partner": partner, "part": "profile"}
    by_page = {
        "index": [_action("Create an app", "new-app", partner=partner)],
        "applications": [_action("Create an app", "new-app", partner=partner)],
        "users": [_action("Add a user", "add-user", partner=partner)],
        "app-store-information": [
            _action("Request to publish", "publish", **profile),
            _action("New version", "new-version", **profile),
        ],
    }
    return by_page.get(name, [])


def _action(title: str, form: str, **known: str) -> dict[str, str]:
    query = "&".join(f"{name}={value}" for name, value in known.items() if value)
    return {"title": title, "href": f"{_FORMS}/{form}/?{query}"}
