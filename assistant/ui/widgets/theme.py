"""Colours and measures of the window: the one place of both.

Text stands out from its ground by at least 7:1 (WCAG 2.2, 1.4.6), graphics and the focus ring by at
least 3:1 (1.4.11, 2.4.13). The expressions' colours follow Okabe & Ito (2008), darkened or lightened
until they reach 3:1, and never carry meaning alone: each expression has a shape and a word too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from assistant.expressions import Expression
from assistant.settings import Theme

TARGET = 44
"""Smallest side of anything to be pressed, in device-independent pixels (WCAG 2.2, 2.5.5)."""

_BODY = 18  # px: up to twice this the menu bar's text grows, beyond it the menus would not fit side by side

UNBOUNDED = 16_777_215
"""As the greatest width, none: Qt's QWIDGETSIZE_MAX, which the binding lacks."""

_LARGE = 30  # px of running text from which room is scarce

RING = 3
"""Width of the focus ring."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, as #rrggbb.

    Attributes:
        ground: of the window.
        surface: of what lies on it: cards, fields, buttons.
        text: on ground and surface.
        quiet: of less important text, on both.
        line: of borders.
        accent: fills what matters most and what is chosen.
        on_accent: text on the accent.
        ring: of the focus ring.
        expressions: of the shapes, by expression; None is unsure.
    """

    ground: str
    surface: str
    text: str
    quiet: str
    line: str
    accent: str
    on_accent: str
    ring: str
    expressions: Mapping[Expression | None, str]


_DARK_SHAPES: Mapping[Expression | None, str] = {
    Expression.ANGRY: "#b34700",
    Expression.DISGUST: "#00735a",
    Expression.FEAR: "#8f3f71",
    Expression.HAPPY: "#b08000",
    Expression.NEUTRAL: "#5c6670",
    Expression.SAD: "#005b94",
    Expression.SURPRISE: "#2b7fb0",
    None: "#5c6670",
}

_LIGHT_SHAPES: Mapping[Expression | None, str] = {
    Expression.ANGRY: "#e8743b",
    Expression.DISGUST: "#2fb894",
    Expression.FEAR: "#d692bb",
    Expression.HAPPY: "#f0c648",
    Expression.NEUTRAL: "#aab4be",
    Expression.SAD: "#4d9fdb",
    Expression.SURPRISE: "#7cc8f2",
    None: "#aab4be",
}

LIGHT = Palette("#f4f5f7", "#ffffff", "#16191d", "#3d444d", "#78818c", "#12417f", "#ffffff", "#b3005e", _DARK_SHAPES)
DARK = Palette("#15181c", "#22272d", "#f3f5f7", "#c6ccd3", "#808b97", "#a9cfff", "#0b1a2c", "#ffd24a", _LIGHT_SHAPES)
_CALM = Palette(
    "#ece9e2",
    "#f5f2ec",
    "#2b2a26",
    "#45433d",
    "#837f74",
    "#3f4f52",
    "#f7f5f0",
    "#6b4a2f",
    dict.fromkeys((*Expression, None), "#5f6b6a"),
)


def _two_colours(ground: str, ink: str, ring: str) -> Palette:
    return Palette(ground, ground, ink, ink, ink, ink, ground, ring, dict.fromkeys((*Expression, None), ink))


_PALETTES: Mapping[Theme, Palette] = {
    Theme.BLACK_ON_WHITE: _two_colours("#ffffff", "#000000", "#0000d0"),
    Theme.WHITE_ON_BLACK: _two_colours("#000000", "#ffffff", "#ffe500"),
    Theme.YELLOW_ON_BLACK: _two_colours("#000000", "#ffe500", "#ffffff"),
    Theme.CALM: _CALM,
}


def palette(theme: Theme) -> Palette:
    """The colours of a theme; `Theme.SYSTEM` asks the platform whether it is dark, and how much contrast it wants."""
    if theme is not Theme.SYSTEM:
        return _PALETTES[theme]
    # Chained calls let the style hints be collected before the last one: they need a name.
    hints = QGuiApplication.styleHints()
    dark = _is_dark(hints.colorScheme())
    accessibility = hints.accessibility()
    if accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast:
        return _PALETTES[Theme.WHITE_ON_BLACK if dark else Theme.BLACK_ON_WHITE]
    return DARK if dark else LIGHT


def _is_dark(scheme: Qt.ColorScheme) -> bool:
    if scheme is not Qt.ColorScheme.Unknown:
        return scheme is Qt.ColorScheme.Dark
    # As on Windows with a contrast theme, whose own colours tell.
    chosen = QGuiApplication.palette()
    return chosen.window().color().lightness() < chosen.windowText().color().lightness()


@dataclass(frozen=True, slots=True)
class Look:
    """Everything that decides how the window looks.

    Attributes:
        palette: the colours.
        text: height of running text in device-independent pixels.
        pictures: whether moving pictures are shown.
    """

    palette: Palette
    text: int
    pictures: bool

    @property
    def gap(self) -> int:
        """The unit of spacing; it grows far less than the text, so that large text keeps its room."""
        return round(8 + self.text / 4)

    @property
    def inset(self) -> int:
        """How far the content of pages and cards stays from their sides."""
        return self.gap if self.text > _LARGE else 2 * self.gap

    @property
    def menu(self) -> int:
        """Height of the text of menus in device-independent pixels."""
        return min(self.text, 2 * _BODY)

    @property
    def row(self) -> int:
        """Height of an entry of a list: room for its text, and never less than `TARGET`."""
        return max(TARGET, round(self.text * 1.9))


def stylesheet(look: Look) -> str:
    """The one style sheet of the window."""
    colours, text, gap = look.palette, look.text, look.gap
    # What is pressed needs room for its text and never less than the target size, borders included.
    height = max(TARGET - 4, round(text * 1.9))
    values = {
        "ground": colours.ground,
        "surface": colours.surface,
        "text": colours.text,
        "quiet": colours.quiet,
        "line": colours.line,
        "accent": colours.accent,
        "ring": colours.ring,
        "on_accent": colours.on_accent,
        "size": text,
        "menu": look.menu,
        "bar_pad": gap if text <= _LARGE else gap // 2,
        "menu_row": max(TARGET, round(look.menu * 1.5)),
        "title": _larger(text, 1.6),
        "caption": _larger(text, 1.35),
        "height": height,
        "row": look.row,
        "pad": gap,
        "wide": look.inset,
        "bar": max(18, round(text * 0.9)),
        "half": gap // 2,
    }
    return _SHEET % values


def _larger(text: int, share: float) -> int:
    """The size of what stands out among text of this size: where all is large already, it need not be much larger."""
    return max(min(round(text * share), round(_LARGE * share)), text)


_SHEET = """
* { font-size: %(size)dpx; color: %(text)s; outline: none; }
QMainWindow, QDialog, QScrollArea, #page { background: %(ground)s; border: none; }
QLabel { background: transparent; }
QTextEdit { background: transparent; border: none; selection-background-color: %(accent)s;
    selection-color: %(on_accent)s; }
QTextEdit[role="caption"] { font-size: %(caption)dpx; }
QDialog QListView, QDialog QTreeView {
    background: %(surface)s; border: 2px solid %(line)s;
    selection-background-color: %(accent)s; selection-color: %(on_accent)s;
}
QDialog QListView::item { min-height: %(row)dpx; }
QDialog QToolButton { background: #ffffff; border: 2px solid %(line)s; border-radius: 10px; } /* Qt's signs are black */
QDialog QLineEdit:focus, QDialog QComboBox:focus, QDialog QPushButton:focus, QDialog QAbstractItemView:focus,
QDialog QToolButton:focus { border: 3px solid %(ring)s; }
QLineEdit { placeholder-text-color: %(quiet)s; }
QLabel[role="title"] { font-size: %(title)dpx; font-weight: 600; }
QLabel[role="quiet"], QTextEdit[role="quiet"] { color: %(quiet)s; }
QLabel[role="caption"] { font-size: %(caption)dpx; }
QLabel#said { background: %(surface)s; border-top: 2px solid %(line)s; }
QFrame[role="card"] { background: %(surface)s; border: 2px solid %(line)s; border-radius: 14px; }
QPushButton {
    background: %(surface)s; border: 2px solid %(line)s; border-radius: 10px;
    padding: 0 %(wide)dpx; min-height: %(height)dpx; min-width: 44px;
}
QPushButton:hover { border-color: %(text)s; }
QPushButton:pressed { background: %(accent)s; color: %(on_accent)s; border-color: %(accent)s; }
QPushButton[role="primary"] {
    background: %(accent)s; color: %(on_accent)s; border-color: %(accent)s; font-weight: 600;
}
QPushButton[role="primary"]:hover { border-color: %(text)s; }
QPushButton[role="page"] { background: transparent; border-color: transparent; padding: 0 %(pad)dpx; }
QPushButton[role="page"]:hover { border-color: %(line)s; }
QPushButton[role="page"][shown="true"] { background: %(accent)s; color: %(on_accent)s; border-color: %(accent)s; }
QMenuBar { background: %(ground)s; font-size: %(menu)dpx; border-bottom: 1px solid %(line)s; }
QMenuBar::item { background: transparent; padding: 12px %(bar_pad)dpx; min-height: 24px; }
QMenuBar::item:selected { background: %(accent)s; color: %(on_accent)s; }
QMenu {
    background: %(surface)s; border: 2px solid %(line)s; padding: 4px; font-size: %(menu)dpx;
    menu-scrollable: 1; /* several columns would leave room for small letters only */
}
QMenu::item { padding: 0 %(wide)dpx; min-height: %(menu_row)dpx; }
QMenu::item:selected { background: %(accent)s; color: %(on_accent)s; }
QComboBox, QLineEdit, QListWidget {
    background: %(surface)s; border: 2px solid %(line)s; border-radius: 10px; padding: 0 %(pad)dpx;
    selection-background-color: %(accent)s; selection-color: %(on_accent)s;
}
QComboBox, QLineEdit { min-height: %(height)dpx; }
QListWidget { padding: %(pad)dpx; }
QComboBox::drop-down { width: %(height)dpx; border: none; }
QComboBox QAbstractItemView {
    background: %(surface)s; border: 2px solid %(line)s; padding: 4px;
    selection-background-color: %(accent)s; selection-color: %(on_accent)s;
}
QComboBox QAbstractItemView::item { min-height: %(row)dpx; padding: 0 %(pad)dpx; }
QListWidget::item { min-height: %(row)dpx; }
QListWidget::item:selected { background: %(accent)s; color: %(on_accent)s; }
QTableWidget {
    background: %(surface)s; border: 2px solid %(line)s; gridline-color: %(line)s;
    selection-background-color: %(accent)s; selection-color: %(on_accent)s;
}
QTableWidget::item { padding: 0 %(half)dpx; }
QHeaderView, QTableCornerButton::section { background: %(surface)s; border: none; }
QHeaderView::section {
    background: %(surface)s; border: none; padding: 0 %(half)dpx; min-height: %(height)dpx; font-weight: 600;
}
QProgressBar { background: %(surface)s; border: 2px solid %(line)s; border-radius: 10px; min-height: %(bar)dpx; }
QProgressBar::chunk { background: %(accent)s; border-radius: 8px; }
QCheckBox { spacing: %(pad)dpx; min-height: 44px; background: transparent; }
QScrollBar:vertical { background: %(ground)s; width: %(bar)dpx; margin: 0; }
QScrollBar:horizontal { background: %(ground)s; height: %(bar)dpx; margin: 0; }
QScrollBar::handle { background: %(line)s; border-radius: 6px; min-height: 44px; min-width: 44px; margin: 3px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
