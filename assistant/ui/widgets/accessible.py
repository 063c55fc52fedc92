"""What assistive programs are told of a widget, where Qt would tell them something that is not so.

A widget class says so by its attribute `accessible`: the class of the interface to be used for it.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QComboBox, QLabel, QWidget


class ShownOnly(QAccessibleWidget):
    """A widget that has no other children than those that are shown.

    In Qt's own tree hidden pages stay, and some of what is on them claims to be in view.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, QAccessible.Role.Client)
        self._widget = widget

    def childCount(self) -> int:  # noqa: N802 (Qt's name)
        """How many are shown."""
        return len(self._shown)

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override] # the stubs know no null
        """One of those that are shown."""
        shown = self._shown
        return QAccessible.queryAccessibleInterface(shown[index]) if 0 <= index < len(shown) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802 (Qt's name)
        """The position of one that is shown, -1 for all others: they are not there."""
        sought = child.object() if child is not None else None
        return next((number for number, each in enumerate(self._shown) if each is sought), -1)

    @property
    def _shown(self) -> list[QWidget]:
        return [each for each in self._widget.children() if isinstance(each, QWidget) and not each.isHidden()]


class Section(ShownOnly):
    """A part of the window with a name, which a screen reader says before the first control of it that gets the focus.

    Of the roles that Orca 48 names in this way it says the role of all others, too ("panel"), reads the labels of the
    whole part, or says that it was left. A section has to be focusable for that.
    """

    def role(self) -> QAccessible.Role:
        """A section of something larger."""
        return QAccessible.Role.Section

    def state(self) -> QAccessible.State:
        """As Qt tells it, and focusable where it has a name."""
        state = super().state()
        state.focusable = bool(self._widget.accessibleName())
        return state


class Group(ShownOnly):
    """Controls that belong together, under a name that screen readers say when the focus comes to one of them.

    Orca reads along all labels in it that belong to no control: what controls tell themselves is an `Aside` there.
    """

    def role(self) -> QAccessible.Role:
        """As of a box with a title."""
        return QAccessible.Role.Grouping


class Aside(QAccessibleWidget):
    """Words beside a control, which tells them as well: they can be found by review, and label nothing."""

    def __init__(self, label: QLabel) -> None:
        super().__init__(label, QAccessible.Role.Paragraph)
        self._label = label

    def text(self, kind: QAccessible.Text) -> str:
        """Its words as its name."""
        return self._label.text() if kind is QAccessible.Text.Name else super().text(kind)


class BoxOfChoices(QAccessibleWidget):
    """A box to choose from, called by its name.

    On Linux, Qt tells the value as the name and leaves the name to a label: Orca 48 says "Theme Calm combo box Calm".
    """

    def __init__(self, box: QComboBox) -> None:
        super().__init__(box, QAccessible.Role.ComboBox)
        self._box = box

    def text(self, kind: QAccessible.Text) -> str:
        """Its name and help, and what is chosen as the value."""
        return self._box.currentText() if kind is QAccessible.Text.Value else super().text(kind)

    def state(self) -> QAccessible.State:
        """As Qt tells it, and whether the list is open."""
        state = super().state()
        state.expandable = True
        state.expanded = self._box.view().isVisible()
        return state

    def childCount(self) -> int:  # noqa: N802 (Qt's name)
        """One: the list."""
        return 1

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override] # the stubs know no null
        """The list."""
        return QAccessible.queryAccessibleInterface(self._box.view()) if index == 0 else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802 (Qt's name)
        """Whether it is the list."""
        return 0 if child is not None and child.object() is self._box.view() else -1


def _make(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    kind = getattr(thing, "accessible", None)
    if kind is None:
        return None
    interface: QAccessibleInterface = kind(thing)
    thing.accessible_interface = interface  # type: ignore[attr-defined] # lives as long as what it stands for
    return interface


QAccessible.installFactory(_make)
