"""What is known of a picture, from its content."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """What was found in a picture's bytes.

    ``problem`` is empty when the picture is sound, else a short stable id such as ``truncated``; ``detail`` says it in
    words. ``width`` and ``height`` are in pixels. ``transparent`` says whether any pixel is less than opaque. ``oid``
    is the blob id of the file, where it is known: the same id, the same picture.
    """

    ok: bool
    problem: str = ""
    detail: str = ""
    width: int = 0
    height: int = 0
    transparent: bool = False
    mode: str = ""
    oid: str = ""
