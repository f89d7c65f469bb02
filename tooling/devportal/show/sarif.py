"""Findings as SARIF 2.1.0 (OASIS), which code scanning services read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

import orjson

from ..domain.code import Code
from ..domain.finding import Finding

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(findings: Sequence[Finding], codes: Mapping[str, Code], version: str) -> str:
    """One run, its rules being the codes that were found; columns count code points."""
    used = sorted({finding.code for finding in findings})
    run = {
        "tool": {
            "driver": {"name": "devportal", "semanticVersion": version, "rules": [_rule(codes[code]) for code in used]}
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, used.index(finding.code)) for finding in findings],
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return orjson.dumps(document, option=orjson.OPT_INDENT_2).decode() + "\n"


def _rule(code: Code) -> dict[str, Any]:
    return {
        "id": code.id,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.why},
        "help": {"text": code.mend},
        "defaultConfiguration": {"level": code.severity.value},
    }


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    text = f"{finding.message}. {finding.advice}".encode("utf-8", "backslashreplace").decode()
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.severity.value,
        "message": {"text": text},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(finding.path.encode("utf-8", "surrogateescape"))},
                    "region": {"startLine": finding.line, "startColumn": finding.column},
                }
            }
        ],
    }
