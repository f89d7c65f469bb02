"""The search: what the script finds in the index's files, against a plain reading of the same apps."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from devportal.decide.store.search import Entry, index_files
from devportal.decide.store.words import words

ROOT = Path(__file__).parents[3]
ENGINE = ROOT / "site/docs/assets/js/store-engine.js"
GROUPS = {"category": ["erp", "cti", "sign"], "price": ["free", "paid"], "language": [f"l{n}" for n in range(40)]}
SCRIPT = """
const fs = require("fs");
require(process.argv[2]);
const files = JSON.parse(fs.readFileSync(0, "utf8"));
(async () => {
  const answers = [];
  for (const query of files.queries) {
    const asked = [];
    const engine = new StoreEngine.Engine(async (name) => { asked.push(name); return files.index[name]; });
    answers.push({ ...(await engine.search(query)), asked });
  }
  console.log(JSON.stringify({ answers, words: files.texts.map((text) => StoreEngine.words(text)) }));
})();
"""
TEXTS = [
    "Invoices & Ærlige Øl", "straße ŁÓDŹ Þing", "BUSINESS class statuses categories", "naïve café — ﬁle",
    "Ελλάς Україна", "e-mail  e-post 24/7", "١٢٣ 𝒜bc 🙂", "İstanbul", "a" * 90, "", "don't", "œuvre",
]  # fmt: skip


def node(index: dict[str, Any], queries: list[dict[str, Any]], texts: list[str] | None = None) -> dict[str, Any]:
    program = shutil.which("node")
    assert program, "There is no node. Run `make npm`."
    given = json.dumps({"index": index, "queries": queries, "texts": texts or []})
    command = [program, "-e", SCRIPT, "-", str(ENGINE)]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=True, timeout=60)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def made(count: int, seed: int) -> list[Entry]:
    chance = random.Random(seed)
    stems = ["mail", "sign", "invoice", "sales", "report", "card", "phone", "map", "order", "quote", "øl", "café"]
    names = [f"{a}{b}" for a in stems for b in ("", "er", "ing", "book", "desk")]

    def text(most: int) -> str:
        return " ".join(chance.choices(names, k=chance.randint(1, most)))

    return [
        Entry(
            texts={"name": text(3), "partner": text(2), "header": text(6), "features": text(9), "about": text(20)},
            choices={
                "category": chance.sample(GROUPS["category"], chance.randint(1, 2)),
                "price": [chance.choice(GROUPS["price"])],
                "language": chance.sample(GROUPS["language"], chance.randint(1, 9)),
            },
            price=chance.choice([-1, 0, 500, 1250]),
            first=chance.randint(0, 90),
            updated=chance.randint(0, 90),
            tile={"title": str(number)},
        )
        for number in range(count)
    ]


def plainly(entries: list[Entry], query: dict[str, Any]) -> set[int]:
    typed = list(words(query["text"]))
    return {
        number
        for number, one in enumerate(entries)
        if all(any(word.startswith(part) for text in one.texts.values() for word in words(text)) for part in typed)
        and all(not picked or set(picked) & set(one.choices[name]) for name, picked in query["chosen"].items())
    }


QUERIES = [
    {"text": text, "chosen": chosen, "sort": sort}
    for text in ("", "mail", "SIGNING", "øl", "invo sal", "café ord", "xyz", "cards map")
    for chosen in (
        {},
        {"category": ["erp"]},
        {"category": ["erp", "cti"], "price": ["free"]},
        {"language": ["l35", "l2"]},
    )
    for sort in ("", "name", "new", "price")
]


def test_the_script_finds_what_a_plain_reading_finds() -> None:
    entries = made(120, 7)
    index = dict(index_files(entries, GROUPS))
    for query, answer in zip(QUERIES, node(index, QUERIES)["answers"], strict=True):
        assert set(answer["apps"]) == plainly(entries, query), query
        assert len(set(answer["apps"])) == len(answer["apps"])
        for name, choices in GROUPS.items():
            without = {**query, "chosen": {**query["chosen"], name: []}}
            left = plainly(entries, without)
            told = [sum(choice in entries[number].choices[name] for number in left) for choice in choices]
            assert answer["counts"][name] == told, (query, name)


def test_orders_are_as_they_say() -> None:
    entries = made(60, 3)
    index = dict(index_files(entries, GROUPS))
    queries = [{"text": "", "chosen": {}, "sort": sort} for sort in ("name", "new", "updated", "price")]
    name, new, updated, price = (answer["apps"] for answer in node(index, queries)["answers"])
    assert name == list(range(60))
    assert new == sorted(range(60), key=lambda n: (-entries[n].first, n))
    assert updated == sorted(range(60), key=lambda n: (-entries[n].updated, n))
    assert price == sorted(range(60), key=lambda n: (entries[n].price if entries[n].price >= 0 else 10**9, n))


def test_a_name_counts_more_than_running_text() -> None:
    def entry(**texts: str) -> Entry:
        return Entry(texts, {"category": ["erp"], "price": ["free"], "language": []}, 0, 0, 0, {})

    entries = [entry(name="Other", about="signature"), entry(name="Else", header="signature"), entry(name="Signature")]
    index = dict(index_files(entries, GROUPS))
    assert node(index, [{"text": "signature", "chosen": {}, "sort": ""}])["answers"][0]["apps"] == [2, 1, 0]


def test_words_are_the_same_in_both_languages() -> None:
    assert node({}, [], TEXTS)["words"] == [list(words(text)) for text in TEXTS]


@pytest.mark.parametrize("count", [500, 1_500])
def test_a_large_store_asks_for_few_files(count: int) -> None:
    entries = made(count, 11)
    index = dict(index_files(entries, GROUPS))
    answers = node(index, [{"text": "invoicebook", "chosen": {}, "sort": ""}, {"text": "m", "chosen": {}, "sort": ""}])
    full, short = answers["answers"]
    assert len(full["asked"]) <= 8
    assert short["short"]
    assert short["counts"]["category"] == [
        sum(one in entry.choices["category"] for entry in entries) for one in GROUPS["category"]
    ]
    assert short["asked"] == ["index.json"]


def test_choices_beyond_thirty_bits_are_counted() -> None:
    entries = made(40, 5)
    index = dict(index_files(entries, GROUPS))
    query = {"text": "", "chosen": {"language": ["l39"]}, "sort": ""}
    assert set(node(index, [query])["answers"][0]["apps"]) == plainly(entries, query)
