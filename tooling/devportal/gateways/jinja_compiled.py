"""Templates are compiled once and kept beside the cache, as Python keeps its modules.

What is kept is code, so it lies in a folder that is the user's own, and is found only under the template's whole text.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from pickle import UnpicklingError
from typing import Final

import jinja2
from jinja2.bccache import Bucket, FileSystemBytecodeCache

from .cache import cache_folder

_FOLDER: Final = "templates"
_OPTIONS: Final = (
    "autoescape",
    "trim_blocks",
    "lstrip_blocks",
    "keep_trailing_newline",
    "newline_sequence",
    "optimized",
)
"""What of an environment changes the code that a template becomes; ours share their delimiters."""


def keep_compiled(environment: jinja2.Environment) -> None:
    """Let the environment find what was compiled before. Where nothing can be kept, all is compiled."""
    folder = cache_folder()
    if folder is None:
        return
    with contextlib.suppress(OSError):
        place = folder / _FOLDER
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        environment.bytecode_cache = _Compiled(place)


class _Compiled(FileSystemBytecodeCache):
    """Jinja's own; environments that compile in other ways do not share, a broken file or a full disk is no error."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), "%s.code")

    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:
        options = [getattr(environment, option) for option in _OPTIONS]
        how = repr((jinja2.__version__, options, sorted(environment.extensions)))
        return super().get_bucket(environment, f"{name} {how}", filename, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except (OSError, EOFError, ValueError, UnpicklingError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)
