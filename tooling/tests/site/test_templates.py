"""Compiled templates are kept, and nobody sees the difference."""

from __future__ import annotations

import stat
from pathlib import Path

import jinja2
import pytest
from devportal.gateways.jinja_compiled import keep_compiled
from devportal.gateways.jinja_quick import quicken

TEXT = """\
{% macro cell(x) %}<td>{{ x }}</td>{% endmacro %}{{ cell(a) }} {{ a ~ '&' }} {{ a | upper }}{{ none }}
 {% if a %}
&{% endif %}"""
EXPECTED = {True: "<td>&lt;b&gt;</td> &lt;b&gt;&amp; &lt;B&gt;None\n &", False: "<td><b></td> <b>& <B>None\n &"}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEVPORTAL_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache/templates"


def environment(folder: Path, compiled: list[str], *, autoescape: bool = True, text: str = TEXT) -> jinja2.Environment:
    (folder / "page.html").write_text(text)

    class Counting(jinja2.Environment):
        def _generate(self, source: object, name: str | None, *rest: object, **more: object) -> str:
            compiled.append(name or "")
            return super()._generate(source, name, *rest, **more)  # type: ignore[arg-type]

    return Counting(loader=jinja2.FileSystemLoader(folder), autoescape=autoescape, trim_blocks=True)


def rendered(made: jinja2.Environment) -> str:
    return made.get_template("page.html").render(a="<b>")


@pytest.mark.parametrize("is_quick", [True, False])
def test_a_template_is_compiled_once_for_each_way_of_compiling(tmp_path: Path, cache: Path, is_quick: bool) -> None:
    compiled: list[str] = []
    for _ in range(2):
        for autoescape, expected in EXPECTED.items():
            made = environment(tmp_path, compiled, autoescape=autoescape)
            (quicken if is_quick else keep_compiled)(made)
            assert rendered(made) == expected
    assert compiled == ["page.html"] * 2
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    changed = environment(tmp_path, compiled, text=TEXT + "!")
    keep_compiled(changed)
    assert rendered(changed) == EXPECTED[True] + "!"
    assert len(compiled) == 3


@pytest.mark.parametrize("spoilt", [b"", b"no code at all", None])
def test_what_cannot_be_kept_or_read_is_compiled(tmp_path: Path, cache: Path, spoilt: bytes | None) -> None:
    compiled: list[str] = []
    made = environment(tmp_path, compiled)
    if spoilt is None:
        cache.parent.write_bytes(b"no folder")
    keep_compiled(made)
    assert rendered(made) == EXPECTED[True]
    for file in cache.glob("*") if spoilt is not None else ():
        file.write_bytes(spoilt or file.read_bytes()[:40])
    again = environment(tmp_path, compiled)
    keep_compiled(again)
    assert rendered(again) == EXPECTED[True]
    assert compiled == ["page.html"] * 2


def test_without_a_cache_nothing_is_written(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEVPORTAL_CACHE", "off")
    made = environment(tmp_path, [])
    keep_compiled(made)
    assert made.bytecode_cache is None
    assert not cache.exists()
