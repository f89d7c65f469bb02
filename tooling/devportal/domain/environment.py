"""The three environments that an application lives in, in the order in which it reaches them."""

from __future__ import annotations

from enum import StrEnum


class Environment(StrEnum):
    """SOD is where everything is edited and tried; Stage and Production need an approval."""

    SOD = "sod"
    STAGE = "stage"
    PRODUCTION = "production"

    @property
    def shown(self) -> str:
        """The name that people read."""
        return "SOD" if self is Environment.SOD else self.value.capitalize()

    @property
    def needs_approval(self) -> bool:
        """Whether a version is live here only after SuperOffice said yes."""
        return self is not Environment.SOD

    @property
    def before(self) -> Environment | None:
        """The environment that a standard app's version passes first."""
        order = list(Environment)
        place = order.index(self)
        return order[place - 1] if place else None
