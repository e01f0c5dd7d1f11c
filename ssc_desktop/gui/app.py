"""The program with a window: language, direction, Qt's own texts, fonts, look, last resort."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.errors import LastResort
from ssc_desktop.gui.icons import draw_icons_with, icon
from ssc_desktop.gui.memory import Memory
from ssc_desktop.gui.motion import Motion
from ssc_desktop.gui.ops import Ops
from ssc_desktop.gui.theme import Theme, load_fonts
from ssc_desktop.gui.tidying import Tidying
from ssc_desktop.gui.window import Window
from ssc_desktop.language import LOCALES, Language
from ssc_desktop.settings import SCALE, Settings


class Program:
    """Everything that lives as long as the program: the application, the desk, the window."""

    def __init__(self, arguments: list[str], memory: Memory | None = None) -> None:
        existing = QApplication.instance()
        self.app = existing if isinstance(existing, QApplication) else QApplication(arguments)
        self.app.setApplicationName("SSC Desktop")
        self.app.setStyle("Fusion")
        self.app.setFont(load_fonts())
        self._translator: QTranslator | None = None
        kept = memory or Memory()
        self.theme = Theme(self.app, kept.theme)
        self.motion = Motion(self.app)
        draw_icons_with(self.theme)
        self.desk = Desk(kept, self.theme, Ops())
        self.speak(self.desk.language)
        self.desk.language_chosen.connect(lambda _code: self.speak(self.desk.language))
        self.app.setWindowIcon(self._window_icon())
        self.window = Window(self.desk)
        self.tidying = Tidying()
        self.desk.ops.counted.connect(self.tidying.put_off)
        # While the worker computes, the window waits for its turn: a fifth of Python's usual time.
        sys.setswitchinterval(0.001)

    def speak(self, language: Language) -> None:
        """Turn Qt's own words, its numbers and the direction of the lines to a language."""
        QLocale.setDefault(QLocale(LOCALES[language.code]))
        if self._translator is not None:
            self.app.removeTranslator(self._translator)
        self._translator = QTranslator(self.app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{language.code}", folder):
            self.app.installTranslator(self._translator)
        turned = (
            Qt.LayoutDirection.RightToLeft if language.is_rtl else Qt.LayoutDirection.LeftToRight
        )
        self.app.setLayoutDirection(turned)

    def _window_icon(self) -> QIcon:
        return icon("list-checks", "accent")


def enlarge(percent: int) -> None:
    """Draw everything larger from the start on, on top of what each screen asks for; a scale that
    whoever starts the program sets counts more."""
    if percent != SCALE.default:
        os.environ.setdefault("QT_SCALE_FACTOR", f"{percent / 100:g}")


def run(arguments: list[str] | None = None, workspace: Path | None = None) -> int:
    """Open the window, at a workspace if one is named; the exit status when it is closed."""
    enlarge(Settings().get(SCALE))
    program = Program(arguments or sys.argv[:1])
    last_resort = LastResort()
    last_resort.caught.connect(program.window.show_bug)
    last_resort.install()
    # Where everything is drawn large the screen holds less than the window asks for.
    room = program.window.screen().availableSize()
    program.window.resize(program.window.size().boundedTo(room))
    program.window.show()
    if workspace is not None:
        program.window.ask_passphrase(workspace)
    QTimer.singleShot(200, program.window.warming.begin)
    return program.app.exec()
