"""Files of a sample's App Store information: listings and profiles."""

from __future__ import annotations

import random
from typing import Any, Final

from .cast import Company, Idea

_LANGUAGES: Final = (
    ["english"],
    ["english", "norwegian"],
    ["english", "norwegian", "swedish", "danish"],
    ["english", "german", "dutch"],
    ["english", "german", "french", "italian", "romansh"],
    ["english", "finnish", "swedish"],
)
_MARKETS: Final = (
    ["norway", "sweden", "denmark"],
    ["benelux", "germany"],
    ["norway", "sweden", "denmark", "finland", "benelux", "germany", "switzerland", "united-kingdom"],
    ["germany", "switzerland"],
    ["united-kingdom", "benelux"],
    ["finland", "sweden"],
)
_BUTTONS: Final = ("Install", "Start free trial", "Try or buy", "Get free demo", "Sign up")
_PLANS: Final[tuple[Any, ...]] = (
    "all",
    ["sales-premium", "service-premium"],
    "all",
    ["sales-essentials", "sales-premium"],
)
_COSTS: Final = (
    "No start-up costs. All prices are without VAT.",
    "A set-up of half a day is recommended and costs **EUR 480** once. Prices are without VAT.",
    "The first 30 days are free. Prices are without VAT and are invoiced quarterly.",
    "Consultancy is optional: *most customers are up and running in an hour*. Prices are without VAT.",
)
_STEPS: Final = (
    ["Choose the green button.", "Sign in as an administrator of SuperOffice.", "Approve the app.", "Tell your team."],
    [
        "Choose the green button and create an account.",
        "Connect your SuperOffice tenant.",
        "Choose who may use the app.",
    ],
    ["Book half an hour with us.", "Approve the app together with us.", "Start with one team, then add the others."],
)
_NEEDS: Final[tuple[list[str], ...]] = (
    [],
    ["A current version of Chrome, Edge, Firefox or Safari."],
    ["An administrator for the first set-up."],
)
SHOTS: Final = (
    ("Overview", "The overview page with key figures and a chart"),
    ("Detail-view", "A list with its details beside it"),
    ("Settings", "The page on which an administrator sets the app up"),
)


def listing(company: Company, idea: Idea, chance: random.Random, label: str = "Initial") -> dict[str, Any]:
    """A complete listing; a draft has gaps."""
    description: dict[str, Any] = {"header": idea.header, "about": idea.about}
    if idea.state == "draft":
        return {"label": label, "description": description}
    place = chance.randrange(len(_LANGUAGES))
    description["key_features"] = list(idea.features)
    if label != "Initial" or idea.older:
        description["whats_new"] = "- Faster by half\n- Works in dark mode\n- Many small repairs that you asked for"
    return {
        "label": label,
        "details": {
            "button_text": _BUTTONS[chance.randrange(len(_BUTTONS))],
            "links": _links(company, idea),
            "categories": [idea.category],
            "languages": _LANGUAGES[place],
            "markets": _MARKETS[place],
        },
        "media": _media(idea),
        "description": description,
        "prices": _prices(company, idea, chance),
        "installation": {
            "plans": chance.choice(_PLANS),
            "getting_started": _grown_up(idea, _STEPS, chance),
            "additional_requirements": _grown_up(idea, _NEEDS, chance),
        },
        "seo": {
            "meta_description": f"{idea.header} For SuperOffice CRM, by {company.name}."[:160],
            "meta_keywords": list(idea.keywords),
        },
    }


def _grown_up(idea: Idea, choices: tuple[list[str], ...], chance: random.Random) -> list[str]:
    """Pages with a history have grown: they hold all there is to say."""
    return [line for lines in choices for line in lines] if idea.older else chance.choice(choices)


def _links(company: Company, idea: Idea) -> list[dict[str, str]]:
    site = f"https://{idea.id}.{company.domain}"
    return [
        {"type": "Install", "url": f"{site}/install", "text": "Get the app"},
        {"type": "Support", "url": f"mailto:support@{company.domain}", "text": "Ask us"},
        {"type": "Report a problem", "url": f"{site}/problem", "text": "Report a problem"},
        {"type": "Disabled", "url": f"{site}/goodbye", "text": "Uninstall"},
    ]


def _media(idea: Idea) -> dict[str, Any]:
    icon = {"file": "icon.png", "alt": f"The mark of {idea.name}"}
    shots = [{"file": f"{name}.png", "alt": alt} for name, alt in SHOTS[: 2 + len(idea.name) % 2]]
    return {"home_icon": icon, "detail_icon": icon, "screenshots": shots}


def _prices(company: Company, idea: Idea, chance: random.Random) -> dict[str, Any]:
    terms = f"Our [terms](https://{company.domain}/terms) apply. Cancel at the end of any month."
    if idea.price == "free":
        costs = "Free of every charge, for as many users as you like."
        return {"is_free": True, "pricing_information": costs, "terms_and_conditions": terms}
    return {
        "price_from": idea.price if "." not in idea.price or len(idea.price.split(".")[1]) == 2 else f"{idea.price}0",
        "pricing_type": idea.per,
        "pricing_information": "\n\n".join(_COSTS) if idea.older else chance.choice(_COSTS),
        "terms_and_conditions": terms,
    }


def profile(company: Company) -> dict[str, Any]:
    """A partner's App Store information."""
    return {
        "label": "Initial",
        "logo": {"file": "logo.png", "alt": f"The mark of {company.name}"},
        "description": company.blurb,
        "meta_description": f"{company.name} of {company.city} makes apps for SuperOffice CRM Online."[:160],
        "links": [
            {"url": f"https://{company.domain}/", "text": "Home page"},
            {"url": f"https://{company.domain}/trust", "text": "Trust center"},
        ],
    }
