"""MkDocs as an engine: its settings, its navigation and its templates, for the pages that the registry makes."""

from __future__ import annotations

import gzip
import hashlib
import logging
import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

from ...domain.audience import audience_of
from ...domain.page import Page
from ...domain.source import SourceError
from ...gateways.jinja_compiled import keep_compiled
from .wanted import Wanted

_LIBRARIES: Final = ("mkdocs", "mkdocs-material", "jinja2", "markdown", "pymdown-extensions", "markupsafe")
_LINK: Final = re.compile(r"\]\(([^)#\s]+\.md)(?:#[^)]*)?\)")


@dataclass
class Engine:
    """What is needed to render a page. ``files`` holds the written documents and the few pages that they lead to."""

    config: Any
    files: Any = None
    navigation: Any = None
    environment: Any = None
    frames: Any = None
    promised: set[str] = field(default_factory=set)

    def expected(self, paths: Iterable[str]) -> list[str]:
        """Of the pages that documents lead to, those that the registry may make: in a public build, the public ones."""
        public_only = self.config.plugins["devportal"].config["public"]
        self.promised = {path for path in paths if audience_of(path).is_public or not public_only}
        return sorted(self.promised)

    def html(self, page: Page) -> bytes:
        """One page, as MkDocs builds it."""
        from jinja2 import TemplateError
        from mkdocs.commands.build import get_context
        from mkdocs.structure.files import File

        src_uri = f"{page.path}.md"
        known = self.files.get_file_from_path(src_uri)
        file = known or File.generated(self.config, src_uri, content="")
        made = self._page(page, file)
        made.active = True
        try:
            context = get_context(self.navigation, (), self.config, made)
            text: str = self.frames.render(page.template, context)
        except TemplateError as error:
            where = f"{getattr(error, 'name', None) or page.template}, line {getattr(error, 'lineno', '?')}"
            raise SourceError(f"The template {where} cannot be used for {page.path}: {error.message}") from None
        finally:
            made.active = False
            if known is None:
                # Page and file hold each other: let go, a page's view leaves memory at once, unsearched for.
                file.page = None
        return text.encode("utf-8", errors="xmlcharrefreplace")

    def lend(self, environment: Any, files: Any) -> None:
        """Take MkDocs' templates over."""
        from .frames import Frames
        from .quick import quicken

        quicken(environment)
        self.environment, self.files, self.frames = environment, files, Frames(environment)

    def _page(self, page: Page, file: Any) -> Any:
        from mkdocs.structure.pages import Page as MkDocsPage
        from mkdocs.structure.toc import TableOfContents

        made = file.page or MkDocsPage(None, file, self.config)
        made.markdown, made.content, made.toc, made.meta = "", "", TableOfContents([]), page.meta
        return made

    def address(self, page: Page) -> str:
        """The page's full address, for the sitemap."""
        path = page.path.removesuffix("index").rstrip("/")
        return (
            f"{str(self.config.site_url).rstrip('/')}/{path}/" if path else f"{str(self.config.site_url).rstrip('/')}/"
        )

    def sitemap(self, addresses: Iterable[str]) -> Mapping[str, bytes]:
        """The sitemap, as the template has it, and once more compressed."""
        pages = [SimpleNamespace(page=SimpleNamespace(is_link=False, meta={}, canonical_url=one)) for one in addresses]
        text = self.environment.get_template("sitemap.xml").render(pages=pages).encode()
        return {"sitemap.xml": text, "sitemap.xml.gz": gzip.compress(text, mtime=0)}


def open_engine(wish: Wanted, out: Path) -> Engine:
    """MkDocs' settings for a website. Raises SourceError."""
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    file = wish.root / "mkdocs.yml"
    if not file.is_file():
        raise SourceError(f"There is no mkdocs.yml in {wish.root}. Go to a clone of the portal.")
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    more = {"site_url": wish.site_url} if wish.site_url else {}
    try:
        config = load_config(str(file), site_dir=str(out.resolve()), strict=wish.strict, **more)
    except (MkDocsException, SystemExit) as error:
        raise SourceError(f"mkdocs.yml cannot be read: {error}") from None
    config.plugins["devportal"].config["public"] = wish.public_only
    _keep_templates(config.theme)
    return Engine(config)


def _keep_templates(theme: Any) -> None:
    """Plugins ask the theme for environments of their own: those find compiled templates, too."""
    make = theme.get_env

    def get_env() -> Any:
        environment = make()
        keep_compiled(environment)
        return environment

    theme.get_env = get_env


def linked(config: Any) -> set[str]:
    """Pages (``….md``) that the navigation or a written document leads to."""
    found = {one for one in _leaves(config.nav or []) if one.endswith(".md")}
    docs = Path(config.docs_dir)
    for file in docs.rglob("*.md"):
        folder = file.parent.relative_to(docs).as_posix()
        targets = set(_LINK.findall(file.read_text(encoding="utf-8")))
        found.update(posixpath.normpath(posixpath.join(folder, target)) for target in targets)
    return {path for path in found if not path.startswith(("../", "/"))}


def _leaves(item: Any) -> Iterable[str]:
    if isinstance(item, str):
        return [item]
    inner: Sequence[Any] = list(item.values()) if isinstance(item, dict) else item
    return [leaf for one in inner for leaf in _leaves(one)]


def build_documents(engine: Engine) -> tuple[list[str], dict[str, tuple[str, dict[str, Any]]]]:
    """Let MkDocs build the written documents; their addresses, and what the navigation calls them.

    Raises SourceError.
    """
    from mkdocs.commands.build import build
    from mkdocs.exceptions import MkDocsException

    config = engine.config
    config.plugins["devportal"].engine = engine
    try:
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    except (MkDocsException, SystemExit) as error:
        raise SourceError(f"The website could not be built: {error}") from None
    finally:
        config.plugins.on_shutdown()
    written = [file.page for file in engine.files.documentation_pages() if not file.generated_by]
    addresses = [page.canonical_url for page in written if page.canonical_url]
    titles = {page.file.src_uri: (page.title, dict(page.meta)) for page in written}
    return addresses, titles


def reopen(engine: Engine, titles: Mapping[str, tuple[str, Mapping[str, Any]]]) -> None:
    """Navigation and templates as they were when MkDocs built the documents, without building them again."""
    from mkdocs.structure.files import get_files, set_exclusions
    from mkdocs.structure.nav import get_navigation

    config = engine.config
    config.plugins["devportal"].engine = engine
    config.plugins.on_startup(command="build", dirty=False)
    config = config.plugins.on_config(config)
    environment = config.theme.get_env()
    files = config.plugins.on_files(get_files(config), config=config)
    set_exclusions(files, config)
    navigation = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    for file in files.documentation_pages():
        if file.page and file.src_uri in titles:
            file.page.markdown = ""
            file.page.title, file.page.meta = titles[file.src_uri]
    config.plugins.on_env(environment, config=config, files=files)
    engine.navigation = navigation


def setting_of(engine: Engine, tool: str, *, public_only: bool) -> str:
    """A digest of all that every page depends on."""
    found = hashlib.blake2b(digest_size=16)
    versions = [f"{name} {version(name)}" for name in _LIBRARIES]
    found.update(repr([tool, versions, public_only, str(engine.config.site_url)]).encode())
    folders = [Path(engine.config.docs_dir), Path(engine.config.theme.custom_dir or engine.config.docs_dir)]
    files = [Path(engine.config.config_file_path), *(file for folder in folders for file in sorted(folder.rglob("*")))]
    for file in files:
        if file.is_file():
            data = file.read_bytes()
            found.update(f"{file} {len(data)}\n".encode())
            found.update(data)
    return found.hexdigest()
