"""Who plays in a sample registry: companies, their people, their apps."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from ..slug import slug_of


@dataclass(frozen=True)
class Human:
    """A person and the roles in their own company."""

    name: str
    roles: tuple[str, ...]

    @property
    def id(self) -> str:
        """The name of the person's file."""
        return slug_of(self.name)


@dataclass(frozen=True)
class Idea:
    """An app: what it is, and how far it has come."""

    name: str
    state: str
    kind: str = "standard"
    template: str = "web-app"
    category: str = ""
    icon: str = ""
    header: str = ""
    about: str = ""
    more: str = ""
    news: str = ""
    features: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    price: str = "free"
    per: str = ""
    marks: frozenset[str] = frozenset()
    customer: str = ""
    developed_by: str = ""
    owned_by: str = ""
    older: tuple[str, ...] = ()
    """Labels of versions before the newest, oldest first."""

    @property
    def id(self) -> str:
        """The app's SEO-friendly name."""
        return slug_of(self.name)


@dataclass(frozen=True)
class Company:
    """A partner."""

    id: str
    name: str
    city: str
    domain: str
    blurb: str
    people: tuple[Human, ...]
    apps: tuple[Idea, ...]
    guests: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_MARKS: Final = ("spotlight", "beta", "hidden", "sandbox")


def company_of(value: Mapping[str, Any]) -> Company:
    """A company of the cast's files."""
    return Company(
        id=value["id"],
        name=value["name"],
        city=value["city"],
        domain=value["domain"],
        blurb=value["blurb"],
        people=tuple(Human(name, tuple(roles.split())) for name, roles in value["people"]),
        apps=tuple(_idea_of(app) for app in value["apps"]),
        guests={person: tuple(roles.split()) for person, roles in value.get("guests", {}).items()},
    )


def _idea_of(value: Mapping[str, Any]) -> Idea:
    plain: dict[str, Any] = {name: one for name, one in value.items() if name not in {*_MARKS, "features", "keywords"}}
    marks = frozenset(mark for mark in _MARKS if value.get(mark) == "yes")
    lists: dict[str, Any] = {name: tuple(value.get(name, ())) for name in ("features", "keywords")}
    return Idea(**plain, **lists, marks=marks)


_FIRST: Final = tuple(
    "Amber Anker Aurora Badger Basalt Beacon Birch Bolder Brisk Cobalt Copper Coral Delta Dune Eider Elm Ember "
    "Falcon Fern Flint Gannet Glacier Hazel Heron Indigo Ivory Juniper Kestrel Larch Linden Lynx Maple Marble "
    "Meadow Nimbus North Oak Onyx Orchid Osprey Otter Pebble Pine Plover Quartz Raven Ridge River Saffron Silver "
    "Skerry Slate Sorrel Spruce Stork Summit Swift Teal Thistle Tundra Umber Vale Velvet Walnut Willow Wren "
    "Yarrow Zephyr".split()
)
_LAST: Final = tuple(
    "Works Labs Systems Software Data Studio Partners Digital Systemhaus Logic Solutions Apps House Group "
    "Technology Forge Harbor Point Bridge Line Craft Signal Pilot Desk".split()
)
_GIVEN: Final = tuple(
    "Anna Bo Dina Erik Fanny Gustav Hanna Ivar Jana Karl Lena Marius Nina Olav Pia Rasmus Selma Tom Una Viggo "
    "Wilma Yngve Ada Bjarne Celine Dag Ellen Finn Gro Harald Ida Jens Kaja Lars Mina Niels Oda Per Ragna Stein".split()
)
_FAMILY: Final = tuple(
    "Aas Berg Dahl Engen Foss Grønn Haug Iversen Juul Krog Lunde Myhr Nygård Opdal Ruud Sand Tveit Ulriksen Vik "
    "Wold Bakker Claes Dekker Evers Fischer Graf Huber Jansen Keller Lang Meyer Neumann Otto Peters Richter "
    "Schulz Vogt".split()
)
_OLDER: Final = ("Autumn 2024", "Spring 2025", "Autumn 2025")
_CITIES: Final = ("Oslo", "Bergen", "Gothenburg", "Aarhus", "Turku", "Utrecht", "Bern", "Bremen", "Bristol", "Odense")


def grown(cast: Iterable[Company], count: int, chance: random.Random) -> Iterator[Company]:
    """``count`` companies: the cast first, then others whose apps are variations of the cast's."""
    known = list(cast)
    yield from known[:count]
    ideas = [app for company in known for app in company.apps if app.kind == "standard"]
    for number in range(max(0, count - len(known))):
        yield _another(number, ideas, chance)


def _another(number: int, ideas: list[Idea], chance: random.Random) -> Company:
    first, last = _FIRST[number % len(_FIRST)], _LAST[number // len(_FIRST) % len(_LAST)]
    round_ = number // (len(_FIRST) * len(_LAST))
    name = f"{first}{last.lower()}" + (f" {round_ + 1}" if round_ else "")
    roles = (("administrator", "developer"), ("marketing",))
    given = chance.sample(_GIVEN, len(roles))
    people = [Human(f"{one} {chance.choice(_FAMILY)} {name}", held) for one, held in zip(given, roles, strict=True)]
    apps = tuple(_renamed([idea, *chance.sample(ideas, 3)], name) for idea in chance.sample(ideas, 3))
    return Company(
        id=slug_of(name),
        name=name,
        city=chance.choice(_CITIES),
        domain=f"{slug_of(name)}.example",
        blurb=f"{name} makes apps for SuperOffice. We listen first and **write code second**.",
        people=tuple(people),
        apps=apps,
    )


def _renamed(ideas: list[Idea], company: str) -> Idea:
    """An idea under another company's name; its page is as long as pages of the store are, with others' texts added."""
    first = ideas[0]
    return replace(
        first,
        name=f"{company} {' '.join(first.name.split()[1:])}",
        about=_shortened("\n\n".join(idea.about for idea in ideas)),
        features=tuple(dict.fromkeys(feature for idea in ideas for feature in idea.features))[:10],
        more="",
        marks=first.marks - {"spotlight"},
        older=_OLDER,
    )


def _shortened(text: str) -> str:
    """Whole paragraphs, together at most 200 words."""
    kept = ""
    for paragraph in text.split("\n\n"):
        longer = f"{kept}\n\n{paragraph}" if kept else paragraph
        if len(longer.split()) <= _WORDS:
            kept = longer
    return kept


_WORDS: Final = 200
