"""The App Store: the cost of a page against plain mkdocs-material's, what a search fetches, what Lighthouse says."""

from __future__ import annotations

import dataclasses
import functools
import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from devportal.decide.pages.store import Shelf, listed_apps, store_pages
from devportal.decide.pages.store.searched import entries, groups
from devportal.decide.store.search import Entry, index_files
from devportal.domain.snapshot import Snapshot
from devportal.flows.load import read_registry
from devportal.flows.read import open_folder
from devportal.flows.sample import write_sample
from devportal.flows.website import write_website_stores
from devportal.gateways.templates import Templates

ROOT: Final = Path(__file__).resolve().parents[2]
NPM: Final = ROOT / "build/npm/node_modules"
EACH: Final = 1_000
LISTED: Final = 3_000
SHARE: Final = 0.6
_TURNS: Final = 3
"""Both sides in turns, the best of each: noise of a shared machine only ever adds."""

FETCHED: Final = 230_000
QUERIES: Final = ("invoice", "signature", "sales report", "newsl", "telephone", "birthday", "erp")
SCORES: Final = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
_ASK: Final = """
require(process.argv[2]);
const fs = require("fs"), zlib = require("zlib");
(async () => {
  for (const text of JSON.parse(process.argv[4])) {
    let bytes = 0;
    const engine = new StoreEngine.Engine(async (name) => {
      const data = fs.readFileSync(process.argv[3] + "/" + name);
      bytes += zlib.gzipSync(data).length;
      return JSON.parse(data);
    });
    const found = await engine.search({ text, chosen: {}, sort: "" });
    await engine.tiles(found.apps.slice(0, 24));
    console.log(bytes);
  }
})();
"""


def measured(snapshot: Snapshot | None = None) -> list[str]:
    """Rows of the report."""
    with tempfile.TemporaryDirectory() as place:
        large = snapshot or _large(Path(place) / "sample")
        return [*_pages(large, Path(place)), *_search(large, Path(place)), *_lighthouse(Path(place))]


def _large(folder: Path) -> Snapshot:
    """A registry with at least 3,000 listings; they have the texts of the sample, put together anew."""
    write_sample(folder, LISTED * 4 // 10, 2026, 1, "tiny")
    return read_registry(open_folder(folder))


def _some(snapshot: Snapshot, count: int) -> Snapshot:
    """The partners that have the first so many listings."""
    keys = {one.key[0] for one in listed_apps(snapshot)[:count]}
    return dataclasses.replace(snapshot, partners={name: snapshot.partners[name] for name in sorted(keys)})


def _pages(snapshot: Snapshot, place: Path) -> list[str]:
    """Apps' pages with all their texts against plain Markdown pages of the same texts, written to disk each."""
    few = {count: _some(snapshot, count) for count in (1, EACH, LISTED)}
    texts = _texts(few[EACH])
    ours: dict[int, list[float]] = {EACH: [], LISTED: []}
    theirs: list[float] = []
    for turn in range(_TURNS):
        first, least = _timed(few[1], place / f"ours-{turn}-1")
        for count, seconds in ours.items():
            took, written = _timed(few[count], place / f"ours-{turn}-{count}")
            seconds.append((took - first) / (written - least))
        theirs.append(_material(texts, place / f"peer-{turn}"))
    peer, each, listed = min(theirs), min(ours[EACH]), min(ours[LISTED])
    share, growth = each / peer, listed / each
    return [
        f"{'a store page against plain mkdocs-material':<44} {share:6.2f}   goal ≤ {SHARE}   {_met(share <= SHARE)}"
        f"   (ours {each * 1000:.2f} ms, material {peer * 1000:.2f} ms)",
        f"{'a page of 3,000 against one of 1,000':<44} {growth:6.2f}   goal ≤ 1.2   {_met(growth <= 1.2)}",
    ]


def _timed(snapshot: Snapshot, out: Path) -> tuple[float, int]:
    """Seconds, and how many pages: lists, partners and all. What is needed for a single one is taken off, as below."""
    began = time.process_time()
    written = _written(snapshot, out)
    return time.process_time() - began, written


def _written(snapshot: Snapshot, out: Path) -> int:
    templates = Templates(ROOT / "site/overrides")
    count = 0
    for page in store_pages(snapshot, Shelf(site="https://store.example/"), "search/"):
        file = out / f"{page.path}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(templates.render(page), encoding="utf-8")
        count += 1
    return count


def _texts(snapshot: Snapshot) -> list[str]:
    found = []
    for one in listed_apps(snapshot)[:EACH]:
        listing = one.listing
        lists = (listing.description.key_features, listing.installation.getting_started)
        bullets = "\n\n".join("\n".join(f"- {line}" for line in lines) for lines in lists)
        prices = listing.prices
        found.append(
            f"# {one.settings.name}\n\n{listing.description.header}\n\n## About\n\n{listing.description.about}\n\n"
            f"## Features\n\n{bullets}\n\n## Prices\n\n{prices.pricing_information}\n\n{prices.terms_and_conditions}\n"
        )
    return found


def _material(texts: list[str], place: Path) -> float:
    """Seconds a page, without what MkDocs needs for none."""
    return (_built(texts, place / "many") - _built(texts[:1], place / "one")) / (len(texts) - 1)


def _built(texts: list[str], place: Path) -> float:
    (place / "docs").mkdir(parents=True)
    (place / "docs/index.md").write_text("# Home\n")
    for number, text in enumerate(texts):
        (place / f"docs/app-{number}.md").write_text(text)
    (place / "mkdocs.yml").write_text(
        "site_name: Peer\nsite_url: https://store.example/\ntheme: {name: material, font: false}\nplugins: [search]\n"
        "nav: [index.md]\nnot_in_nav: /app-*.md\nvalidation: {omitted_files: ignore}\n"
    )
    code = "import sys, time; from mkdocs.config import load_config; from mkdocs.commands.build import build\n"
    code += "began = time.process_time(); build(load_config('mkdocs.yml')); print(time.process_time() - began)"
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=place, capture_output=True, text=True, check=True, env=environment
    )
    return float(done.stdout.split()[-1])


def _search(snapshot: Snapshot, place: Path) -> list[str]:
    """What a first query fetches, script included, over 3,000 apps, and over ten times as many."""
    listed = listed_apps(snapshot)[:LISTED]
    found = entries(snapshot.platform, Shelf(), listed)
    choices = groups(snapshot.platform, listed)
    scripts = [ROOT / f"site/docs/assets/js/{name}.js" for name in ("store-engine", "store-search")]
    engine = sum(len(gzip.compress(file.read_bytes())) for file in scripts)
    few, many = (max(_fetched(part, choices, place)) + engine for part in (found, [*_more(found, 10)]))
    ratio = many / FETCHED
    return [
        f"{'kB fetched for a first query, 3,000 apps':<44} {few / 1000:6.0f}   goal ≤ 230   {_met(few <= FETCHED)}"
        f"   (the most of {len(QUERIES)} queries; script {engine / 1000:.0f} kB)",
        f"{'kB fetched for a first query, 30,000 apps':<44} {many / 1000:6.0f}   goal ≤ 276   {_met(ratio <= 1.2)}",
    ]


def _more(found: list[Entry], times: int) -> list[Entry]:
    """More apps with names of their own: a store ten times as large has ten times the words, not the same ones."""
    made = []
    for turn in range(times):
        end = "" if turn == 0 else "abcdefghij"[turn]
        for one in found:
            texts = {name: " ".join(f"{word}{end}" for word in text.split()) for name, text in one.texts.items()}
            made.append(dataclasses.replace(one, texts=texts))
    return made


def _fetched(found: list[Entry], choices: dict[str, list[str]], place: Path) -> list[int]:
    folder = place / f"index-{len(found)}"
    folder.mkdir()
    for name, value in index_files(found, choices):
        (folder / name).write_text(json.dumps(value, separators=(",", ":")), encoding="utf-8")
    engine = str(ROOT / "site/docs/assets/js/store-engine.js")
    command = ["node", "-e", _ASK, "-", engine, str(folder), json.dumps(QUERIES)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [int(line) for line in done.stdout.split()]


class _Packed(SimpleHTTPRequestHandler):
    """Serves as a real server would: packed, and with leave to keep what has its content in its name."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            return self.send_error(404)
        data = path.read_bytes()
        packed = path.suffix in {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"}
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if packed:
            data = gzip.compress(data)
            self.send_header("Content-Encoding", "gzip")
        age = 31_536_000 if "/-/" in self.path else 3_600
        self.send_header("Cache-Control", f"max-age={age}")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        return None

    def log_message(self, *said: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    """Lighthouse lets connections go when it has seen enough."""

    def handle_error(self, *said: object) -> None:
        """Say nothing."""


def _lighthouse(place: Path) -> list[str]:
    """The front page and the page of an app of the sample, mobile profile, the median of three runs."""
    out = place / "site"
    shutil.copytree(ROOT / "site/docs/assets", out / "assets")
    write_website_stores(ROOT, out, "https://devportal.example/", {}, public_only=True)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or ""
    rows = []
    with _Server(("127.0.0.1", 0), functools.partial(_Packed, directory=str(out))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for title, path in (("front page", "app-store/"), ("an app", "app-store/mosaik-marketing/mosaik-mail/")):
            address = f"http://127.0.0.1:{server.server_port}/{path}"
            runs = [_scores(address, chromium, place) for _ in range(3)]
            for name, goal in SCORES.items():
                score = statistics.median(run[name] for run in runs)
                rows.append(
                    f"{f'Lighthouse, {title}: {name}':<44} {score:6.0f}   goal ≥ {goal}   {_met(score >= goal)}"
                )
        server.shutdown()
    return rows


def _scores(address: str, chromium: str, place: Path) -> dict[str, float]:
    report = place / "report.json"
    subprocess.run(
        ["node", str(NPM / "lighthouse/cli/index.js"), address, "--quiet", "--output=json", f"--output-path={report}",
         f"--only-categories={','.join(SCORES)}", "--chrome-flags=--headless=new --no-sandbox"],
        check=True, capture_output=True, env={**os.environ, "CHROME_PATH": chromium},
    )  # fmt: skip
    found: dict[str, Any] = json.loads(report.read_text())["categories"]
    return {name: round(float(found[name]["score"] or 0) * 100) for name in SCORES}


def _met(is_met: bool) -> str:
    return "met" if is_met else "NOT MET"


if __name__ == "__main__":
    print("\n".join(measured()))
