"""A notice as HTML for mail programs: one column, styles in place, nothing from another host, all text escaped."""

from __future__ import annotations

from html import escape
from typing import Final

from ..domain.notice import Notice, NoticeKind, Step
from .mail_text import HEADINGS, REASON, WHY
from .printable import printable

_GREEN, _CHARCOAL, _DUNE, _QUIET = "#06423e", "#1c1c1e", "#f2efea", "#5c5a56"
_ALARMS: Final = {NoticeKind.TAKEN, NoticeKind.REVOKED, NoticeKind.REJECTED}
_FONT: Final = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
_PAGE: Final = """<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{subject}</title>
<style>
@media (prefers-color-scheme: dark) {{
  .page {{ background: #121413 !important }}
  .card {{ background: #1f2322 !important }}
  .ink {{ color: #f2efea !important }}
  .quiet {{ color: #b5b1aa !important }}
  .well {{ background: #2a2f2d !important; color: #f2efea !important }}
}}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:{dune};{font}">
<div style="display:none;max-height:0;overflow:hidden">{preview}</div>
<table role="presentation" width="100%" cellspacing="0" cellpadding="0" border="0"><tr>
<td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellspacing="0" cellpadding="0" border="0" style="max-width:600px"><tr>
<td style="background:{green};color:#ffffff;padding:16px 28px;font-size:15px;font-weight:600;\
border-radius:10px 10px 0 0">
SuperOffice Developer Portal</td></tr><tr>
<td class="card ink" style="background:#ffffff;color:{charcoal};padding:28px;font-size:16px;line-height:1.55;\
border-radius:0 0 10px 10px">
{body}
</td></tr><tr>
<td class="quiet" style="padding:16px 28px;font-size:13px;line-height:1.5;color:{quiet}">{why}</td></tr></table>
</td></tr></table>
</body>
</html>
"""


def as_html(notice: Notice, site: str) -> str:
    """The whole page; ``site`` is the portal's address with a slash at its end."""
    parts = [
        _heading(notice),
        _paragraph(notice.happened),
        _quote(notice.quote),
        _paragraph(notice.means),
        _steps(notice.steps),
        _facts(notice),
        _button(f"{site}{notice.page}"),
    ]
    return _PAGE.format(
        subject=_text(notice.subject), preview=_text(notice.happened), body="\n".join(filter(None, parts)),
        why=_text(WHY), dune=_DUNE, font=_FONT, green=_GREEN, charcoal=_CHARCOAL, quiet=_QUIET,
    )  # fmt: skip


def _heading(notice: Notice) -> str:
    mark = "#b3261e" if notice.kind in _ALARMS else "#0f7b5f"
    heading = HEADINGS[notice.kind]
    return (
        f'<h1 class="ink" style="margin:0 0 16px;padding:0 0 0 12px;border-left:5px solid {mark};font-size:22px;'
        f'line-height:1.3;color:{_CHARCOAL}">{heading}</h1>'
    )


def _paragraph(text: str) -> str:
    return f'<p style="margin:0 0 16px">{_text(text)}</p>'


def _quote(text: str) -> str:
    if not text:
        return ""
    lines = "<br>".join(_text(line) for line in text.splitlines())
    head = f'<p style="margin:0 0 8px;font-weight:600">{REASON}</p>'
    well = f'class="well" style="margin:0 0 16px;padding:12px 16px;background:{_DUNE}"'
    return f"{head}<blockquote {well}>{lines}</blockquote>"


def _steps(steps: tuple[Step, ...]) -> str:
    title = f'<h2 class="ink" style="margin:24px 0 8px;font-size:17px;color:{_CHARCOAL}">What to do now</h2>'
    if len(steps) == 1:
        return title + f'<p style="margin:0 0 16px">{_step(steps[0])}</p>'
    items = "".join(f'<li style="margin:0 0 10px">{_step(step)}</li>' for step in steps)
    return f'{title}<ol style="margin:0 0 16px;padding:0 0 0 22px">{items}</ol>'


def _step(step: Step) -> str:
    if not step.command:
        return _text(step.text)
    return (
        f'{_text(step.text)}<code class="well" style="display:block;margin:8px 0;padding:10px 12px;background:{_DUNE};'
        f"font-family:ui-monospace,Consolas,Menlo,monospace;font-size:14px;overflow-wrap:anywhere"
        f'">{_text(step.command)}</code>'
    )


def _facts(notice: Notice) -> str:
    rows = "".join(
        f'<tr><th class="quiet" scope="row" align="left" style="padding:4px 16px 4px 0;font-weight:400;color:{_QUIET};'
        f'white-space:nowrap;vertical-align:top">{_text(name)}</th><td style="padding:4px 0">{_text(value)}</td></tr>'
        for name, value in notice.facts
    )
    return f'<table cellspacing="0" cellpadding="0" style="margin:20px 0;font-size:15px">{rows}</table>' if rows else ""


def _button(address: str) -> str:
    return (
        f'<p style="margin:24px 0 0"><a href="{escape(address)}" style="display:inline-block;padding:12px 20px;'
        f'background:{_GREEN};color:#ffffff;border-radius:8px;text-decoration:none;font-weight:600">'
        "Open it in the portal</a></p>"
    )


def _text(text: str) -> str:
    return escape(printable(" ".join(text.split())))
