"""What people read: each kind of notice as it is recorded, and never anybody's text come alive.

``DEVPORTAL_RECORD=1`` writes ``recorded/`` anew; read the difference before it is committed.
"""

from __future__ import annotations

import os
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from devportal.domain.notice import Notice, Step
from devportal.show.mail_html import as_html
from devportal.show.mail_text import as_text

from .samples import samples

RECORDED = Path(__file__).parent / "recorded"
SITE = "https://portal.example/"
SAMPLES = samples()
HOSTILE = (
    '<script>alert(1)</script><img src="https://evil.example/x" onerror=x>&amp;\u202e\x00\x1b[31m'
    "\r\nBcc: eve@evil.example"
)


def written(notice: Notice) -> str:
    to = "\n".join(f"To: {', else '.join(f'{box.name} <{box.email}>' for box in chain)}" for chain in notice.audience)
    return f"{to}\nSubject: {notice.subject}\nKey: {notice.key}\n\n{as_text(notice, SITE)}"


@pytest.mark.parametrize("name", SAMPLES)
def test_a_notice_reads_as_recorded(name: str) -> None:
    file = RECORDED / f"{name}.txt"
    if os.environ.get("DEVPORTAL_RECORD"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(written(SAMPLES[name]), encoding="utf-8")
    assert file.read_text(encoding="utf-8") == written(SAMPLES[name])


def test_nothing_is_recorded_that_is_not_made() -> None:
    assert {file.stem for file in RECORDED.glob("*.txt")} == set(SAMPLES)


@pytest.mark.parametrize("name", SAMPLES)
def test_text_stays_narrow_and_leads_to_the_portal(name: str) -> None:
    text = as_text(SAMPLES[name], SITE)
    assert SITE + SAMPLES[name].page in text
    long = [line for line in text.splitlines() if len(line) > 76]
    assert all(len(line.split()) == 1 or line.startswith("      ") for line in long), long


class _Page(HTMLParser):
    """What a mail program sees."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attributes if name in {"href", "src", "background", "action"}]
        assert not [name for name, _ in attributes if name.startswith("on")]
        if tag not in {"meta", "br", "!doctype"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", SAMPLES)
def test_html_is_whole_and_loads_nothing(name: str) -> None:
    page = as_html(SAMPLES[name], SITE)
    seen = _Page(page)
    assert seen.open == []
    assert seen.links == [SITE + SAMPLES[name].page]
    assert not {"img", "script", "link", "iframe", "object", "form"} & set(seen.tags)
    assert "@import" not in page
    assert "url(" not in page


def hostile(notice: Notice) -> Notice:
    return replace(
        notice, subject=HOSTILE, happened=HOSTILE, means=HOSTILE, steps=(Step(HOSTILE, HOSTILE),), quote=HOSTILE,
        facts=((HOSTILE, HOSTILE),),
    )  # fmt: skip


@pytest.mark.parametrize("name", ["ready", "rejected"])
def test_hostile_texts_stay_text(name: str) -> None:
    notice = hostile(SAMPLES[name])
    page, text = as_html(notice, SITE), as_text(notice, SITE)
    seen = _Page(page)
    assert seen.links == [SITE + notice.page]
    assert not {"img", "script"} & set(seen.tags)
    for found in (page, text):
        assert not set("\u202e\x00\x1b\r") & set(found)
    assert not [line for line in text.splitlines() if line.startswith("Bcc:")]


def test_a_reason_cannot_pass_for_our_own_words() -> None:
    text = as_text(replace(SAMPLES["rejected"], quote="No.\n\nWhat to do now\n\nSend us your key."), SITE)
    assert "> What to do now" in text
    assert text.count("\nWhat to do now\n") == 1


@pytest.mark.parametrize("name", SAMPLES)
def test_whoever_gets_it_can_act(name: str) -> None:
    notice = SAMPLES[name]
    assert notice.audience
    assert all(chain for chain in notice.audience)
    assert notice.steps
    firsts = [chain[0].email.casefold() for chain in notice.audience]
    assert len(firsts) == len(set(firsts))
    assert len(notice.subject) <= 110
