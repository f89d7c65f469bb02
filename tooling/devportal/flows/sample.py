"""Writes a sample registry with its history.

The committed registry is what ``devportal sample --partners 16 --seed 2026 DIR`` writes below ``registry/``, beside the
platform's own files, which are written by hand and taken over as they are.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from ..decide.parse.document import parse
from ..decide.sample.cast import company_of, grown
from ..decide.sample.files import Picture, Sample, sample
from ..domain.source import SourceError
from ..gateways.drawing import draw, tiny
from ..gateways.git_writer import Step, write_history

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


def write_sample(folder: Path, partners: int, seed: int, commits: int = 1, media: str = "") -> Written:
    """Write a repository with ``registry/`` into an empty or new folder, all or nothing. Raises SourceError."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SourceError(f"{folder} is not empty. Name a new folder, or empty it first.")
    made = _made(partners, seed)
    platform = _platform()
    made.steps.insert(0, ("The platform", sorted(platform)))
    pictures = _drawn(made, media or ("full" if partners <= _CURATED else "tiny"))
    files = {**platform, **made.files, **pictures}
    steps = list(_history(made, files, commits))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as place:
        fresh = Path(place) / "sample"
        write_history(fresh, steps)
        if folder.exists():
            folder.rmdir()
        shutil.move(fresh, folder)
    apps = sum(path.endswith("/app.yaml") for path in files)
    return Written(partners, made.people, apps, len(files), len(steps))


def _made(partners: int, seed: int) -> Sample:
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


def _drawn(made: Sample, media: str) -> dict[str, bytes]:
    drawing = cache(lambda picture: draw(picture.kind, picture.motif, picture.seed, picture.words))
    plain = cache(tiny)
    return {path: plain(_kind(one)) if media == "tiny" else drawing(one) for path, one in made.pictures.items()}


def _kind(picture: Picture) -> str:
    return "screenshot" if picture.kind == "screenshot" else "icon"


def _history(made: Sample, files: dict[str, bytes], commits: int) -> Iterator[Step]:
    """The steps put together into ``commits`` commits; where more are wanted, settings change back and forth."""
    groups = _grouped(made.steps, commits)
    extra = max(0, commits - len(groups))
    span = _SPAN // max(1, len(groups) + extra)
    for number, group in enumerate(groups):
        message = group[0][0] if len(group) == 1 else f"{group[0][0]}, and {len(group) - 1} more"
        paths = [path for _, step in group for path in step]
        yield _step(number, span, message, {path: files[path] for path in paths})
    settings = [path for path in files if path.endswith("/partner.yaml")]
    for number in range(extra):
        path = settings[number // 2 % len(settings)]
        is_last = number % 2 == 1 or number == extra - 1
        data = (
            files[path] if is_last else files[path] + f"uninstall_reporting_emails: [o{number}@mail.example]\n".encode()
        )
        yield _step(len(groups) + number, span, f"Uninstall reporting emails of {path.split('/')[2]}", {path: data})


def _step(number: int, span: int, message: str, files: dict[str, bytes]) -> Step:
    return Step("Sample", "sample@portal.example", _BEGIN + number * span, message, files)


def _grouped(steps: Sequence[tuple[str, list[str]]], commits: int) -> list[Sequence[tuple[str, list[str]]]]:
    count = min(len(steps), commits)
    bounds = [len(steps) * place // count for place in range(count + 1)]
    return [steps[start:end] for start, end in pairwise(bounds)]
