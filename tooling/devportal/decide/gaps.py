"""What a draft still lacks before it can be published."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pydantic import BaseModel

from ..domain.constraint import NeededToPublish
from ..domain.finding import Pointer
from ..domain.listing import Listing
from ..domain.record import Group, Record


class Gap(NamedTuple):
    """A setting that is missing: where, what it is called, and what is wanted."""

    pointer: Pointer
    title: str
    what: str


_LEAST_PICTURES = 3


def gaps(record: Record) -> tuple[Gap, ...]:
    """Everything that a version lacks, in the order of the form. Source: Developer Portal, App Store information."""
    found = list(_missing(record, ()))
    if isinstance(record, Listing):
        found.extend(_gaps_of_listing(record))
    return tuple(found)


def _missing(group: Group, above: Pointer) -> Iterator[Gap]:
    for name, needed in _fields(type(group)):
        value = getattr(group, name)
        if needed and (value is None or (value == () and name != "additional_requirements")):
            field = type(group).model_fields[name]
            yield Gap((*above, name), field.title or name, "is missing")
        elif isinstance(value, Group):
            yield from _missing(value, (*above, name))


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, bool], ...]:
    return tuple(
        (name, any(isinstance(mark, NeededToPublish) for mark in field.metadata))
        for name, field in model.model_fields.items()
    )


def _gaps_of_listing(listing: Listing) -> Iterator[Gap]:
    pictures = len(listing.media.pictures)
    if pictures < _LEAST_PICTURES:
        yield Gap(("media",), "Media", f"has {pictures} of the {_LEAST_PICTURES} images that are needed")
    prices = listing.prices
    if not prices.is_free and prices.price_from is None:
        yield Gap(("prices", "price_from"), "Price from (EUR)", "is missing, and the app is not free")
    if not prices.is_free and prices.pricing_type is None:
        yield Gap(("prices", "pricing_type"), "Pricing type", "is missing, and the app is not free")
