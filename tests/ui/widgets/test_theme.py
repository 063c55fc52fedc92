"""Colours and measures."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QWidget

from assistant.expressions import Expression
from assistant.settings import Theme
from assistant.ui.widgets.basic import Switch
from assistant.ui.widgets.theme import DARK, LIGHT, TARGET, Look, Palette, palette, stylesheet
from tests.helpers.contrast import ENOUGH, GRAPHICS, contrast


@pytest.mark.parametrize("colours", [LIGHT, DARK, *(palette(theme) for theme in Theme if theme is not Theme.SYSTEM)])
def test_shapes_and_the_focus_ring_stand_out(colours: Palette) -> None:
    def rgb(name: str) -> NDArray[np.float64]:
        return np.array([int(name[index : index + 2], 16) for index in (1, 3, 5)], dtype=float)

    for expression in (*Expression, None):
        assert contrast(rgb(colours.expressions[expression]), rgb(colours.surface)) >= GRAPHICS, expression
    for ground in (colours.ground, colours.surface):
        assert contrast(rgb(colours.ring), rgb(ground)) >= GRAPHICS
        assert contrast(rgb(colours.line), rgb(ground)) >= GRAPHICS
        assert contrast(rgb(colours.text), rgb(ground)) >= ENOUGH
        assert contrast(rgb(colours.quiet), rgb(ground)) >= ENOUGH
    assert contrast(rgb(colours.on_accent), rgb(colours.accent)) >= ENOUGH


@pytest.mark.parametrize("size", [18, 22, 36, 54])
@pytest.mark.parametrize("make", [QPushButton, QComboBox, QLineEdit, partial(Switch, "Short sounds", "")])
def test_what_is_pressed_is_a_large_target_and_holds_its_text(
    qt: QApplication, make: Callable[[], QWidget], size: int
) -> None:
    widget = make()
    widget.setStyleSheet(stylesheet(Look(LIGHT, size, pictures=True)))
    widget.ensurePolished()
    assert widget.fontInfo().pixelSize() == size
    assert widget.sizeHint().height() >= max(TARGET, widget.fontMetrics().height())


@given(st.integers(12, 60), st.integers(1, 60))
def test_spacing_grows_less_than_the_text_so_that_large_text_keeps_its_room(text: int, more: int) -> None:
    usual, larger = (Look(LIGHT, size, pictures=True) for size in (text, text + more))
    assert usual.gap <= larger.gap
    assert larger.gap / usual.gap < (text + more) / text + 0.1
    for look in (usual, larger):
        assert look.gap <= look.inset <= 2 * look.gap


@pytest.mark.parametrize(
    ("scheme", "wants_contrast", "ground", "chosen"),
    [
        (Qt.ColorScheme.Light, False, "black", LIGHT),
        (Qt.ColorScheme.Dark, False, "white", DARK),
        # As on Windows with a contrast theme: only its colours tell.
        (Qt.ColorScheme.Unknown, True, "black", palette(Theme.WHITE_ON_BLACK)),
        (Qt.ColorScheme.Unknown, True, "white", palette(Theme.BLACK_ON_WHITE)),
    ],
)
def test_the_systems_theme_is_followed(
    qt: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    scheme: Qt.ColorScheme,
    wants_contrast: bool,
    ground: str,
    chosen: Palette,
) -> None:
    contrast_wanted = Qt.ContrastPreference.HighContrast if wants_contrast else Qt.ContrastPreference.NoPreference
    hints = SimpleNamespace(
        colorScheme=lambda: scheme, accessibility=lambda: SimpleNamespace(contrastPreference=lambda: contrast_wanted)
    )
    colours = QPalette(QColor(ground))
    colours.setColor(QPalette.ColorRole.WindowText, QColor("white" if ground == "black" else "black"))
    monkeypatch.setattr(QGuiApplication, "styleHints", lambda: hints)
    monkeypatch.setattr(QGuiApplication, "palette", lambda: colours)
    assert palette(Theme.SYSTEM) == chosen
