"""Asks for what is missing on a terminal; in a script everything that is missing is named at once."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import click
from pydantic import BaseModel, TypeAdapter, ValidationError

from .place import stop


@dataclass(frozen=True)
class Question:
    """An option that is asked for when it is not given; its rule is the one of a model's field."""

    option: str
    model: type[BaseModel] | None = None
    field: str = ""
    title: str = ""
    help: str = ""
    choices: Sequence[str] = ()
    default: str = ""
    optional: bool = False


def complete(given: Mapping[str, Any], questions: Sequence[Question]) -> dict[str, Any]:
    """The options with everything that was missing; ends with 2 when that cannot be had."""
    answers = dict(given)
    missing = [one for one in questions if not answers.get(_name(one)) and not one.optional]
    without = [one for one in missing if not one.default]
    if without and not can_ask():
        wanted = "\n".join(f"  --{one.option}  {_title(one)}: {_help(one)}" for one in without)
        stop(f"These options are missing:\n{wanted}\nGive them, or run the command on a terminal to be asked.")
    for question in questions:
        value = answers.get(_name(question))
        if value:
            problem = problem_with(question, value)
            if problem:
                stop(f"--{question.option} {problem}")
        elif question in missing:
            answers[_name(question)] = _asked(question) if can_ask() else question.default
    return answers


def problem_with(question: Question, value: Any) -> str:
    """What is wrong with a value; empty when it is right."""
    if question.choices and value not in question.choices:
        return f"is not one of: {', '.join(question.choices)}."
    if question.model is None:
        return ""
    field = question.model.model_fields[question.field]
    kind: Any = field.annotation
    for mark in field.metadata:
        kind = Annotated[kind, mark]
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        return f"{first['msg']}. {first.get('ctx', {}).get('advice', '')}".strip()
    return ""


def _asked(question: Question) -> str:
    click.echo(f"\n{_title(question)}: {_help(question)}", err=True)
    if question.choices:
        click.echo(f"  One of: {', '.join(question.choices)}", err=True)
    while True:
        value: str = click.prompt(question.option, default=question.default or None, err=True).strip()
        problem = problem_with(question, value)
        if not problem:
            return value
        click.echo(f"  It {problem}", err=True)


def can_ask() -> bool:
    """Whether somebody sits at a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _name(question: Question) -> str:
    return question.option.replace("-", "_")


def _title(question: Question) -> str:
    field = question.model.model_fields[question.field] if question.model else None
    return question.title or (field.title if field and field.title else question.option)


def _help(question: Question) -> str:
    field = question.model.model_fields[question.field] if question.model else None
    return question.help or (field.description if field and field.description else "")
