"""``apps.json``: the store's listed apps as data for other sites, with a schema of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

VERSION = 1
"""Grows when a reader of the data would have to change; new optional members do not count."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


_Address = Annotated[str, Field(pattern=r"^https?://", json_schema_extra={"format": "uri"})]
_Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", json_schema_extra={"format": "date"})]


class Choice(_Part):
    """A category, language, market or plan."""

    id: str = Field(description="Stays the same when the name changes.")
    name: str = Field(description="The name that people read.")


class AppPartner(_Part):
    """Whose app it is."""

    id: str = Field(description="The partner's SEO-friendly name.")
    name: str = Field(description="The company's name.")
    url: _Address | None = Field(None, description="The partner's page in the store, if it has one.")


class Price(_Part):
    """What it costs."""

    free: bool = Field(description="Free of every charge.")
    from_eur: str | None = Field(None, pattern=r"^\d+(\.\d{2})?$", description="The lowest price in euro, as text.")
    per: str | None = Field(None, description="What the price is counted by.")
    text: str = Field(description="As the store shows it; empty when the listing names no price.")


class AppData(_Part):
    """One listed app."""

    id: str = Field(description="PARTNER/APP: the end of the page's address.")
    name: str
    header: str = Field(description="One sentence.")
    url: _Address = Field(description="The app's page in the store.")
    icon: _Address | None = Field(None, description="A square PNG of 192 pixels.")
    partner: AppPartner
    price: Price
    beta: bool = Field(description="Listed as beta.")
    certified: bool = Field(description="Passed SuperOffice's certification.")
    security_audit: bool = Field(description="Passed the security evaluation by an outside firm.")
    all_plans: bool = Field(description="Works with every plan; `plans` is then empty.")
    categories: tuple[Choice, ...]
    languages: tuple[Choice, ...]
    markets: tuple[Choice, ...]
    plans: tuple[Choice, ...]
    first_listed: _Day | None = Field(None, description="The day on which it was first listed, in UTC.")
    updated: _Day | None = Field(None, description="The day on which this version went live, in UTC.")


class StoreData(_Part):
    """All listed apps of the SuperOffice App Store, by name."""

    version: Literal[1] = Field(description="The version of this form.")
    store: _Address = Field(description="The store's front page.")
    apps: tuple[AppData, ...]


def schema(address: str) -> dict[str, object]:
    """The JSON Schema of ``apps.json`` (draft 2020-12)."""
    made = StoreData.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": address, **made}


def named(ids: Sequence[str], names: dict[str, str]) -> tuple[Choice, ...]:
    """Ids with their names."""
    return tuple(Choice(id=one, name=names.get(one, one)) for one in ids)
