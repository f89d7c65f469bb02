"""Searches for secrets that a test planted, wherever they could have got to and however they are written there.

``Planted([secret, …])`` knows each value's forms: raw, base64 at each of its three alignments, hexadecimal,
URL-encoded, JSON- and HTML-escaped; and of long values each half, so that one that was cut short is found as well. Its
methods give what was found as sentences, an empty list when all is well.
"""

from __future__ import annotations

import base64
import contextlib
import html
import json
import os
import subprocess
import traceback
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_from_bytes, quote_plus

_SHORTEST = 8
"""Shorter pieces would be found anywhere by chance."""


def forms(value: bytes) -> dict[bytes, str]:
    """Each way of writing ``value``, and what it is called."""
    found: dict[bytes, str] = {}
    for piece, label in _pieces(value):
        found |= {form: f"{kind}{label}" for kind, form in _written(piece)}
    return {form: kind for form, kind in found.items() if len(form) >= _SHORTEST}


def _pieces(value: bytes) -> Iterator[tuple[bytes, str]]:
    yield value, ""
    if len(value) >= 4 * _SHORTEST:
        half = len(value) // 2
        yield value[:half], ", first half"
        yield value[half:], ", second half"


def _written(piece: bytes) -> Iterator[tuple[str, bytes]]:
    yield "raw", piece
    for shift in range(3):
        # Below another alignment, the first and the last digit depend on what stands beside the value.
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            inner = encode(bytes(shift) + piece).rstrip(b"=")
            yield f"base64 at {shift}", inner[(0, 2, 3)[shift] : len(inner) - (1 if (shift + len(piece)) % 3 else 0)]
    yield "hexadecimal", piece.hex().encode()
    yield "hexadecimal", piece.hex().upper().encode()
    yield "hexadecimal with colons", piece.hex(":").encode()
    yield "URL-encoded", quote_from_bytes(piece, safe="").encode()
    yield "as Python shows bytes", repr(piece)[2:-1].encode()
    with contextlib.suppress(UnicodeDecodeError):
        text = piece.decode()
        yield "URL-encoded", quote(text).encode()
        yield "URL-encoded", quote_plus(text).encode()
        yield "in JSON", json.dumps(text)[1:-1].encode()
        yield "in HTML", html.escape(text).encode()


class Planted:
    """Values that must not be found."""

    def __init__(self, values: Iterable[bytes]) -> None:
        self._forms = {form: kind for value in values for form, kind in forms(value).items()}

    def in_bytes(self, data: bytes, where: str) -> list[str]:
        """In any bytes: a log, a page, an answer."""
        return [f"{where}: a secret, {kind}" for form, kind in self._forms.items() if form in data]

    def in_text(self, text: str, where: str) -> list[str]:
        """In any text."""
        return self.in_bytes(text.encode("utf-8", "surrogateescape"), where)

    def in_files(self, root: Path, *, but: Iterable[str] = ()) -> list[str]:
        """In every file below ``root``, but not in those named; git's objects are unpacked."""
        found = []
        for file in sorted(root.rglob("*")):
            if file.is_file() and not file.is_symlink() and file.name not in but:
                data = file.read_bytes()
                found += self.in_bytes(data, str(file))
                if "objects" in file.parts and len(file.name) == 38:
                    with contextlib.suppress(zlib.error):
                        found += self.in_bytes(zlib.decompress(data), f"git object {file}")
        return found

    def in_commits(self, repository: Path) -> list[str]:
        """In every object of a git repository: files, messages, names, packed or not, reachable or not."""
        command = ["git", "-C", str(repository), "cat-file", "--batch-all-objects", "--batch", "--unordered"]
        return self.in_bytes(subprocess.run(command, capture_output=True, check=True).stdout, str(repository))

    def in_exception(self, error: BaseException) -> list[str]:
        """In what an exception says, holds and shows, in all that it is chained to, and in its frames' variables."""
        found, seen, waiting = [], set(), [error]
        while waiting:
            one = waiting.pop()
            if id(one) in seen:
                continue
            seen.add(id(one))
            shown = f"{one}\n{one!r}\n{one.args!r}\n{vars(one)!r}"
            frames = "".join(traceback.TracebackException.from_exception(one, capture_locals=True).format(chain=False))
            found += self.in_text(shown + frames, f"exception {type(one).__name__}")
            waiting += [other for other in (one.__cause__, one.__context__) if other]
        return found

    def in_object(self, thing: Any) -> list[str]:
        """In what an object shows of itself."""
        with_fields = vars(thing) if hasattr(thing, "__dict__") else {}
        return self.in_text(f"{thing}\n{thing!r}\n{with_fields!r}", f"object {type(thing).__name__}")

    def in_processes(self) -> list[str]:
        """In the arguments of every process on this machine that we may see."""
        found = []
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit() and int(folder.name) != os.getpid():
                with contextlib.suppress(OSError):
                    found += self.in_bytes((folder / "cmdline").read_bytes(), f"process {folder.name}")
        return found
