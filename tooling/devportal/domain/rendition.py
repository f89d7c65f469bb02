"""Sizes in which a picture is shown, and the names of the files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

RECIPE: Final = "1"
"""Changes when renditions are made in another way, so that no reader keeps an old one."""


@dataclass(frozen=True, slots=True)
class Role:
    """What a picture is for: the widths of its WebP files and of its PNG, in pixels."""

    name: str
    widths: tuple[int, ...]
    fallback: int


ICON: Final = Role("icon", (96, 192, 384), 192)
LOGO: Final = Role("logo", (96, 256), 256)
SHOT: Final = Role("shot", (480, 960, 1920), 960)


@dataclass(frozen=True, slots=True)
class Rendition:
    """The files made of one picture for one role. Their names hold the picture's blob id: content decides."""

    oid: str
    role: Role

    @property
    def key(self) -> str:
        """Changes with the picture, its role and the recipe."""
        return f"{self.oid[:20]}-{self.role.name}{RECIPE}"

    @property
    def fallback(self) -> str:
        """The name of the PNG for browsers without WebP."""
        return f"{self.key}.png"

    def webp(self, width: int) -> list[tuple[int, str]]:
        """Widths and names of the WebP files; a picture is never made larger than it is."""
        widths = sorted({min(one, width) for one in self.role.widths})
        return [(one, f"{self.key}-{one}.webp") for one in widths]
