"""Which pages of an app are shown as screenshots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from .cast import Idea


@dataclass(frozen=True)
class Shot:
    """A screenshot: the page that is drawn, its title (the file's name is the caption), and the alt text."""

    page: str
    title: str
    alt: str

    @property
    def file(self) -> str:
        """The name of the file."""
        return f"{self.title.replace(' ', '-')}.png"


_OVERVIEW: Final = Shot("overview", "Overview", "Four key figures, a bar chart, a ring by team and the newest rows")
_SETTINGS: Final = Shot("settings", "Settings", "Four switches and the teams that may use the app")
_LIST: Final = Shot("details", "All customers", "A list of customers with one customer's details beside it")
_WEEK: Final = Shot("calendar", "My week", "A week with visits, calls and workshops")
_TELEPHONES: Final = Shot("telephones", "On the phone", "Three telephones: the day, a note with a picture, the week")

_BY_CATEGORY: Final[dict[str, tuple[Shot, ...]]] = {
    "business-intelligence-reporting": (
        _OVERVIEW,
        Shot("forecast", "What comes next", "A line that becomes a range, and the three sales that move it"),
        _LIST,
    ),
    "digital-signature": (
        Shot("document", "Ready to sign", "An offer with its signature, and the five steps on its way"),
        Shot("details", "Not yet signed", "A list of documents and who has yet to sign"),
        _SETTINGS,
    ),
    "cti": (
        Shot("call", "Incoming call", "The caller's name, what you should know, and today's calls"),
        _OVERVIEW,
        _SETTINGS,
    ),
    "email-document-calendar": (
        Shot("inbox", "Inbox", "An open message with the customer beside it and a button that files it"),
        _WEEK,
        _SETTINGS,
    ),
    "email-marketing-sms": (
        Shot("newsletter", "New campaign", "A mail that is being written, and how many people get it"),
        _OVERVIEW,
        Shot("details", "Answers", "A list of people who answered, one of them open"),
    ),
    "integration-tools": (
        Shot("flow", "How it flows", "Steps from an event to its actions, and the last four runs"),
        _OVERVIEW,
        _SETTINGS,
    ),
    "prospecting-data-quality": (
        Shot("map", "Near you", "A map with companies, and the nearest ones in a list"),
        Shot("details", "Proposals", "A list of proposals with one company's details beside it"),
        _OVERVIEW,
    ),
    "productivity": (
        Shot("board", "Board", "Cards in the columns to do, in progress, waiting and done"),
        _WEEK,
        _OVERVIEW,
    ),
    "erp": (
        Shot("details", "Orders", "A list of orders with one customer's details beside it"),
        _OVERVIEW,
        Shot("flow", "Sync log", "Steps between the two systems, and the last four runs"),
    ),
    "quotations": (
        Shot("document", "Offer", "An offer with three lines, and the five steps on its way"),
        Shot("details", "Open offers", "A list of offers with one customer's details beside it"),
        Shot("forecast", "Likely to close", "A line that becomes a range, and the three offers that move it"),
    ),
}

_VIDEO: Final = {"service": "youtube", "id": "aa0bb1cc2dd"}
"""No such video is known; what matters is that a page does not load it by itself."""


def shots_of(idea: Idea) -> tuple[Shot, ...]:
    """Two or three screenshots; an app for telephones shows one."""
    found = _BY_CATEGORY[idea.category]
    if idea.template == "native-app":
        found = (_TELEPHONES, *found)
    return found[: 2 + len(idea.name) % 2]


def menu_of(idea: Idea) -> tuple[str, ...]:
    """The entries of the app's own menu."""
    titles = [shot.title for shot in (*shots_of(idea), *_BY_CATEGORY[idea.category])]
    return tuple(dict.fromkeys([*(title for title in titles if title != "Settings"), "Team", "Settings"]))


def media_of(idea: Idea) -> dict[str, Any]:
    """The pictures of a listing."""
    icon = {"file": "icon.png", "alt": f"The mark of {idea.name}"}
    shots = [{"file": shot.file, "alt": shot.alt} for shot in shots_of(idea)]
    media = {"home_icon": icon, "detail_icon": icon, "screenshots": shots}
    has_film = len(idea.name) % 5 == 0
    return {**media, "videos": [{**_VIDEO, "description": f"{idea.name} in two minutes"}]} if has_film else media
