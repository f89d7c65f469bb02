"""Works out line and column of findings, and only of those."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from ..domain.finding import Finding, Pointer


def with_places(findings: Iterable[Finding], read: Callable[[str], bytes]) -> Iterator[Finding]:
    """The same findings, each with line and column; ``read`` gives a file's bytes, empty where there are none."""
    by_path: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_path[finding.path].append(finding)
    for path, found in by_path.items():
        lost = {(one.pointer, one.on_key) for one in found if not one.line}
        pointed = {place for place in lost if place[0]}
        places = _located(read(path), pointed) if pointed else {}
        yield from (one if one.line else one.at(*places.get((one.pointer, one.on_key), (1, 1))) for one in found)


def _located(data: bytes, pointed: Collection[tuple[Pointer, bool]]) -> Mapping[tuple[Pointer, bool], tuple[int, int]]:
    # Imported here: most runs have nothing to point at, and the YAML library takes a while to import.
    from ..decide.parse.locate import locate

    return locate(data, pointed)
