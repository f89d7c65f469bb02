"""Takes a picture of every type of page, on a desk and on a phone, by day and by night: ``make screenshots``."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from devportal.flows.build import build_site
from playwright.sync_api import Browser, sync_playwright

from ..conftest import find_chromium
from .conftest import measured, telemetry
from .kinds import PageKind, page_kinds
from .served import served

ROOT: Final = Path(__file__).parents[3]
SIZES: Final = {"1440": (1440, 900), "390": (390, 844)}


def main(out: Path) -> None:
    """Build the sample's website in a folder that is thrown away, and look at it."""
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        site, lake = Path(folder) / "site", Path(folder) / "telemetry"
        telemetry(lake)
        with measured(lake):
            build_site(ROOT, site)
            kinds = page_kinds(ROOT, site)
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        with served(site) as address:
            for name, (width, height) in SIZES.items():
                for scheme in ("light", "dark"):
                    take(browser, address, kinds, (width, height), scheme, out, f"{name}-{scheme}")
        browser.close()
    print(f"{len(kinds)} types of page, {len(list(out.glob('*.png')))} pictures in {out}")


def take(
    browser: Browser, address: str, kinds: list[PageKind], size: tuple[int, int], scheme: Any, out: Path, ending: str
) -> None:
    """One picture of each, the whole page high."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    for kind in kinds:
        page.unroute_all()
        if kind.name == "people.html":
            page.route("**/me.json", lambda route: route.fulfill(json={}))
        page.goto(address + kind.path, wait_until="networkidle")
        page.evaluate("document.querySelectorAll('img[loading=lazy]').forEach((one) => (one.loading = 'eager'))")
        page.wait_for_load_state("networkidle")
        name = kind.name.removesuffix(".html").replace("/", "-").replace(" ", "-").strip("-")
        page.screenshot(path=out / f"{name}-{ending}.png", full_page=True)
    context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
