"""What the forms' scripts work out is what the tool works out: texts of files, counts, names, new records."""

from __future__ import annotations

import json
import random
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from devportal.decide.edit import with_value
from devportal.decide.forms.answers import FORMS
from devportal.decide.forms.recipes import app_recipes
from devportal.decide.parse.document import parse
from devportal.decide.redirects import problems_of_url
from devportal.decide.scaffold.app import NewApp, app_records
from devportal.decide.slug import slug_of
from devportal.domain.app import AppKind
from devportal.domain.constraint import characters, words
from devportal.flows.forms import public_data
from devportal.flows.load import load
from devportal.flows.read import open_folder
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from ..conftest import ROOT

pytestmark = pytest.mark.xdist_group("forms")


def node(module: str, name: str, inputs: list[list[Any]]) -> list[Any]:
    """What a function of the forms says to each list of arguments."""
    ran = subprocess.run(
        ["node", str(Path(__file__).with_name("run.mjs")), module, name],
        input=json.dumps(inputs).encode(),
        capture_output=True,
        check=True,
    )
    found: list[Any] = json.loads(ran.stdout)
    return found


def many(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    """So many values of a strategy, always the same ones."""
    found: list[Any] = []

    @settings(max_examples=count, database=None, derandomize=True, deadline=None, phases=[Phase.generate])
    @given(strategy)
    def collect(value: Any) -> None:
        found.append(value)

    collect()
    return found


AWKWARD = (
    "no yes on off y n true True null ~ Null 1.10 1e3 .5 0 007 0o7 0x1f 1_000 1:30 12:30:45 -1 +1 = << - ? : # ! & * % "
    "@ 2026-11-24 2026-11-24T09:30:00Z .inf .nan NO {} [] | > ' \" a:b a: #a a# '' -- --- ... 123456789012345678"
).split(" ")
LETTERS = "abcxyzNO019 :#-'\"[]{},&*!|>%@`?.\\=~<+_/^$éøß中🇳🇴👩½"


def line(dice: random.Random) -> str:
    if dice.random() < 0.3:
        return dice.choice(AWKWARD)
    return "".join(dice.choice(LETTERS) for _ in range(dice.randint(0, 14)))


def value_of(dice: random.Random, depth: int) -> Any:
    """Texts of one or several lines, yes and no, whole numbers, lists and groups."""
    kind = dice.random()
    if depth and kind < 0.15:
        return [value_of(dice, depth - 1) for _ in range(dice.randint(0, 4))]
    if depth and kind < 0.35:
        return {line(dice): value_of(dice, depth - 1) for _ in range(dice.randint(0, 4))}
    if kind < 0.45:
        return dice.choice([True, False, 0, -1, dice.randint(-(10**14), 10**14)])
    return "\n".join(line(dice) for _ in range(dice.choice([1, 1, 1, 2, 5])))


def clean(value: Any) -> Any:
    """As the form hands values on: composed letters."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [clean(item) for item in value]
    return {clean(key): clean(item) for key, item in value.items()} if isinstance(value, dict) else value


def test_yaml_is_read_back_as_it_was() -> None:
    dice = random.Random(2026)
    names = [f"name_{number}" for number in range(5)]
    values = [clean({name: value_of(dice, 3) for name in names[: dice.randint(1, 5)]}) for _ in range(5_000)]
    values += [{"text": word, "list": [word], word: word} for word in AWKWARD]
    texts = node("yaml.js", "fileText", [["../x.json", value] for value in values])
    for value, text in zip(values, texts, strict=True):
        found = parse(text.encode(), "x.yaml")
        assert (found.findings, found.value) == ((), value), text
        assert text.startswith("# yaml-language-server: $schema=../x.json\n")


def test_the_round_trip_can_fail() -> None:
    """A reader of YAML 1.1 would take unquoted words for something else: the test above would see it."""
    assert find(st.sampled_from(AWKWARD), lambda word: parse(f"a: {word}\n".encode(), "x").value != {"a": word})


def test_a_change_keeps_comments_and_the_rest() -> None:
    text = (
        "# who\nmembers:\n  # the first\n  ida-holm:\n    roles: [administrator, marketing]\n  ola-berg: {roles: [x]}\n"
    )
    place, member = ["members", "tom-frost"], {"roles": ["developer"]}
    [changed] = node("yaml.js", "withValue", [[text, place, member]])
    assert changed.startswith(text.rstrip())
    wanted = with_value(text, tuple(place), member)
    assert parse(changed.encode(), "x").value == parse(wanted.encode(), "x").value


COUNTED = st.text(
    st.one_of(
        st.sampled_from("aé ñ👩‍🚀🇳🇴\u0301\u200d-.!5"),
        st.characters(max_codepoint=0x2FFF, exclude_categories=("Cs", "Cc", "Cn")),
    ),
    max_size=30,
)


def test_counts_are_the_same() -> None:
    texts = [*many(COUNTED, 1_500), "👩‍🚀 flies", "e\u0301", "🇳🇴🇸🇪", "one - two, three"]
    for text, count in zip(texts, node("rules.js", "words", [[text] for text in texts]), strict=True):
        assert count == words(text), repr(text)
    plain = [text for text in texts if all(ord(letter) < 0x2000 or letter in "👩‍🚀🇳🇴" for letter in text)]
    for text, count in zip(plain, node("rules.js", "characters", [[text] for text in plain]), strict=True):
        assert count == characters(text), repr(text)


def test_names_are_made_alike() -> None:
    names = [*many(st.text(st.characters(max_codepoint=0x24F), max_size=80), 1_000), "Köln & Søn", "Łódź", "ÆØÅ æøå ß"]
    for name, slug in zip(names, node("slug.js", "slugOf", [[name] for name in names]), strict=True):
        assert slug == slug_of(name), repr(name)


@pytest.fixture(scope="module")
def platform():  # type: ignore[no-untyped-def]
    return load(open_folder(ROOT)).platform


def test_a_new_app_is_the_scaffold_s(platform) -> None:  # type: ignore[no-untyped-def]
    recipes = {"recipes": app_recipes(platform)}
    urls = [[], ["https://a.example/b"], ["http://localhost:1/x", "https://a.example/b"], ["http://127.0.0.1:5/x"]]
    cases, wanted = [], []
    for name, template in platform.templates.items():
        for kind in template.kinds:
            for redirect_urls in urls:
                points = dict.fromkeys(template.integration_points, "https://a.example/point")
                answers: dict[str, Any] = {
                    "partner": "acme", "id": "tide", "name": "Tide", "kind": kind.value, "template": name,
                    "technical_contact": "ida",
                    **({"redirect_urls": redirect_urls} if redirect_urls else {}),
                    **{f"{point.replace('-', '_')}_url": url for point, url in points.items()},
                }  # fmt: skip
                cases.append([answers, {"data": recipes, "partner": {"members": [{"id": "ida", "can_receive": True}]}}])
                new = NewApp(
                    "acme", "tide", "Tide", AppKind(kind), name, "ida", redirect_urls, points, can_receive=True
                )
                wanted.append({one.path: dict(one.value) for one in app_records(new, template)})
    for files, expected in zip(node("kinds/new-app.js", "files", cases), wanted, strict=True):
        assert {one["path"]: ordered(one["value"]) for one in files} == {
            path: ordered(value) for path, value in expected.items()
        }


def ordered(value: Any) -> Any:
    """The value with lists in order: addresses at localhost come last in the form's files."""
    if isinstance(value, dict):
        return {key: ordered(item) for key, item in value.items() if item != []}
    return sorted(value) if isinstance(value, list) else value


def test_nobody_reads_the_names_of_types(platform) -> None:  # type: ignore[no-untyped-def]
    text = json.dumps(public_data(platform, None))
    assert [word for word in ("Annotated", "EachEnvironment", "$ref", "anyOf") if word in text] == []


def test_forms_hold_nothing_of_any_partner(platform) -> None:  # type: ignore[no-untyped-def]
    text = json.dumps(public_data(platform, None))
    names = {folder.name for folder in [*(ROOT / "registry/partners").iterdir(), *(ROOT / "registry/people").iterdir()]}
    assert set(public_data(platform, None)) == set(FORMS)
    assert [name for name in names if f'"{name.removesuffix(".yaml")}"' in text] == []


@pytest.mark.parametrize("kind", ["configuration", "listing", "profile"])
def test_what_a_version_says_survives_its_form(platform, kind: str) -> None:  # type: ignore[no-untyped-def]
    """A copy of every version of the sample, taken through the form and back, is the same."""
    schema = public_data(platform, None)["new-version"]["records"][kind]["schema"]
    models = [
        parse(file.read_bytes(), "x").value for file in sorted((ROOT / "registry/partners").rglob(f"{kind}/*.yaml"))
    ]
    forms = node("values.js", "formOf", [[schema, model] for model in models])
    for model, again in zip(models, node("values.js", "modelOf", [[schema, form] for form in forms]), strict=True):
        assert without_defaults(again) == without_defaults(model)


def without_defaults(value: Any) -> Any:
    """Values that say what holds anyway are not written by the form; spaces at the ends of lines neither."""
    if isinstance(value, dict):
        return {key: without_defaults(item) for key, item in value.items() if item not in (False, [], "administrator")}
    return [without_defaults(item) for item in value] if isinstance(value, list) else value


def test_where_files_begin_at_a_forge() -> None:
    github = {"kind": "github", "address": "https://github.com/o/r", "branch": "main", "between": ""}
    gitlab = {"kind": "gitlab", "address": "https://git.example/g/r", "branch": "trunk", "between": "/-"}
    path = "registry/people/a b.yaml"
    cases = [
        [github, path, "a: 1\n", {}],
        [github, path, "a: 1\n", {"branch": "new-a/b", "owner": "me"}],
        [github, path, "x" * 9_000, {}],
        [gitlab, path, "a: 1\n", {}],
    ]
    at = "registry/people?file"
    assert node("forge.js", "newFile", cases) == [
        {"href": f"https://github.com/o/r/new/main/{at}name=a%20b.yaml&value=a%3A%201%0A", "prefilled": True},
        {"href": f"https://github.com/me/r/new/new-a/b/{at}name=a%20b.yaml&value=a%3A%201%0A", "prefilled": True},
        {"href": f"https://github.com/o/r/new/main/{at}name=a%20b.yaml", "prefilled": False},
        {"href": f"https://git.example/g/r/-/new/trunk/{at}_name=a%20b.yaml", "prefilled": False},
    ]


SAID = ("holds *", "is not a web address", "does not begin", "holds a user name", "holds a fragment")
"""What the form says of an address; what stands for a host is left to the registry's own check."""
ADDRESSES = [
    f"{scheme}{user}{host}{rest}"
    for scheme in ("https://", "http://", "HTTPS://", "ftp://", "//", "")
    for user in ("", "me@", "a:b@")
    for host in ("app.example.com", "localhost", "localhost:5000", "127.0.0.1", "[::1]:80", "example.com:", "")
    for rest in ("", "/cb", "/cb?a=b", "/cb#x", "#", "/*", "/a\\b")
]


def test_a_form_says_of_an_address_what_the_registry_says() -> None:
    for url, said in zip(ADDRESSES, node("rules.js", "redirectProblem", [[url] for url in ADDRESSES]), strict=True):
        found = [one for one in problems_of_url(url, loopback=True) if one.startswith(SAID)]
        assert said == (found[0] if found else "") or said in found, url
        assert bool(said) == bool(found), url


def test_what_is_no_number_stays_as_it_was_typed() -> None:
    schema = {"type": "string", "x-whole": True}
    assert node("values.js", "modelOf", [[schema, text] for text in ("12", "12a", "1e3", " ", "-")]) == [
        12, "12a", "1e3", None, "-",
    ]  # fmt: skip
