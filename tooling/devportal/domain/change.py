"""What differs between two states of the registry: a closed union of changes that explain themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

from .credential import Credential as Credential
from .environment import Environment
from .finding import Pointer
from .image import ImageFacts
from .layout import Kind, Location
from .managed import Part
from .permission import Permission, WritableBy
from .record import Record


@dataclass(frozen=True, slots=True)
class FileState:
    """One file on one side of a change; a file that is broken has neither record nor image."""

    path: str
    mode: int
    oid: str
    location: Location | None = None
    record: Record | None = None
    image: ImageFacts | None = None


class Action(StrEnum):
    """What happens to a file."""

    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"

    @property
    def verb(self) -> str:
        """As a sentence begins."""
        return {"created": "adds", "changed": "changes", "deleted": "removes"}[self.value]


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose the changed thing is; ``name`` is what people call it."""

    partner: str = ""
    app: str = ""
    person: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class _About:
    path: str
    subject: Subject

    @property
    def pointer(self) -> Pointer:
        """Where in the file; empty when the whole file is meant."""
        return ()


@dataclass(frozen=True, slots=True)
class FileTouched(_About):
    """A whole record, or a file that the registry has no place for (``kind`` is none)."""

    action: Action
    location: Location | None
    what: str
    mode: int = 0

    @property
    def kind(self) -> Kind | None:
        """The kind of file; none for what lies outside the registry's layout."""
        return self.location.kind if self.location else None

    @property
    def sentence(self) -> str:
        """For people."""
        return f"{self.action.verb} {self.what}"


@dataclass(frozen=True, slots=True)
class FolderRenamed(_About):
    """A partner or an app gets another SEO-friendly name."""

    location: Location
    old: str
    new: str

    @property
    def sentence(self) -> str:
        """For people."""
        return f"renames {self.subject.name} from {self.old} to {self.new}: its addresses change"


@dataclass(frozen=True, slots=True)
class FieldChanged(_About):
    """One setting with its old and new value; ``None`` where there was or is none."""

    location: Location
    place: Pointer
    title: str
    old: Any
    new: Any
    writable: WritableBy | None
    in_new_file: bool = False

    @property
    def pointer(self) -> Pointer:
        """Where in the file."""
        return self.place

    @property
    def added(self) -> tuple[Any, ...]:
        """Entries of a list that are new."""
        return tuple(one for one in _entries(self.new) if one not in _entries(self.old))

    @property
    def removed(self) -> tuple[Any, ...]:
        """Entries of a list that are gone."""
        return tuple(one for one in _entries(self.old) if one not in _entries(self.new))

    @property
    def sentence(self) -> str:
        """For people."""
        of = f" of {self.subject.name}" if self.subject.name else ""
        if isinstance(self.new, tuple) and isinstance(self.old, tuple | None):
            parts = [f"adds {_said(self.added)}"] if self.added else []
            parts += [f"removes {_said(self.removed)}"] if self.removed else []
            return f"{' and '.join(parts) or 'reorders'} in {self.title}{of}"
        if self.old is None:
            return f"sets {self.title}{of} to {said(self.new)}"
        if self.new is None:
            return f"takes {self.title}{of} away (it was {said(self.old)})"
        return f"changes {self.title}{of} from {said(self.old)} to {said(self.new)}"


@dataclass(frozen=True, slots=True)
class VersionPublished(_About):
    """An environment points at another version; ``new`` is empty when nothing is live there any more."""

    part: Part
    environment: Environment
    old: str
    new: str
    version_path: str

    @property
    def pointer(self) -> Pointer:
        """Where in the file."""
        return (self.part.value, self.environment.value)

    @property
    def sentence(self) -> str:
        """For people."""
        what = f"{PARTS[self.part]} {self.new or self.old} of {self.subject.name}"
        if not self.new:
            return f"takes the {what} out of {self.environment.shown}"
        instead = f" in place of {self.old}" if self.old else ""
        return f"publishes the {what} to {self.environment.shown}{instead}"


@dataclass(frozen=True, slots=True)
class MemberChanged(_About):
    """What a person may do in a partner; an empty set before or after: assigned or removed.

    ``confirmed`` are keys of the person that the change makes sure of.
    """

    person: str
    old: frozenset[Permission] | None
    new: frozenset[Permission] | None
    confirmed: tuple[str, ...] = ()

    @property
    def pointer(self) -> Pointer:
        """Where in the file."""
        return ("members", self.person)

    @property
    def sentence(self) -> str:
        """For people."""
        if self.old is None:
            return f"adds {self.person} to the users of {self.subject.partner} ({_permissions(self.new)})"
        if self.new is None:
            return f"removes {self.person} from the users of {self.subject.partner}"
        sure = [f"confirms the key {', '.join(self.confirmed)} of {self.person}"] if self.confirmed else []
        gained, lost = (self.new or frozenset()) - self.old, self.old - self.new
        parts = [*sure, *([f"gives {self.person} {_permissions(gained)}"] if gained else [])]
        parts += [f"takes {_permissions(lost)} from {self.person}"] if lost else []
        return f"{' and '.join(parts) or f'rewrites the permissions of {self.person}'} in {self.subject.partner}"


@dataclass(frozen=True, slots=True)
class PictureChanged(_About):
    """A picture is added, swapped or removed."""

    action: Action
    location: Location
    size: tuple[int, int] = (0, 0)

    @property
    def sentence(self) -> str:
        """For people."""
        name = self.location.file or f"{self.location.person}.png"
        verb = "swaps" if self.action is Action.CHANGED else self.action.verb
        return f"{verb} the picture {name} of {self.subject.name}"


@dataclass(frozen=True, slots=True)
class CredentialChanged(_About):
    """What is wanted of a credential; generations are 0 where there is none, and 1 for a certificate."""

    environment: Environment
    credential: Credential
    old: int
    new: int
    details: tuple[str, ...] = ()

    @property
    def pointer(self) -> Pointer:
        """Where in the file."""
        return (self.environment.value, self.credential.value)

    @property
    def sentence(self) -> str:
        """For people."""
        what = f"the {self.environment.shown} {self.credential.shown} of {self.subject.name}"
        if not self.old:
            return f"asks for {what}"
        if not self.new:
            return f"withdraws {what}: it stops working"
        if self.new != self.old:
            return f"replaces {what} (generation {self.old} to {self.new}): the old one stops working"
        return f"changes {_said(self.details)} of {what}"


Change: TypeAlias = (
    FileTouched | FolderRenamed | FieldChanged | VersionPublished | MemberChanged | PictureChanged | CredentialChanged
)

PARTS = {Part.CONFIGURATION: "configuration", Part.LISTING: "App Store information", Part.PROFILE: "profile"}


def said(value: Any) -> str:
    """A value as a sentence shows it, on one line and shortened."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    text = _said(value) if isinstance(value, tuple) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= 80 else f"{text[:77]}…"


def _said(values: tuple[Any, ...]) -> str:
    return ", ".join(said(one) for one in values) or "nothing"


def _permissions(granted: frozenset[Permission] | None) -> str:
    return ", ".join(one.shown for one in Permission if one in (granted or ())) or "no permission"


def _entries(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()
