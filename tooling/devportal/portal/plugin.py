"""The MkDocs plugin: it hands the registry's pages to MkDocs, and takes empty lines out of the written documents."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel

from ..flows.pages import load_site, settled_files
from ..flows.site.engine import linked
from ..flows.website import write_website_stores

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as MkDocsPage

    from ..domain.page import Page
    from ..flows.site.engine import Engine


_KEPT: Final = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL)
_EMPTY_LINES: Final = re.compile(r"\s*\n\s*")


def squeezed(html: str) -> str:
    """The page with each run of white space around a line's end made one; a browser shows the same."""
    parts = _KEPT.split(html)
    return "".join(
        part if place % 3 == 1 else _EMPTY_LINES.sub("\n", part) for place, part in enumerate(parts) if place % 3 != 2
    )


class Settings(Config):  # type: ignore[no-untyped-call]
    """What ``mkdocs.yml`` may say: ``public`` leaves out everything that not everybody may see."""

    public = Type(bool, default=False)


class Portal(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Generated pages stay out of the navigation tree, private ones out of the public build and the sitemap.

    ``mkdocs build`` gets every page. ``devportal build`` sets ``engine``: then MkDocs builds the written documents and
    learns of those pages only that they lead to; the rest is made by the same templates, and only where it changed.
    """

    engine: Engine | None = None

    def __init__(self) -> None:
        self._pages: dict[str, Page] = {}

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add a file for each page, picture and other file of the registry beside ``mkdocs.yml``."""
        known = linked(config)
        public = self.config.public
        if self.engine is None:
            pages, others = load_site(Path(str(config.config_file_path)).parent, public_only=public)
            self._pages = {f"{page.path}.md": page for page in pages}
            for address, data in others:
                files.append(File.generated(config, address, content=data))
            paths = list(self._pages)
        else:
            paths = self.engine.expected(known - set(files.src_uris))
        for path in paths:
            level = InclusionLevel.INCLUDED if path in known else InclusionLevel.NOT_IN_NAV
            files.append(File.generated(config, path, content="", inclusion=level))
        for address, data in settled_files(str(config.site_url or "/"), public_only=public):
            files.append(File.generated(config, address, content=data))
        return files

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Give a generated page its front matter."""
        generated = self._pages.get(page.file.src_uri)
        if generated:
            page.meta.update(generated.meta)
        elif page.file.generated_by:
            page.meta["search"] = {"exclude": True}
        return markdown

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Lend MkDocs' templates to the engine."""
        if self.engine is not None:
            self.engine.lend(env, files)
        return env

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Lend MkDocs' navigation to the engine."""
        if self.engine is not None:
            self.engine.navigation = nav
        return nav

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Take the theme's empty lines out of a written document: on some they are a third of what a phone loads."""
        return output if page.file.generated_by else squeezed(output)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the App Store, whose pages need neither Markdown nor the theme; ``devportal build`` does so itself."""
        if self.engine is None:
            root, address = Path(str(config.config_file_path)).parent, str(config.site_url or "/")
            write_website_stores(
                root, Path(config.site_dir), address, dict(config.extra), public_only=self.config.public
            )
