"""Writes a sample registry with its history.

The committed registry is what ``devportal sample --partners 16 --seed 2026 DIR`` writes below ``registry/``, beside the
platform's own files, which are written by hand and taken over as they are.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final, TypeAlias

from ..decide.parse.document import parse
from ..decide.sample.cast import company_of, grown
from ..decide.sample.files import Deed, Picture, Sample, sample
from ..domain.source import SourceError
from ..gateways.drawing import draw, tiny
from ..gateways.git_writer import Step, write_history

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many of how many pictures are there."""

_BEGIN: Final = 1_735_689_600
"""1 January 2025, 00:00 UTC: the first commit of every sample."""
_SPAN: Final = 680 * 86_400
_CURATED: Final = 16


@dataclass(frozen=True)
class Written:
    """What was written."""

    partners: int
    people: int
    apps: int
    files: int
    commits: int


def write_sample(
    folder: Path, partners: int, seed: int, commits: int = 0, media: str = "", progress: Progress | None = None
) -> Written:
    """Write a repository with ``registry/`` into an empty or new folder, all or nothing. Raises SourceError.

    Without ``commits``, each deed is a commit.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SourceError(f"{folder} is not empty. Name a new folder, or empty it first.")
    made = prepared(partners, seed)
    platform = _platform()
    deeds = [Deed("The platform", "Marit Hauge", "marit.hauge@staff.example", 0, {**platform}), *made.deeds]
    pictures = _drawn(made, media or ("full" if partners <= _CURATED else "tiny"), progress)
    files = {**platform, **made.files, **pictures}
    steps = list(_history(deeds, files, commits or len(deeds)))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as place:
        fresh = Path(place) / "sample"
        write_history(fresh, steps)
        if folder.exists():
            folder.rmdir()
        shutil.move(fresh, folder)
    apps = sum(path.endswith("/app.yaml") for path in files)
    return Written(partners, made.people, apps, len(files), len(steps))


def prepared(partners: int, seed: int) -> Sample:
    """The sample's files, and the pictures that are to be drawn. Raises SourceError without the platform's files."""
    chance = random.Random(seed)  # noqa: S311 - a sample holds no secret
    cast = [company_of(value) for part in ("one", "two") for value in _data(part)["partners"]]
    templates = _value(_platform()["registry/platform/templates.yaml"], "templates.yaml")["templates"]
    return sample(list(grown(cast, partners, chance)), templates, _data("keys")["keys"], chance)


def _data(name: str) -> Any:
    file = resources.files("devportal.decide.sample") / "cast" / f"{name}.yaml"
    return _value(file.read_bytes(), file.name)


def _value(data: bytes, name: str) -> Any:
    parsed = parse(data, name)
    assert parsed.value is not None, [finding.message for finding in parsed.findings]
    return parsed.value


@cache
def _platform() -> dict[str, bytes]:
    """The platform's files of the clone that this tool runs from: they are kept in one place."""
    root = Path(__file__).resolve().parents[3]
    folder = root / "registry" / "platform"
    if not folder.is_dir():
        raise SourceError(f"The platform's files are not at {folder}. Run the tool from a clone of the portal.")
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in sorted(folder.glob("*.yaml"))}


def _drawn(made: Sample, media: str, progress: Progress | None) -> dict[str, bytes]:
    plain = cache(tiny)
    drawn = {}
    for number, (path, one) in enumerate(made.pictures.items(), 1):
        drawn[path] = plain(_kind(one)) if media == "tiny" else draw(one.kind, one.motif, one.seed, one.words)
        if progress:
            progress(number, len(made.pictures))
    return drawn


def _kind(picture: Picture) -> str:
    return "screenshot" if picture.kind == "screenshot" else "icon"


def _history(deeds: Sequence[Deed], files: dict[str, bytes], commits: int) -> Iterator[Step]:
    """The deeds put together into ``commits`` commits; where more are wanted, settings change and change back."""
    count = min(len(deeds), commits)
    span = _SPAN // commits
    for number in range(count):
        group = deeds[len(deeds) * number // count : len(deeds) * (number + 1) // count]
        written = {path: data for deed in group for path, data in deed.files.items()}
        rest = len(group) - 1
        message = group[0].message + (f", and {rest} more {'change' if rest == 1 else 'changes'}" if rest else "")
        now = {path: files[path] if data is None else data for path, data in written.items()}
        yield Step(group[0].author, group[0].email, _BEGIN + number * span, message, now)
    for number, (deed, path, data) in enumerate(_changes(deeds, files, commits - count), count):
        message = f"Uninstall reporting emails of {path.split('/')[2]}"
        yield Step(deed.author, deed.email, _BEGIN + number * span, message, {path: data})


def _changes(deeds: Sequence[Deed], files: dict[str, bytes], count: int) -> Iterator[tuple[Deed, str, bytes]]:
    """Partners add an address and take it away; in the end each file is as it was."""
    settings = [(deed, path) for deed in deeds for path in deed.files if path.endswith("/partner.yaml")]
    for number in range(count):
        deed, path = settings[number // 2 % len(settings)]
        host = deed.email.partition("@")[2]
        is_last = number % 2 == 1 or number == count - 1
        extra = "" if is_last else f"uninstall_reporting_emails: [goodbye-{number // 2}@{host}]\n"
        yield deed, path, files[path] + extra.encode()
