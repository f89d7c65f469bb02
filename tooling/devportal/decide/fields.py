"""Finds the setting that a place in a document stands for."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ..domain.finding import Pointer


def field_at(model: type[BaseModel], pointer: Pointer) -> FieldInfo | None:
    """The field at a place of a document of ``model``; nothing for list items and unknown names."""
    group = group_at(model, pointer[:-1]) if pointer else None
    return group.model_fields.get(str(pointer[-1])) if group else None


def group_at(model: type[BaseModel], pointer: Pointer) -> type[BaseModel] | None:
    """The group of settings at a place; nothing where the place holds a plain value."""
    here: Any = model
    for step in pointer:
        here = _below(here, step)
    return next((kind for kind in _kinds(here) if _is_model(kind)), None)


def _below(kind: Any, step: str | int) -> Any:
    for one in _kinds(kind):
        if _is_model(one) and isinstance(step, str) and step in one.model_fields:
            return one.model_fields[step].annotation
        if isinstance(step, int) and get_origin(one) is tuple:
            return get_args(one)[0]
        if isinstance(step, str) and get_origin(one) is dict:
            return get_args(one)[1]
    return None


@cache
def _kinds(kind: Any) -> tuple[Any, ...]:
    """The types that a union or an annotation stands for."""
    origin = get_origin(kind)
    if origin is Annotated:
        return _kinds(get_args(kind)[0])
    if origin in {tuple, dict} or not get_args(kind):
        return (kind,)
    return tuple(found for part in get_args(kind) for found in _kinds(part))


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
