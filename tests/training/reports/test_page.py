"""A page shows what it is given as text, and replaces older pages alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from matplotlib.figure import Figure

from training.errors import TrainingError
from training.reports.page import Page, refuse_foreign


def _page(folder: Path, *pictures: str) -> Path:
    page = Page(folder, "Sad & happy")
    page.heading("<Faces>")
    page.paragraph('of "people"')
    page.table("Rows & columns", ["set", "a<b"], [("<one>", 0.12345), ("two", None), (3, 4)])
    for name in pictures:
        page.picture(Figure(), name, f'{name} says "more"')
    return page.write()


def test_what_is_shown_is_text_and_no_html(tmp_path: Path) -> None:
    text = _page(tmp_path / "report", "chart").read_text(encoding="utf-8")
    assert "<title>Sad &amp; happy</title>" in text
    for words in ("&lt;Faces&gt;", "of &quot;people&quot;", "Rows &amp; columns", "a&lt;b", "&lt;one&gt;"):
        assert words in text
    for cell in ("<td>0.123</td>", "<td>–</td>", "<td>4</td>", '<th scope="row">3</th>'):
        assert cell in text
    assert 'src="pictures/chart.png" alt="chart says &quot;more&quot;"' in text


def test_a_pictures_address_holds_whatever_its_name_is(tmp_path: Path) -> None:
    text = _page(tmp_path / "report", 'r#2 "b"').read_text(encoding="utf-8")
    assert 'src="pictures/r%232%20%22b%22.png"' in text


def test_an_older_page_and_its_pictures_go(tmp_path: Path) -> None:
    _page(tmp_path, "old", "both")
    (tmp_path / "notes.txt").write_text("mine")
    _page(tmp_path, "both", "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index.html", "notes.txt", "pictures"]
    assert sorted(path.name for path in (tmp_path / "pictures").iterdir()) == ["both.png", "new.png"]


def test_until_it_is_written_a_page_changes_nothing(tmp_path: Path) -> None:
    before = _page(tmp_path, "old").read_text(encoding="utf-8")
    page = Page(tmp_path, "Another")
    page.picture(Figure(), "new", "new")
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == before
    assert [path.name for path in (tmp_path / "pictures").iterdir()] == ["old.png"]


@pytest.mark.parametrize("name", ["index.html", "pictures/holiday.jpg"])
def test_what_is_no_page_of_ours_is_in_the_way(tmp_path: Path, name: str) -> None:
    refuse_foreign(tmp_path / "nowhere")
    refuse_foreign(tmp_path)
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("<p>mine</p>")
    with pytest.raises(TrainingError, match="of no report: name another folder"):
        refuse_foreign(tmp_path)
    with pytest.raises(TrainingError, match="of no report: name another folder"):
        Page(tmp_path, "Report")
