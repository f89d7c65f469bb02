"""The strict YAML loader."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from devportal.decide.parse import limits
from devportal.decide.parse.document import parse
from devportal.decide.parse.exact import read_exactly
from devportal.decide.parse.locate import locate
from devportal.decide.parse.quick import Odd, read_quickly
from devportal.decide.parse.quoting import quote_if_needed
from hypothesis import given, settings
from hypothesis import strategies as st

PLAIN = [
    ("no", "no"),
    ("NO", "NO"),
    ("yes", "yes"),
    ("True", "True"),
    ("12:30", "12:30"),
    ("1_000", "1_000"),
    ("0o7", "0o7"),
    ("0x1f", "0x1f"),
    ("012", "012"),
    ("1.10", "1.10"),
    ("1e3", "1e3"),
    (".inf", ".inf"),
    ("~", "~"),
    ("2026-11-24", "2026-11-24"),
    ("=", "="),
    ("+1", "+1"),
    ("true", True),
    ("false", False),
    ("null", None),
    ("", None),
    ("0", 0),
    ("42", 42),
    ("-7", -7),
    ("'42'", "42"),
    ('"true"', "true"),
]


@pytest.mark.parametrize(("written", "meant"), PLAIN)
def test_a_scalar_stays_what_was_typed(written: str, meant: Any) -> None:
    found = parse(f"a: {written}\n".encode(), "x")
    assert found.findings == ()
    assert found.value == {"a": meant}
    assert type(found.value["a"]) is type(meant)


def test_keys_are_always_text() -> None:
    assert parse(b"1: a\ntrue: b\nnull: c\n", "x").value == {"1": "a", "true": "b", "null": "c"}


THREATS = {
    "nesting that crashes the C composer": (b"[" * 30_000, "DP109"),
    "an alias bomb": (b"a: &a [x]\nb: [" + b"*a, " * 900 + b"x]\n", "DP105"),
    "the last duplicate wins": (b"a: 1\na: 2\n", "DP104"),
    "a duplicate by another spelling": (b"a: 1\n'a': 2\n", "DP104"),
    "a merge key": (b"<<: {a: 1}\n", "DP106"),
    "a tag that builds objects": (b"a: !!python/object/apply:os.system [id]\n", "DP107"),
    "a tag without a name": (b"a:\n  b: !\n  c: d\n", "DP107"),
    "a right-to-left override": ("a: x\u202ey\n".encode(), "DP111"),
    "the same by an escape": (b'a: "x\\u202ey"\n', "DP111"),
    "UTF-16": ("a: b\n".encode("utf-16"), "DP101"),
    "a byte order mark": (b"\xef\xbb\xbfa: b\n", "DP101"),
    "a lone carriage return": (b"a: b\rc: d\n", "DP111"),
    "a file without end": (b"a: b\n" + b"# fill\n" * 40_000, "DP110"),
    "too many values": (b"a: [" + b"b, " * 20_001 + b"b]\n", "DP110"),
    "an unfinished escape": (b'a: "\\x4"\n', "DP108"),
}


@pytest.mark.parametrize("name", THREATS)
def test_a_threat_is_refused(name: str) -> None:
    data, code = THREATS[name]
    found = parse(data, "x")
    assert found.value is None
    assert code in {one.code for one in found.findings}
    assert all(one.line >= 1 and one.column >= 1 for one in found.findings)


def test_emoji_are_text() -> None:
    family = "\U0001f469\u200d\U0001f467 \u2764\ufe0f"
    assert parse(f"a: {family}\n".encode(), "x").value == {"a": family}


def test_messages_never_hold_much_of_the_file() -> None:
    found = parse(b"a: @" + b"secret" * 5_000 + b"\n", "x")
    assert all(len(one.message) < 300 and "secret" not in one.message for one in found.findings)


def test_windows_line_ends_are_fine() -> None:
    assert parse(b"a: b\r\nc: d\r\n", "x").value == {"a": "b", "c": "d"}


TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=40)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**14), 10**14) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), VALUES, min_size=1, max_size=5))
@settings(max_examples=150, deadline=None)
def test_what_is_dumped_with_quotes_is_read_back(value: dict[str, Any]) -> None:
    found = parse(yaml.safe_dump(value, allow_unicode=True, default_style='"').encode(), "x")
    if not found.findings:
        assert _texts(found.value) == _texts(value)


def _texts(value: Any) -> Any:
    """Every scalar as its text: in double quotes everything is text."""
    if isinstance(value, dict):
        return {str(key): _texts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_texts(item) for item in value]
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


SIGNS = ["a: ", "b:", "- ", "\n", "  ", "[", "]", "{", "}", ", ", "'", '"', "&x ", "*x", "!t ", "<<: ", "? ", "|", ">"]
SIGNS += ["\t", "# c", "---", "...", "%", "x", "1", "true", "\\", "é", "\u202e", "@", ": "]
PIECES = st.lists(st.sampled_from(SIGNS), max_size=30).map("".join)


@given(PIECES)
@settings(max_examples=600, deadline=None)
def test_the_quick_way_agrees_with_the_exact_way(text: str) -> None:
    found = parse(text.encode(), "x")
    exact_value, exact_findings = read_exactly(text, "x")
    try:
        quick = read_quickly(text.encode(), escapes=True)
    except Odd:
        quick = None
    if not found.findings:
        assert found.value == exact_value
        assert exact_findings == ()
        assert quick is None or quick == exact_value


@given(st.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_nothing_is_raised(data: bytes) -> None:
    found = parse(data, "x")
    assert (found.value is None) == bool(found.findings)
    locate(data, [(("a", 0, "b"), False), ((), True)])


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_quoting_is_undone_by_reading(text: str) -> None:
    written = f"a: {quote_if_needed(text)}\nb: [{quote_if_needed(text)}, x]\n{quote_if_needed(text)}: c\n"
    found = parse(written.encode(), "x")
    if {one.code for one in found.findings} - {"DP102", "DP111", "DP104"}:
        raise AssertionError(found.findings)
    if not found.findings:
        assert found.value == {"a": text, "b": [text, "x"], text: "c"}


def test_places() -> None:
    data = "# é\na: 1\nliste:\n  - x: ü\n    y: 2\n  - [p, q]\nleer:\n".encode()
    wanted = {
        (("a",), False): (2, 4),
        (("a",), True): (2, 1),
        (("liste",), False): (3, 1),
        (("liste", 0, "y"), False): (5, 8),
        (("liste", 1, 1), False): (6, 9),
        (("liste", 0, "missing"), False): (4, 5),
        (("missing",), False): (2, 1),
    }
    assert locate(data, wanted) == wanted


def test_limits_are_as_promised() -> None:
    assert parse(f"a: {'[' * 31}x{']' * 31}\n".encode(), "x").findings == ()
    assert parse(f"a: {'[' * 32}x{']' * 32}\n".encode(), "x").findings[0].code == "DP109"
    assert parse(f"a: '{'x' * limits.SCALAR}'\n".encode(), "x").findings == ()
    assert parse(f"a: '{'x' * (limits.SCALAR + 1)}'\n".encode(), "x").findings[0].code == "DP110"
