"""The MkDocs plugin: it hands the registry's pages to MkDocs, and does nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel

from ..flows.pages import load_pages
from ..flows.website import write_website_stores

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page as MkDocsPage

    from ..domain.page import Page

_IN_NAVIGATION = {"index.md", "partners/index.md", "publish-status.md"}


class Portal(BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    """Generated pages stay out of the navigation tree, private ones out of search index and sitemap."""

    def __init__(self) -> None:
        self._pages: dict[str, Page] = {}

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add a file for each page and picture of the registry beside ``mkdocs.yml``."""
        pages, pictures = load_pages(Path(str(config.config_file_path)).parent)
        self._pages = {f"{page.path}.md": page for page in pages}
        for path in self._pages:
            level = InclusionLevel.INCLUDED if path in _IN_NAVIGATION else InclusionLevel.NOT_IN_NAV
            files.append(File.generated(config, path, content="", inclusion=level))
        for address, data in pictures:
            files.append(File.generated(config, address, content=data))
        return files

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Give a generated page its front matter."""
        generated = self._pages.get(page.file.src_uri)
        if generated:
            page.meta.update(generated.meta)
        return markdown

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the App Store, whose pages need neither Markdown nor the theme."""
        root = Path(str(config.config_file_path)).parent
        write_website_stores(root, Path(config.site_dir), config.site_url or "/", dict(config.extra), public_only=False)
