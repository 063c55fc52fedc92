"""A plain HTML page that any browser and screen reader can read."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

from matplotlib.figure import Figure

from assistant.system.atomic_file import write_atomically
from training.data.unfinished import unfinished
from training.errors import TrainingError
from training.reports import charts

_GENERATOR = '<meta name="generator" content="python -m training">'

_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; color: #111; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { padding: .35rem .8rem; border-bottom: 1px solid #888; text-align: right; }
th:first-child { text-align: left; }
figure { margin: 1.5rem 0; } img { max-width: 100%; height: auto; } figcaption { color: #333; }
@media (prefers-color-scheme: dark) {
  body { background: #121212; color: #f2f2f2; } figcaption { color: #ddd; } img { background: #fff; }
}
"""


def refuse_foreign(folder: Path) -> None:
    """A page replaces an older page in its folder, and nothing else.

    Raises:
        TrainingError: the folder has an index.html or pictures that are of no such page.
    """
    page = folder / "index.html"
    ours = page.is_file() and _GENERATOR in page.read_text(encoding="utf-8", errors="replace")
    if not ours and (page.exists() or (folder / "pictures").exists()):
        raise TrainingError(f"{folder} has an index.html or pictures that are of no report: name another folder.")


class Page:
    """Collects headings, tables and pictures, and writes them into a folder of its own.

    Args:
        folder: the page becomes index.html in it; until it is written, an older page stays as it was.
        title: of the page.

    Raises:
        TrainingError: see `refuse_foreign`.
    """

    def __init__(self, folder: Path, title: str) -> None:
        self._folder, self._title = folder, title
        self._parts: list[str] = []
        self._pictures: dict[str, bytes] = {}
        refuse_foreign(folder)
        folder.mkdir(parents=True, exist_ok=True)

    def heading(self, text: str) -> None:
        """Begin a section."""
        self._parts.append(f"<h2>{escape(text)}</h2>")

    def paragraph(self, text: str) -> None:
        """Add a paragraph."""
        self._parts.append(f"<p>{escape(text)}</p>")

    def table(self, caption: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Add a table; the first column names the rows, and numbers are shown with three decimals."""
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
        body = ""
        for first, *rest in rows:
            cells = "".join(f"<td>{escape(_text(value))}</td>" for value in rest)
            body += f'<tr><th scope="row">{escape(_text(first))}</th>{cells}</tr>\n'
        self._parts.append(
            f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )

    def picture(self, figure: Figure, name: str, caption: str) -> None:
        """Add a figure, stored as pictures/`name`.png; the caption says what it shows."""
        self._pictures[name] = charts.png(figure)
        self._parts.append(
            f'<figure><img src="pictures/{quote(name)}.png" alt="{escape(caption)}">'
            f"<figcaption>{escape(caption)}</figcaption></figure>"
        )

    def write(self) -> Path:
        """Write index.html and the pictures; returns its path."""
        with unfinished(self._folder) as made:
            for name, png in self._pictures.items():
                write_atomically(made / f"{name}.png", png)
            return self._publish(made)

    def _publish(self, made: Path) -> Path:
        """Put the page and the pictures in `made` into their places; nothing in them needs room any more."""
        path, pictures = self._folder / "index.html", self._folder / "pictures"
        body = "\n".join(self._parts)
        write_atomically(
            path,
            f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(self._title)}</title>'
            f'{_GENERATOR}<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>\n'
            f"<body><main><h1>{escape(self._title)}</h1>\n{body}\n</main></body></html>\n",
        )
        # The page comes first: by it the pictures are known for ours, should this be broken off.
        shutil.rmtree(pictures, ignore_errors=True)
        pictures.mkdir()
        for picture in made.iterdir():
            picture.replace(pictures / picture.name)
        return path


def _text(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
