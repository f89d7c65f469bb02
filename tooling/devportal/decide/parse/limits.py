"""How large a YAML file may be. Generous for people, far below what would trouble the portal."""

from __future__ import annotations

from typing import Final

BYTES: Final = 256 * 1024
DEPTH: Final = 32
NODES: Final = 20_000
SCALAR: Final = 64 * 1024
DIGITS: Final = 15
"""JSON readers keep whole numbers up to 2**53 exactly; fifteen digits always fit."""
