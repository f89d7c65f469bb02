"""``devportal new``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..decide.slug import slug_of
from ..domain.app import App
from ..domain.configuration import Configuration
from ..domain.partner import Partner
from ..domain.permission import Role
from ..domain.person import GitHub, Person, PublicKey, SuperId
from ..flows import new as flow
from ..flows.read import find_root
from .ask import Question, can_ask, complete
from .outcome import pull_request, tell
from .place import readable, stop

_ID = "Small letters, digits and dashes; part of addresses. It cannot be changed by you later."


@click.group("new")
def command() -> None:
    """Begin a partner, person, member, app, configuration, listing or profile.

    On a terminal you are asked for what is missing. What is written always validates, or nothing is.
    """


@command.command("person")
@click.option("--name", help="Display name.")
@click.option("--email", help="E-mail address.")
@click.option("--superid", help="SuperID user name.")
@click.option("--sub", help="SuperID subject (OpenID sub).")
@click.option("--github", help="GitHub user name.")
@click.option("--github-id", help="GitHub numeric id.")
@click.option("--phone", help="Phone number with country code.")
@click.option("--key", "keys", multiple=True, help="Public key to sign and receive with (repeatable).")
@click.option("--id", "given_id", help="Name of the file; made from the name if left out.")
def person(given_id: str | None, keys: tuple[str, ...], **given: Any) -> None:
    """Add yourself, or somebody else, to the registry."""
    answers = complete(
        given,
        [
            Question("name", Person, "name"),
            Question("email", Person, "email"),
            Question("superid", SuperId, "user_name"),
            Question("sub", SuperId, "sub"),
            Question("github", GitHub, "login"),
            Question("github-id", title="GitHub numeric id", help="https://api.github.com/users/LOGIN shows it."),
            Question("phone", Person, "phone", optional=True),
        ],
    )
    if not str(answers["github_id"]).isdigit():
        stop("--github-id is a whole number; https://api.github.com/users/LOGIN shows it.")
    record: dict[str, Any] = {"name": answers["name"], "email": answers["email"]}
    if answers["phone"]:
        record["phone"] = answers["phone"]
    record["superid"] = {"user_name": answers["superid"], "sub": answers["sub"]}
    record["github"] = {"login": answers["github"], "id": int(answers["github_id"])}
    if keys:
        record["keys"] = [_key(key) for key in keys]
    name = given_id or slug_of(answers["name"])
    with readable():
        proposed = flow.new_person(find_root(Path.cwd()), name, record)
    tell(proposed, f"the person {name}")
    pull_request(f"new-person-{name}", proposed.files, f"Add {name}")


def _key(key: str) -> dict[str, Any]:
    kind, _, rest = key.strip().partition(" ")
    bare = f"{kind} {rest.partition(' ')[0]}" if rest else kind
    problem = Question("key", PublicKey, "key")
    uses = (
        ["receive"]
        if kind.startswith("age1")
        else ["sign", "receive"]
        if kind in {"ssh-ed25519", "ssh-rsa"}
        else ["sign"]
    )
    complete({"key": bare}, [problem])
    return {"key": bare, "uses": uses}


@command.command("partner")
@click.option("--name", help="The company's name.")
@click.option("--administrator", help="The first person: the name of a file under registry/people/.")
@click.option("--id", "given_id", help="SEO-friendly name; made from the name if left out.")
def partner(given_id: str | None, **given: Any) -> None:
    """Register a company, with its first person as administrator."""
    questions = [
        Question("name", Partner, "name"),
        Question("administrator", title="Administrator", help="A person of the registry: `devportal new person`."),
    ]
    answers = complete(given, questions)
    name = given_id or slug_of(answers["name"])
    with readable():
        proposed = flow.new_partner(find_root(Path.cwd()), name, answers["name"], answers["administrator"])
    tell(proposed, f"the partner {name}")
    click.echo("\nAn App Manager approves a new partner. SuperOffice then makes a development tenant in SOD.")
    pull_request(f"new-partner-{name}", proposed.files, f"Register {name}")


@command.command("member")
@click.argument("partner_id", metavar="PARTNER")
@click.argument("person_id", metavar="PERSON")
@click.option("--role", "roles", multiple=True, type=click.Choice([role.value for role in Role]), help="Repeatable.")
def member(partner_id: str, person_id: str, roles: tuple[str, ...]) -> None:
    """Give a person roles in a partner."""
    question = Question("role", title="Role", help="What the person may do.", choices=[role.value for role in Role])
    chosen = roles or (complete({}, [question])["role"],)
    with readable():
        proposed = flow.new_member(find_root(Path.cwd()), partner_id, person_id, chosen)
    tell(proposed, f"the member {person_id}")
    pull_request(f"member-{partner_id}-{person_id}", proposed.files, f"Add {person_id} to {partner_id}")


@command.command("app")
@click.option("--partner", help="The partner whose app it is.")
@click.option("--name", help="Application name.")
@click.option("--kind", help="standard or custom.")
@click.option("--template", help="web-app, native-app, server-to-server, erp-sync-and-quote or empty.")
@click.option("--contact", help="Technical contact: a user of the partner.")
@click.option("--redirect-url", "redirect_urls", multiple=True, help="Allowed redirect URL (repeatable).")
@click.option("--erp-sync-url", help="ERP sync endpoint, for the template erp-sync-and-quote.")
@click.option("--quote-connector-url", help="Quote connector, for the template erp-sync-and-quote.")
@click.option("--id", "given_id", help="SEO-friendly name; made from the name if left out.")
def app(given_id: str | None, redirect_urls: tuple[str, ...], **given: Any) -> None:
    """Make an app from a template; it is live in SOD as soon as its pull request is merged."""
    with readable():
        root = find_root(Path.cwd())
        templates = flow.load_registry(root).platform.templates
    answers = complete(
        given,
        [
            Question("partner", title="Partner", help="The name of the partner's folder."),
            Question("kind", App, "kind", choices=["standard", "custom"]),
            Question("template", title="Template", help="What the app starts with.", choices=list(templates)),
            Question("name", App, "name"),
            Question("contact", App, "technical_contact"),
        ],
    )
    if not redirect_urls and can_ask() and not templates[answers["template"]].native:
        title = "Allowed redirect URL (Enter: none yet)"
        redirect_urls = tuple(filter(None, (click.prompt(f"\n{title}", default="", show_default=False, err=True),)))
    points = _points(answers, templates[answers["template"]].integration_points)
    name = given_id or slug_of(answers["name"])
    with readable():
        proposed = flow.new_app(
            root, answers["partner"], name, answers["name"], answers["kind"], answers["template"], answers["contact"],
            redirect_urls, points,
        )  # fmt: skip
    tell(proposed, f"the app {name}")
    click.echo("\nThe app is live in SOD once the pull request is merged; nobody has to approve it.")
    if answers["kind"] == "custom":
        click.echo("A custom app needs the customer to hold Development Tools, or the CRM Suite Core plan.")
    pull_request(f"new-app-{name}", proposed.files, f"Add the app {name}")


def _points(answers: dict[str, Any], wanted: tuple[str, ...]) -> dict[str, str]:
    questions = [
        Question(f"{point}-url", title=f"{point} URL", help="Where SuperOffice calls; https only.") for point in wanted
    ]
    found = complete(answers, questions)
    return {point: found[f"{point.replace('-', '_')}_url"] for point in wanted}


def _version_command(part: str, owner_shown: str) -> None:
    @command.command(part, help=f"Begin a version of {'an app' if part != 'profile' else 'a partner'}'s {part}.")
    @click.argument("owner", metavar=owner_shown)
    @click.argument("version")
    @click.option("--label", help="What the version is called.")
    @click.option("--from", "source", default="", help="Copy another version instead of beginning empty.")
    def version_command(owner: str, version: str, source: str, **given: Any) -> None:
        shown = version.replace("-", " ").capitalize()
        label = complete(given, [Question("label", Configuration, "label", default=shown)])["label"]
        partner_id, _, app_id = owner.partition("/")
        if (part == "profile") == bool(app_id):
            stop(f"Name it as {owner_shown}.")
        with readable():
            root = find_root(Path.cwd())
            proposed = flow.new_version(root, part, partner_id, app_id, version, label, source)
        tell(proposed, f"the version {version}")
        with readable():
            left = flow.remaining_gaps(root, part, partner_id, app_id, version)
        if left:
            click.echo("\nA draft may have gaps. Before it can be published, it needs:")
            for gap in left:
                click.echo(f"  {'.'.join(map(str, gap.pointer))}: {gap.title} {gap.what}")
        pull_request(
            f"{part}-{owner.replace('/', '-')}-{version}", proposed.files, f"Begin {part} {version} of {owner}"
        )


_version_command("configuration", "PARTNER/APP")
_version_command("listing", "PARTNER/APP")
_version_command("profile", "PARTNER")
