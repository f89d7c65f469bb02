"""What a build was made from and what it wrote, so that the next one knows what it may keep."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from ...domain.source import SourceError


@dataclass(slots=True)
class Made:
    """One section: what it read (name, key, digest), its files with the digest of what they were made from.

    ``public`` are the addresses of its public pages, in their order, for the sitemap; ``given`` is what the section was
    given besides.
    """

    read: list[tuple[str, str, str]] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    public: list[str] = field(default_factory=list)
    given: str = ""


@dataclass(slots=True)
class Manifest:
    """One complete build.

    ``setting`` is a digest of all that every page depends on: templates, documents, settings, the tool. ``documents``
    are the addresses of the written pages; ``titles`` what the navigation calls them, and their front matter.
    """

    setting: str
    documents: list[str] = field(default_factory=list)
    titles: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    sections: dict[str, Made] = field(default_factory=dict)

    @property
    def files(self) -> dict[str, str]:
        """Every file of every section."""
        return {path: made for section in self.sections.values() for path, made in section.files.items()}

    @property
    def count(self) -> int:
        """How many files there are."""
        return len(self.documents) + sum(len(section.files) for section in self.sections.values())

    def files_of(self, section: str) -> Iterable[tuple[str, str]]:
        """The files of one section; none when there is no such section."""
        return self.sections[section].files.items() if section in self.sections else ()

    @property
    def public(self) -> list[str]:
        """Every public address, in the order of the sitemap."""
        return [*self.documents, *(address for section in self.sections.values() for address in section.public)]


def read_manifest(file: Path) -> Manifest | None:
    """What was kept; nothing when there is none or it cannot be read, and then everything is built."""
    try:
        found: Mapping[str, Any] = orjson.loads(file.read_bytes())
        made = {name: Made(**section) for name, section in found["sections"].items()}
        return Manifest(found["setting"], found["documents"], found["titles"], made)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_manifest(file: Path, manifest: Manifest) -> None:
    """Keep it. Raises SourceError."""
    fresh = file.with_name(f"{file.name}.new")
    try:
        fresh.write_bytes(orjson.dumps(manifest))
        fresh.replace(file)
    except OSError as error:
        raise SourceError(f"{file} cannot be written: {error.strerror}. Check the space and the rights.") from None
