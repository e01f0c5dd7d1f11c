"""Nothing moves by itself for those who asked their system for less motion."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

# A text cursor that blinks as systems have it, in milliseconds; 0 stands still.
BLINK_MS, STILL = 1060, 0
EFFECTS = (
    Qt.UIEffect.UI_General,
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)


class Motion(QObject):
    """Follows what the system says of motion, from the start and while the window is open."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._hints = app.styleHints()
        self._asked = self._hints.accessibility()
        self._moving = {each: QApplication.isEffectEnabled(each) for each in EFFECTS}
        self._asked.motionPreferenceChanged.connect(self.follow)
        self.follow(self._asked.motionPreference())

    def follow(self, preference: Qt.MotionPreference) -> None:
        """Let menus fade and the text cursor blink, or not."""
        is_still = preference == Qt.MotionPreference.ReducedMotion
        for each, moving in self._moving.items():
            QApplication.setEffectEnabled(each, moving and not is_still)
        self._app.setCursorFlashTime(STILL if is_still else BLINK_MS)
