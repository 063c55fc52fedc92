"""Follows whether the system asks for less motion: by Qt where it tells (from 6.12 on), and by the system itself."""

from __future__ import annotations

import sys
from functools import partial

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from assistant.adapters.desktop.motion import PORTAL, Setting, portal_wants_less, system_wants_less

if sys.platform == "linux":
    from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusVariant

    _SERVICE = "org.freedesktop.portal.Desktop"
    _PATH = "/org/freedesktop/portal/desktop"
    _INTERFACE = "org.freedesktop.portal.Settings"


class MotionWish(QObject):
    """What the system wishes, now and from now on.

    Attributes:
        reduced: whether nothing is to move by itself.

    Signals:
        changed: `reduced` is another one.
    """

    changed = Signal()

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__()
        self.reduced = False
        self._told: dict[Setting, object] = {}
        hints = QGuiApplication.styleHints()
        accessibility = hints.accessibility()
        if hasattr(accessibility, "motionPreferenceChanged"):
            accessibility.motionPreferenceChanged.connect(self._look)
        # Windows and macOS are asked again when the user comes back, perhaps from the system's settings.
        application.applicationStateChanged.connect(self._look)
        if sys.platform == "linux":
            self._ask_portal()
        self._look()

    def _look(self) -> None:
        reduced = _qt_wants_less() or system_wants_less() or portal_wants_less(self._told)
        if reduced != self.reduced:
            self.reduced = reduced
            self.changed.emit()

    if sys.platform == "linux":

        def _ask_portal(self) -> None:
            bus = QDBusConnection.sessionBus()
            if not bus.isConnected():
                return
            slot = SLOT("_on_setting(QDBusMessage)")
            # The stubs want bytes, which the binding refuses.
            bus.connect(_SERVICE, _PATH, _INTERFACE, "SettingChanged", self, slot)  # type: ignore[call-overload] # PySide's stubs lack this overload
            for setting in PORTAL:
                # The newer ReadOne is missing in portals that are still about.
                message = QDBusMessage.createMethodCall(_SERVICE, _PATH, _INTERFACE, "Read")
                message.setArguments(list(setting))
                watcher = QDBusPendingCallWatcher(bus.asyncCall(message), self)
                watcher.finished.connect(partial(self._on_answer, setting, watcher))

        def _on_answer(self, setting: Setting, watcher: QDBusPendingCallWatcher) -> None:
            reply = watcher.reply()
            if reply.type() is QDBusMessage.MessageType.ReplyMessage:
                self._learn(setting, reply.arguments()[0])
            watcher.deleteLater()

        @Slot(QDBusMessage)
        def _on_setting(self, message: QDBusMessage) -> None:
            namespace, key, value = message.arguments()
            self._learn((namespace, key), value)

        def _learn(self, setting: Setting, value: object) -> None:
            while isinstance(value, QDBusVariant):  # Read wraps its answer twice
                value = value.variant()
            self._told[setting] = value
            self._look()


def _qt_wants_less() -> bool:
    # Chained calls let the style hints be collected before the last one: they need a name.
    hints = QGuiApplication.styleHints()
    accessibility = hints.accessibility()
    if not hasattr(accessibility, "motionPreference"):
        return False
    # By name, for the enumeration itself is missing before Qt 6.12, too.
    return bool(accessibility.motionPreference().name == "ReducedMotion")
