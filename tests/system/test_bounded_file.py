from pathlib import Path

import pytest

from assistant.system.bounded_file import NotRegularError, TooLargeError, open_regular, read_bounded, require_regular


def test_all_bytes_up_to_the_bound(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"12345")
    assert read_bounded(tmp_path / "file", 5) == b"12345"
    with pytest.raises(TooLargeError, match="it is larger than") as caught:
        read_bounded(tmp_path / "file", 4)
    assert caught.value.filename == str(tmp_path / "file")


def test_a_link_is_what_it_points_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"1")
    (tmp_path / "link").symlink_to("file")
    with open_regular(tmp_path / "link") as file:
        assert file.read() == b"1"


def test_what_is_no_file(tmp_path: Path) -> None:
    for ask in (require_regular, open_regular):
        with pytest.raises(NotRegularError, match="not a file"):
            ask(tmp_path)
        with pytest.raises(FileNotFoundError):
            ask(tmp_path / "nowhere")
