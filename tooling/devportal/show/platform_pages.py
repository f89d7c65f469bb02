"""Reference pages of what SuperOffice offers: endpoints, agents, claims and so on, from the catalogues."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from ..domain.environment import Environment
from ..domain.platform import Entry, Template
from ..domain.snapshot import Platform
from .markdown import as_markdown

_NOTE: Final = "<!-- Written by `devportal schemas` from registry/platform/; change that. -->\n"


class Subject(NamedTuple):
    """What a catalogue is about: its title, what it is for, and the setting that refers to it."""

    title: str
    intro: str
    setting: str


_SETTINGS: Final = "../settings"
SUBJECTS: Final[dict[str, Subject]] = {
    "endpoints": Subject(
        "Endpoints",
        "The web services that an app may call. New apps use WebAPI; older Services work until their end of life.",
        f"{_SETTINGS}/configuration.md#advanced-endpoints",
    ),
    "agents": Subject(
        "Agents",
        "Restricted parts of the API. An app names the agents that it uses, and an App Manager grants them. What "
        "renews consent locks users out until an administrator of each customer has consented again.",
        f"{_SETTINGS}/configuration.md#advanced-agents",
    ),
    "claims": Subject(
        "Claims",
        "Restricted facts about user and tenant that an app gets when somebody signs in. An App Manager grants them.",
        f"{_SETTINGS}/configuration.md#advanced-claims",
    ),
    "licences": Subject(
        "Licences",
        "What a customer has to hold for an app, or gets with it. A custom app needs Development Tools, or the plan "
        "CRM Suite Core.",
        f"{_SETTINGS}/configuration.md#advanced-licences",
    ),
    "plans": Subject(
        "Plans",
        "The subscriptions that customers have. A listing says which of them the app works with, or all.",
        f"{_SETTINGS}/listing.md#installation-plans",
    ),
    "categories": Subject(
        "Categories",
        "The shelves of the App Store. A listing stands on one or more.",
        f"{_SETTINGS}/listing.md#details-categories",
    ),
    "languages": Subject("Languages", "The languages that an app speaks.", f"{_SETTINGS}/listing.md#details-languages"),
    "markets": Subject("Markets", "Where an app is offered.", f"{_SETTINGS}/listing.md#details-markets"),
}


def platform_pages(platform: Platform) -> dict[str, str]:
    """Each page's file name and Markdown."""
    pages = {f"{name}.md": _catalogue(subject, platform.catalogues.get(name, {})) for name, subject in SUBJECTS.items()}
    return {
        "index.md": _index(),
        **pages,
        "environments.md": _environments(platform),
        "templates.md": _templates(platform),
    }


def _index() -> str:
    rows = [("environments.md", "Environments", "Where apps live, and their addresses.")]
    rows += [
        (f"{name}.md", subject.title, subject.intro.partition(". ")[0].rstrip(".") + ".")
        for name, subject in SUBJECTS.items()
    ]
    rows.append(("templates.md", "Templates", "What a new app begins with."))
    lines = [f"| [{title}]({file}) | {as_markdown(intro)} |" for file, title, intro in rows]
    intro = "What SuperOffice offers to apps, from the catalogues in `registry/platform/`."
    return _page("Platform", intro, ["| Page | What it lists |", "|---|---|", *lines])


def _page(title: str, intro: str, body: Sequence[str]) -> str:
    return "\n".join([f"# {title}", _NOTE, intro, "", *body]).rstrip() + "\n"


def _catalogue(subject: Subject, entries: Mapping[str, Entry]) -> str:
    marks = any(_marks(entry) for entry in entries.values())
    texts = any(entry.description for entry in entries.values())
    columns = ["Name", "Written as", *(["What it is for"] if texts else []), *(["To know"] if marks else [])]
    lines = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    for key, entry in entries.items():
        cells = [f'<a id="{key}"></a>{as_markdown(entry.name)}', f"`{key}`"]
        cells += [as_markdown(entry.description or "")] if texts else []
        cells += [_marks(entry)] if marks else []
        lines.append(f"| {' | '.join(cells)} |")
    where = f"It is chosen in the setting [{subject.title}]({subject.setting})."
    return _page(subject.title, f"{subject.intro}\n\n{where}", lines)


def _marks(entry: Entry) -> str:
    found = []
    if entry.recommended:
        found.append("recommended")
    if entry.renews_consent:
        found.append("renews consent")
    if entry.custom_only:
        found.append("custom apps only")
    if entry.end_of_life:
        found.append(f"works until {entry.end_of_life.isoformat()}")
    return ", ".join(found)


def _environments(platform: Platform) -> str:
    if platform.environments is None:
        return _page("Environments", "None are described yet.", [])
    body: list[str] = []
    for environment in Environment:
        facts = platform.environments.of(environment)
        rows = {
            "Sign-in host": facts.sign_in_host,
            "OpenID discovery": facts.discovery,
            "Tenant URL, for example": facts.tenant_url,
            "State API": facts.state_api,
            "App Store": facts.app_store,
        }
        body += [f"## {as_markdown(facts.name)} {{ #{environment.value} }}", "", as_markdown(facts.description), ""]
        body += [
            "| What | Address |",
            "|---|---|",
            *(f"| {what} | `{address}` |" for what, address in rows.items()),
            "",
        ]
    intro = (
        "Each environment has its own client ID, client secret, certificates and tenants. The sub-domain of a tenant's "
        "address changes: ask the state API for it. [What happens in which environment](../../guide/versions.md)."
    )
    return _page("Environments", intro, body)


def _templates(platform: Platform) -> str:
    body = [line for key, template in platform.templates.items() for line in _template(platform, key, template)]
    intro = (
        "What a new app begins with; everything can be changed later. [Create an app](../../guide/forms/new-app.md)."
    )
    return _page("Templates", intro, body)


def _template(platform: Platform, key: str, template: Template) -> Iterator[str]:
    yield from (f"## {as_markdown(template.name)} {{ #{key} }}", "", as_markdown(template.description), "")
    yield from ("| What | With this template |", "|---|---|")
    yield f"| For | {' and '.join(kind.value for kind in template.kinds)} apps |"
    access = {"endpoints": template.endpoints, "agents": template.agents, "claims": template.claims}
    for name, keys in {**access, "licences": template.licences_granted}.items():
        if keys:
            found = ", ".join(f"[{as_markdown(_name(platform, name, one))}]({name}.md#{one})" for one in keys)
            yield f"| {SUBJECTS[name].title if name != 'licences' else 'Licences granted'} | {found} |"
    if template.redirect_urls:
        yield f"| Redirect URLs | {', '.join(f'`{url}`' for url in template.redirect_urls)} |"
    if template.native:
        yield "| Signs in with | PKCE (native or mobile app) |"
    if template.integration_points:
        yield f"| Asks for | {' and '.join(point.replace('-', ' ') for point in template.integration_points)} URL |"
    yield ""


def _name(platform: Platform, catalogue: str, key: str) -> str:
    entry = platform.catalogues.get(catalogue, {}).get(key)
    return entry.name if entry else key
