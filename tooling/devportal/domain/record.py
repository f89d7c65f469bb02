"""What every record of the registry has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Generic, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from .environment import Environment

Value = TypeVar("Value")


class Group(BaseModel):
    """Settings that belong together; frozen, and closed against unknown names."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=False, title=None, defer_build=True)

    source: ClassVar[str] = ""
    """Where the rules come from: the heading in SuperOffice's documentation or policy."""


class Record(Group):
    """One YAML file of the registry."""

    title: ClassVar[str] = ""
    """The name of the kind of file that people read."""


def setting(title: str, description: str, default: Any = ..., *, examples: tuple[Any, ...] = (), **limits: Any) -> Any:
    """A field with the title and the help that forms, editors and reference pages show."""
    factory: dict[str, Any] = {"default_factory": default} if callable(default) else {"default": default}
    return Field(title=title, description=description, examples=list(examples) or None, **factory, **limits)


class EachEnvironment(Group, Generic[Value]):
    """A value for each environment; one that is left out has none."""

    sod: Value | None = Field(None, title="SOD", description="The value in SOD.")
    stage: Value | None = Field(None, title="Stage", description="The value in Stage.")
    production: Value | None = Field(None, title="Production", description="The value in Production.")

    def of(self, environment: Environment) -> Value | None:
        """The value in one environment."""
        value: Value | None = getattr(self, environment.value)
        return value


def _one_or_each(value: Any) -> str:
    return "<each>" if isinstance(value, dict | EachEnvironment) else "<all>"


if TYPE_CHECKING:
    PerEnvironment: TypeAlias = Value | EachEnvironment[Value]
    """One value for all environments, or a value for each."""
else:

    class PerEnvironment:
        """One value for all environments, or a value for each.

        Subscribed by hand: Pydantic takes ``EachEnvironment[Value]`` for the bare class, so a generic alias would lose
        the type of the value.
        """

        def __class_getitem__(cls, value: Any) -> Any:
            return Annotated[
                Annotated[value, Tag("<all>")] | Annotated[EachEnvironment[value], Tag("<each>")],
                Discriminator(_one_or_each),
            ]


def in_environment(value: Value | EachEnvironment[Value] | None, environment: Environment) -> Value | None:
    """What a ``PerEnvironment`` setting is in one environment."""
    return value.of(environment) if isinstance(value, EachEnvironment) else value
