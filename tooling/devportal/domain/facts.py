"""What one part of the registry tells the others: names it claims and records it needs."""

from __future__ import annotations

from typing import NamedTuple

from .finding import Finding, Pointer


class Claim(NamedTuple):
    """A name that a file takes in a ``space`` such as ``app-name``.

    Two claims on one ``value`` are findings with ``code``; a claim with an empty code may be shared and only answers
    needs. ``value`` is folded for comparison, ``shown`` is what the person wrote.
    """

    code: str
    space: str
    value: str
    shown: str
    path: str
    pointer: Pointer = ()
    on_key: bool = False


class Need(NamedTuple):
    """Something that must exist elsewhere: ``value`` in ``space``; else it is a finding with ``code``."""

    code: str
    space: str
    value: str
    path: str
    pointer: Pointer = ()
    on_key: bool = False


class UnitVerdict(NamedTuple):
    """What was found in one unit of the registry (a partner, a person, the platform), and what it tells the others."""

    findings: tuple[Finding, ...] = ()
    claims: tuple[Claim, ...] = ()
    needs: tuple[Need, ...] = ()
