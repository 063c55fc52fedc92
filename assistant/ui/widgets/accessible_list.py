"""Lists as assistive programs are told of them: all entries are there, and each knows whether it is in view."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleSelectionInterface, QWindow
from PySide6.QtWidgets import QAccessibleWidget, QListView, QWidget
from shiboken6 import VoidPtr, getCppPointer


class ListOfEntries(QAccessibleWidget):
    """A list with all its entries, each of which knows whether it is in view.

    Qt calls entries that are scrolled away invisible, so that screen readers leave them out when they count, and
    those of a list on a hidden page visible.
    """

    def __init__(self, view: QListView) -> None:
        super().__init__(view, QAccessible.Role.List)
        self._view = view
        self._selection = _Selection(self)
        self._entries: list[Entry] = []
        view.destroyed.connect(self._forget)

    @property
    def view(self) -> QListView:
        """The widget."""
        return self._view

    @property
    def rows(self) -> list[int]:
        """The rows of the model that are not filtered out."""
        return [row for row in range(self._view.model().rowCount()) if not self._view.isRowHidden(row)]

    @property
    def box(self) -> QWidget | None:
        """The box of choices whose list it is, if any: Qt puts that into a window of its own."""
        window = self._view.window()
        return window.parentWidget() if window.windowType() is Qt.WindowType.Popup else None

    def parent(self) -> QAccessibleInterface:
        """The box, so that who goes from its entries to the next control has not been in another window."""
        return QAccessible.queryAccessibleInterface(self.box) if self.box else super().parent()

    def childCount(self) -> int:  # noqa: N802 (Qt's name)
        """How many entries there are, in view or not."""
        return len(self.rows)

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override] # the stubs know no null
        """An entry."""
        if not 0 <= index < self.childCount():
            return None
        while len(self._entries) <= index:
            entry = Entry(self, len(self._entries))
            self._entries.append(entry)
            _kept[QAccessible.registerAccessibleInterface(entry)] = entry
        return self._entries[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802 (Qt's name)
        """The position of an entry, -1 for what is none of them."""
        return child.position if isinstance(child, Entry) and child in self._entries else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override] # noqa: N802 (Qt's name)
        """The entry at a place on the screen."""
        index = self._view.indexAt(self._view.viewport().mapFromGlobal(QPoint(x, y)))
        return self.child(self.rows.index(index.row())) if index.isValid() else None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override] # noqa: N802 (Qt's name)
        """The entry that the keyboard is on."""
        current = self._view.currentIndex()
        if not (self._view.hasFocus() and current.isValid() and current.row() in self.rows):
            return None
        return self.child(self.rows.index(current.row()))

    def interface_cast(self, kind: QAccessible.InterfaceType) -> VoidPtr:  # type: ignore[override] # the stubs say int
        """The selection, and nothing else; the binding takes a number for the address of a number."""
        chosen = kind is QAccessible.InterfaceType.SelectionInterface
        return VoidPtr(getCppPointer(self._selection)[0] if chosen else 0)

    def _forget(self) -> None:
        for number in [number for number, entry in _kept.items() if entry in self._entries]:
            QAccessible.deleteAccessibleInterface(number)
            del _kept[number]
        self._entries.clear()


class Entry(QAccessibleInterface):
    """An entry of a list.

    Args:
        entries: the list.
        position: among the entries that are not filtered out.
    """

    def __init__(self, entries: ListOfEntries, position: int) -> None:
        super().__init__()
        self._list, self.position = entries, position

    @property
    def index(self) -> QModelIndex:
        """Of the model; invalid where the list has become shorter."""
        rows = self._list.rows
        view = self._list.view
        return view.model().index(rows[self.position], 0) if self.position < len(rows) else QModelIndex()

    def isValid(self) -> bool:  # noqa: N802 (Qt's name)
        """Whether the entry is still there."""
        return self.index.isValid()

    def object(self) -> QObject | None:  # type: ignore[override] # the stubs know no null
        """None: an entry is no widget."""
        return None

    def window(self) -> QWindow:
        """The list's."""
        return self._list.window()

    def parent(self) -> QAccessibleInterface:
        """The list."""
        return self._list

    def childCount(self) -> int:  # noqa: N802 (Qt's name)
        """None."""
        return 0

    def child(self, index: int) -> None:  # type: ignore[override] # the stubs know no null
        """There is none."""

    def childAt(self, x: int, y: int) -> None:  # type: ignore[override] # noqa: N802 (Qt's name)
        """There is none."""

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802 (Qt's name)
        """There is none."""
        return -1

    def focusChild(self) -> None:  # type: ignore[override] # noqa: N802 (Qt's name)
        """There is none."""

    def text(self, kind: QAccessible.Text) -> str:
        """Its words as its name."""
        return str(self.index.data() or "") if kind is QAccessible.Text.Name else ""

    def setText(self, kind: QAccessible.Text, words: str) -> None:  # noqa: N802 (Qt's name)
        """Entries are not to be written into."""

    def rect(self) -> QRect:
        """On the screen."""
        view = self._list.view.viewport()
        place = self._list.view.visualRect(self.index)
        return QRect(view.mapToGlobal(place.topLeft()), place.size())

    def role(self) -> QAccessible.Role:
        """An entry of a list."""
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        """Showing where it is in view, chosen where it is the current one."""
        view, index = self._list.view, self.index
        state = QAccessible.State()
        state.selectable = state.focusable = True
        state.selected = view.selectionModel().isSelected(index)
        state.focused = view.hasFocus() and view.currentIndex() == index
        state.invisible = not view.isVisible()
        state.offscreen = not view.viewport().rect().intersects(view.visualRect(index))
        return state


class _Selection(QAccessibleSelectionInterface):
    """Which entry is chosen: one at the most, and none while the keyboard is elsewhere.

    Orca takes what is newly chosen for where the user is, also where a list is filled in the background.
    """

    def __init__(self, entries: ListOfEntries) -> None:
        super().__init__()
        self._list = entries

    def selectedItems(self) -> list[QAccessibleInterface]:  # noqa: N802 (Qt's name)
        """The current entry."""
        view, box = self._list.view, self._list.box
        if not (view.hasFocus() or (box is not None and (box.hasFocus() or view.isVisible()))):
            return []
        chosen = [index.row() for index in view.selectionModel().selectedIndexes()]
        found = (self._list.child(place) for place, row in enumerate(self._list.rows) if row in chosen)
        return [entry for entry in found if entry is not None]

    def selectedItemCount(self) -> int:  # noqa: N802 (Qt's name)
        """One or none."""
        return len(self.selectedItems())

    def selectedItem(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override] # noqa: N802 (Qt's name)
        """The current entry."""
        chosen = self.selectedItems()
        return chosen[index] if index < len(chosen) else None

    def isSelected(self, child: QAccessibleInterface) -> bool:  # noqa: N802 (Qt's name)
        """Whether it is the current entry."""
        return child in self.selectedItems()

    def select(self, child: QAccessibleInterface) -> bool:
        """Make it the current entry."""
        if not isinstance(child, Entry) or not child.isValid():
            return False
        self._list.view.setCurrentIndex(child.index)
        return True

    def unselect(self, child: QAccessibleInterface) -> bool:
        """An entry is left by going to another one."""
        return False

    def selectAll(self) -> bool:  # noqa: N802 (Qt's name)
        """One entry is the most."""
        return False

    def clear(self) -> bool:
        """One entry stays the current one."""
        return False


_kept: dict[int, Entry] = {}
"""The entries by the number under which Qt knows them: it holds pointers to them, and no claim to them."""
