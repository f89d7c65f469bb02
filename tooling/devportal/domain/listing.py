"""A version of an application's App Store information. Standard apps only."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import Discriminator, Tag

from .constraint import Characters, InCatalogue, Matches, NeededToPublish, RefersTo
from .permission import BY_APP_STORE
from .record import Group, Record, setting
from .text import (
    AboutText,
    AltText,
    FormattedText,
    Label,
    Line,
    LinkUrl,
    MediaFile,
    MetaDescription,
    Money,
    Slug,
    YesNo,
)

_NEEDED = NeededToPublish()


class ButtonText(StrEnum):
    """What the green button may say."""

    INSTALL = "Install"
    EXPLORE_MORE = "Explore more"
    SIGN_UP = "Sign up"
    START_FREE_TRIAL = "Start free trial"
    GET_FREE_DEMO = "Get free demo"
    TRY_OR_BUY = "Try or buy"


class LinkType(StrEnum):
    """What a link is for; the green button needs one of type Install."""

    INSTALL = "Install"
    CONFIGURE = "Configure"
    SUPPORT = "Support"
    REPORT_A_PROBLEM = "Report a problem"
    DISABLED = "Disabled"
    OTHER = "Other"


class PricingType(StrEnum):
    """What the price is counted by."""

    PER_USER = "per user and month"
    PER_SITE = "per site and month"
    PAY_PER_USE = "pay per use"


class VideoService(StrEnum):
    """Where a video is kept."""

    YOUTUBE = "youtube"
    VIMEO = "vimeo"


class Link(Group):
    """A link on the app's page."""

    type: Annotated[LinkType, BY_APP_STORE] = setting(
        "Type", "What the link is for. Disabled is shown as Uninstall.", examples=("Install",)
    )
    url: Annotated[LinkUrl, BY_APP_STORE] = setting(
        "URL", "https, mailto or tel.", examples=("https://example.com/install",)
    )
    text: Annotated[Label, BY_APP_STORE] = setting("Text", "What the link says.", examples=("Install Visual Reports",))


class Details(Group):
    """The tab Details."""

    button_text: Annotated[ButtonText | None, _NEEDED, BY_APP_STORE] = setting(
        "Green button text", "The button shows only if there is a link of type Install.", None, examples=("Install",)
    )
    links: Annotated[tuple[Link, ...], _NEEDED, BY_APP_STORE] = setting(
        "Links", "At least one, in the order in which they show.", (), max_length=30
    )
    categories: Annotated[tuple[Annotated[Slug, InCatalogue("categories")], ...], _NEEDED, BY_APP_STORE] = setting(
        "Categories", "One or more.", (), examples=(["erp"],)
    )
    languages: Annotated[tuple[Annotated[Slug, InCatalogue("languages")], ...], _NEEDED, BY_APP_STORE] = setting(
        "Languages", "The languages that the app speaks; one or more.", (), examples=(["english", "norwegian"],)
    )
    markets: Annotated[tuple[Annotated[Slug, InCatalogue("markets")], ...], _NEEDED, BY_APP_STORE] = setting(
        "Markets", "Where the app is offered; one or more.", (), examples=(["norway", "benelux"],)
    )


class Picture(Group):
    """A picture in ``listing/media/``."""

    file: Annotated[MediaFile, RefersTo("media"), BY_APP_STORE] = setting(
        "File", "A PNG in `listing/media/`. The file name of a screenshot is its caption.", examples=("icon.png",)
    )
    alt: Annotated[AltText, BY_APP_STORE] = setting("Alt text", "What a screen reader says in place of the picture.")


class Video(Group):
    """A video at YouTube or Vimeo."""

    service: Annotated[VideoService, BY_APP_STORE] = setting("Service", "YouTube or Vimeo.", examples=("youtube",))
    id: Annotated[
        str,
        Characters(most=20),
        Matches(r"^([A-Za-z0-9_-]{11}|[0-9]{6,12})$", "the id of a video, not its address"),
        BY_APP_STORE,
    ] = setting("Id", "The id of the video, not its address.", examples=("One6P5Jm5l0",))
    description: Annotated[Line, BY_APP_STORE] = setting("Description", "What the video shows.")


class Media(Group):
    """The tab Media: at least three pictures in all."""

    home_icon: Annotated[Picture | None, _NEEDED, BY_APP_STORE] = setting(
        "Home page icon", "A PNG of 488 x 488 for the store's front page.", None
    )
    detail_icon: Annotated[Picture | None, _NEEDED, BY_APP_STORE] = setting(
        "Detail page icon", "A PNG of 488 x 488 for the app's page.", None
    )
    screenshots: Annotated[tuple[Picture, ...], _NEEDED, BY_APP_STORE] = setting(
        "Screenshots",
        "PNG, 16:9, 1920 x 1080 to 3840 x 2160, no transparency; in the order in which they show.",
        (),
        max_length=20,
    )
    videos: Annotated[tuple[Video, ...], BY_APP_STORE] = setting("Videos", "YouTube or Vimeo.", (), max_length=10)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """All pictures, icons first."""
        return tuple(icon for icon in (self.home_icon, self.detail_icon) if icon) + self.screenshots


class Description(Group):
    """The tab Description."""

    header: Annotated[Annotated[str, Characters(most=98)] | None, _NEEDED, BY_APP_STORE] = setting(
        "Header", "One sentence of at most 98 characters.", None
    )
    about: Annotated[AboutText | None, _NEEDED, BY_APP_STORE] = setting(
        "About this app", "At most 200 words, formatted text.", None
    )
    key_features: Annotated[tuple[Line, ...], _NEEDED, BY_APP_STORE] = setting(
        "Key features", "1 to 10 bullets.", (), max_length=10
    )
    whats_new: Annotated[FormattedText | None, BY_APP_STORE] = setting("What's new", "Optional.", None)


class Prices(Group):
    """The tab Prices and terms."""

    is_free: Annotated[YesNo, BY_APP_STORE] = setting(
        "Is free", "Free of every charge; hides the price. Otherwise give a price and its type.", False
    )
    price_from: Annotated[Money | None, BY_APP_STORE] = setting(
        "Price from (EUR)", "Shown on the app's card. In quotes.", None, examples=("12.50",)
    )
    pricing_type: Annotated[PricingType | None, BY_APP_STORE] = setting(
        "Pricing type", "What the price is counted by.", None
    )
    pricing_information: Annotated[FormattedText | None, _NEEDED, BY_APP_STORE] = setting(
        "Pricing information", "Start-up costs, mandatory and optional consultancy, with or without VAT.", None
    )
    terms_and_conditions: Annotated[FormattedText | None, _NEEDED, BY_APP_STORE] = setting(
        "Terms and conditions", "The terms, or a link to them.", None
    )


def _all_or_some(value: Any) -> str:
    return "<all>" if isinstance(value, str) else "<some>"


Plans: TypeAlias = Annotated[
    Annotated[Literal["all"], Tag("<all>")]
    | Annotated[tuple[Annotated[Slug, InCatalogue("plans")], ...], Tag("<some>")],
    Discriminator(_all_or_some),
]
"""Every plan, or the plans that are named."""


class Installation(Group):
    """The tab How to install."""

    plans: Annotated[Plans, _NEEDED, BY_APP_STORE] = setting(
        "Plans supported", "`all`, or the plans that the app works with.", (), examples=("all", ["sales-premium"])
    )
    getting_started: Annotated[tuple[Line, ...], _NEEDED, BY_APP_STORE] = setting(
        "Getting started", "Numbered steps.", (), max_length=20
    )
    additional_requirements: Annotated[tuple[Line, ...] | None, _NEEDED, BY_APP_STORE] = setting(
        "Additional requirements", "Bullets; an empty list `[]` says that there are none.", None, max_length=20
    )
    uninstalling: Annotated[FormattedText | None, BY_APP_STORE] = setting(
        "Uninstalling",
        "Optional: what happens to the customer's data when the app is uninstalled, and when. Without it the page says "
        "that customers should ask.",
        None,
        examples=("All data that we hold of yours is deleted within 30 days. What is in SuperOffice stays.",),
    )


class Seo(Group):
    """The tab SEO."""

    meta_description: Annotated[MetaDescription | None, _NEEDED, BY_APP_STORE] = setting(
        "Meta description",
        "What search engines show: 50 to 160 characters, letters, digits and plain punctuation.",
        None,
    )
    meta_keywords: Annotated[tuple[Label, ...], _NEEDED, BY_APP_STORE] = setting(
        "Meta keywords", "Words and phrases.", (), max_length=30
    )


class Listing(Record):
    """A version of the App Store information, in ``apps/<app>/listing/<version>.yaml``."""

    title: ClassVar[str] = "App Store information"
    source: ClassVar[str] = "Developer Portal: App Store information"

    label: Annotated[Label, BY_APP_STORE] = setting(
        "Version label", "What the version is called; the first one is Initial.", examples=("Initial",)
    )
    details: Details = setting("Details", "Button, links and where the app is found.", Details)
    media: Media = setting("Media", "Icons, screenshots and videos; at least three images in all.", Media)
    description: Description = setting("Description", "What the app does.", Description)
    prices: Prices = setting("Prices and terms", "What it costs.", Prices)
    installation: Installation = setting("How to install", "How a customer gets going.", Installation)
    seo: Seo = setting("SEO", "How the app is found.", Seo)
