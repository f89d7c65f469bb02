"""Files of a sample's App Store information: listings and profiles."""

from __future__ import annotations

import random
from typing import Any, Final

from .cast import Company, Idea
from .shots import media_of

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
    ["core", "growth", "plus", "super"],
    "all",
    ["growth", "plus", "super", "sales-premium", "service-premium", "marketing-premium"],
)
_COSTS: Final = (
    "No start-up costs. All prices are without VAT.",
    "A set-up of half a day is recommended and costs **EUR 480** once. Prices are without VAT.",
    "The first 30 days are free. Prices are without VAT and are invoiced quarterly.",
    "Consultancy is optional: *most customers are up and running in an hour*. Prices are without VAT.",
)
_BEGIN: Final = (
    ["Choose the green button.", "Sign in as an administrator of SuperOffice and approve the app."],
    ["Choose the green button and create an account.", "Connect your SuperOffice tenant as an administrator."],
    ["Book half an hour with us.", "Approve the app together with us, while we share the screen."],
)
_USE: Final = {
    "business-intelligence-reporting": ["Choose the teams that take part.", "Open the first report tomorrow morning."],
    "digital-signature": ["Add the documents that you sign most often.", "Send the first one to yourself and sign it."],
    "cti": ["Enter the address of your telephone system.", "Call a colleague and watch the screen."],
    "email-document-calendar": ["Sign in to your mailbox.", "Try it with one team for a week, then add the others."],
    "email-marketing-sms": ["Add your sender's name and address.", "Send a test to yourself.", "Choose a selection."],
    "integration-tools": ["Name the system on the other side and its key.", "Run it once by hand and read the log."],
    "prospecting-data-quality": ["Choose the countries that matter to you.", "Look through the first ten proposals."],
    "productivity": ["Choose who may use it.", "Tell your team: there is a film of two minutes that does it for you."],
    "erp": [
        "Connect the ERP system with our guide at your side.",
        "Compare ten customers in both systems.",
        "Turn it on.",
    ],
    "quotations": ["Choose a price list.", "Make a quote for an imaginary customer and send it to yourself."],
}
_NEWS: Final = "- Faster by half\n- Works in dark mode\n- Many small repairs that you asked for"
_NEEDS: Final[tuple[list[str], ...]] = (
    [],
    ["A current version of Chrome, Edge, Firefox or Safari."],
    ["An administrator for the first set-up."],
)

_GONE: Final = (
    "What we hold of yours is deleted **within 30 days**. What the app wrote to SuperOffice stays there.",
    "We keep no copy of your data. Settings are deleted at once.",
    "You get a file with everything first; then we delete it, and confirm it by mail.",
)


def listing(company: Company, idea: Idea, chance: random.Random, label: str = "Initial") -> dict[str, Any]:
    """A complete listing; a draft has gaps."""
    description: dict[str, Any] = {"header": idea.header, "about": "\n\n".join(filter(None, (idea.about, idea.more)))}
    if idea.state == "draft":
        return {"label": label, "description": description}
    place = chance.randrange(len(_LANGUAGES))
    description["key_features"] = list(idea.features)
    if label != "Initial" or idea.older:
        description["whats_new"] = idea.news or _NEWS
    return {
        "label": label,
        "details": {
            "button_text": _BUTTONS[chance.randrange(len(_BUTTONS))],
            "links": _links(company, idea),
            "categories": [idea.category],
            "languages": _LANGUAGES[place],
            "markets": _MARKETS[place],
        },
        "media": media_of(idea),
        "description": description,
        "prices": _prices(company, idea, chance),
        "installation": {
            "plans": chance.choice(_PLANS),
            "getting_started": [*_grown_up(idea, _BEGIN, chance), *_USE[idea.category]],
            "additional_requirements": _grown_up(idea, _NEEDS, chance),
            **({"uninstalling": _GONE[len(idea.name) % len(_GONE)]} if len(idea.id) % 3 else {}),
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
