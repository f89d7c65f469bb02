"""Every code that a finding may have."""

from __future__ import annotations

from typing import Final

from ...domain.code import Code
from ..rules.catalogue import RULES
from . import layout, secret, shape, yaml

ALL_CODES: Final[tuple[Code, ...]] = tuple(
    sorted(
        (*layout.CODES, *yaml.CODES, *shape.CODES, *secret.CODES, *(rule.code for rule in RULES)),
        key=lambda code: code.id,
    )
)

CODES: Final[dict[str, Code]] = {code.id: code for code in ALL_CODES}
