"""All rules, found by looking through this folder: a new file is a new rule."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import Final

from .rule import Rule


def _found() -> list[Rule]:
    names = [module.name for module in pkgutil.iter_modules(import_module(__package__).__path__)]
    modules = [import_module(f".{name}", __package__) for name in names if name != "catalogue"]
    return [module.RULE for module in modules if hasattr(module, "RULE")]


RULES: Final[tuple[Rule, ...]] = tuple(sorted(_found(), key=lambda rule: rule.code.id))
