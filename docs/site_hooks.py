"""What `mkdocs.yml` cannot say: pages that lie outside docs/ are part of the site, and links to them lead there."""

from __future__ import annotations

import importlib.metadata
import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[1]

OUTSIDE = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
    "LICENSE": "licence.txt",
    "models/MODEL_CARD.md": "model-card.md",
    "assets/README.md": "other-models.md",
}
"""Where the site has what lies outside docs/. Its start page says what README does, so that one is not there twice."""

_LINK = re.compile(r"(\]\()([^)\s#]+)((?:#[^)\s]*)?\))")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages from outside, and the licence of the theme, whose scripts lie in the site."""
    theme = importlib.metadata.distribution("mkdocs-material").read_text("licenses/LICENSE")
    files.append(File.generated(config, "theme-licence.txt", content=theme))
    for source, page in OUTSIDE.items():
        if page == "index.md":
            continue
        text = (ROOT / source).read_text(encoding="utf-8")
        files.append(File.generated(config, page, content=text))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turn the links of a page, which fit the repository, into such as fit the site."""
    return relinked(markdown, page.file.src_uri)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Give the theme's search a name for screen readers."""
    return output.replace('role="dialog"', 'role="dialog" aria-label="Search"')


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Leave out the page for what is not found: it works on a web server alone, at one address."""
    return "" if template_name == "404.html" else output_content


def relinked(markdown: str, page: str) -> str:
    """A page's text with its links as the site has them.

    Args:
        markdown: the text as it stands in the repository.
        page: the page's path in the site's sources.
    """
    places = {there: here for here, there in OUTSIDE.items() if there != "index.md"}
    lies = places.get(page, f"docs/{page}")

    def link(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(lies), found[2]))
        if ":" in found[2] or not (ROOT / target).exists():
            return found[0]
        there = OUTSIDE.get(target, target.removeprefix("docs/"))
        return f"{found[1]}{posixpath.relpath(there, posixpath.dirname(page) or '.')}{found[3]}"

    return _LINK.sub(link, markdown)
