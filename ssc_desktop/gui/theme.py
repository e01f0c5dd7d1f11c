"""The look: colour tokens, one palette, one small stylesheet, the fonts that also print."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from string import Template

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ssc_desktop.paths import resources_folder
from ssc_desktop.settings import DARK, LIGHT, SYSTEM

BODY_POINTS, SECTION_POINTS, TITLE_POINTS = 10, 12, 15
FONT_FILES = (
    "NotoSans-Regular.ttf",
    "NotoSans-Bold.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansArabic-Bold.ttf",
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour of the window, by what it is for."""

    background: str
    surface: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    warning: str
    danger: str
    hover: str
    tint: str
    warning_tint: str
    danger_tint: str

    def colour(self, token: str) -> QColor:
        """The colour of a token by its name."""
        return QColor(getattr(self, token))


LIGHT_TOKENS = Tokens(
    background="#F6F7F5",
    surface="#FFFFFF",
    line="#E1E5E2",
    edge="#7F8B86",
    text="#1F2933",
    muted="#56616E",
    accent="#0B6E4F",
    accent_hover="#095B41",
    on_accent="#FFFFFF",
    warning="#9A5B00",
    danger="#B42318",
    hover="#EEF1EE",
    tint="#E1F0EA",
    warning_tint="#FBF1DF",
    danger_tint="#FCEBE9",
)
DARK_TOKENS = Tokens(
    background="#171B1E",
    surface="#1F2528",
    line="#30383C",
    edge="#6B767F",
    text="#E6EAED",
    muted="#9AA5B1",
    accent="#4CC79A",
    accent_hover="#6AD3AC",
    on_accent="#0E1512",
    warning="#F2B84B",
    danger="#FF8A7A",
    hover="#283034",
    tint="#1F3B32",
    warning_tint="#3A3020",
    danger_tint="#412826",
)


class Theme(QObject):
    """The tokens in use; follows the system unless a person chose light or dark."""

    # Told before the colours change: a window full of pages takes seconds to be dressed anew, so
    # it is emptied first and filled after.
    changing = Signal()
    changed = Signal()

    def __init__(self, app: QApplication, choice: str = SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        self._folder = QTemporaryDir()
        self.tokens = LIGHT_TOKENS
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        self.choose(choice)

    @property
    def is_dark(self) -> bool:
        """Whether the dark tokens are in use."""
        return self.tokens is DARK_TOKENS

    @property
    def choice(self) -> str:
        """What the person chose: ``system``, ``light`` or ``dark``."""
        return self._choice

    def choose(self, choice: str) -> None:
        """Use the light or the dark tokens, or those the system asks for."""
        self._choice = choice
        self.changing.emit()
        schemes = {LIGHT: Qt.ColorScheme.Light, DARK: Qt.ColorScheme.Dark}
        wanted = schemes.get(choice, Qt.ColorScheme.Unknown)
        QGuiApplication.styleHints().setColorScheme(wanted)
        self._apply(dark=self._wants_dark())

    def _wants_dark(self) -> bool:
        if self._choice != SYSTEM:
            return self._choice == DARK
        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark

    def _follow_system(self) -> None:
        if self._choice == SYSTEM and self._wants_dark() != self.is_dark:
            self.changing.emit()
            self._apply(dark=self._wants_dark())

    def _apply(self, *, dark: bool) -> None:
        self.tokens = DARK_TOKENS if dark else LIGHT_TOKENS
        self._app.setPalette(palette_of(self.tokens))
        self._app.setStyleSheet(stylesheet_of(self.tokens, self._arrows()))
        self.changed.emit()

    def _arrows(self) -> dict[str, str]:
        """Files of the few icons a stylesheet can only name, in this theme's colours."""
        name = "dark" if self.is_dark else "light"
        wanted = {
            "down": ("chevron-down", self.tokens.muted),
            "up": ("chevron-up", self.tokens.muted),
            "check": ("check", self.tokens.on_accent),
        }
        return {
            key: self._coloured(icon, colour, f"{name}-{key}")
            for key, (icon, colour) in wanted.items()
        }

    def _coloured(self, icon: str, colour: str, name: str) -> str:
        target = Path(self._folder.path()) / f"{name}.svg"
        if not target.exists():
            source = (resources_folder() / "icons" / f"{icon}.svg").read_text(encoding="utf-8")
            target.write_text(source.replace("currentColor", colour), encoding="utf-8")
        return target.as_posix()


def palette_of(tokens: Tokens) -> QPalette:
    """The palette every widget takes its colours from."""
    roles = {
        QPalette.ColorRole.Window: tokens.background,
        QPalette.ColorRole.Base: tokens.surface,
        QPalette.ColorRole.AlternateBase: tokens.surface,
        QPalette.ColorRole.Button: tokens.surface,
        QPalette.ColorRole.ToolTipBase: tokens.surface,
        QPalette.ColorRole.WindowText: tokens.text,
        QPalette.ColorRole.Text: tokens.text,
        QPalette.ColorRole.ButtonText: tokens.text,
        QPalette.ColorRole.ToolTipText: tokens.text,
        QPalette.ColorRole.BrightText: tokens.danger,
        QPalette.ColorRole.PlaceholderText: tokens.muted,
        QPalette.ColorRole.Highlight: tokens.accent,
        QPalette.ColorRole.HighlightedText: tokens.on_accent,
        QPalette.ColorRole.Accent: tokens.accent,
        QPalette.ColorRole.Link: tokens.accent,
        QPalette.ColorRole.LinkVisited: tokens.warning,
        QPalette.ColorRole.Mid: tokens.line,
        QPalette.ColorRole.Midlight: tokens.line,
        QPalette.ColorRole.Light: tokens.surface,
        QPalette.ColorRole.Dark: tokens.edge,
        QPalette.ColorRole.Shadow: tokens.edge,
    }
    palette = QPalette()
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.muted))
    palette.setColor(
        QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText, QColor(tokens.muted)
    )
    return palette


def stylesheet_of(tokens: Tokens, arrows: dict[str, str]) -> str:
    """The stylesheet with its colours and arrow files filled in."""
    source = (resources_folder() / "look.qss").read_text(encoding="utf-8")
    colours = {name: getattr(tokens, name) for name in Tokens.__slots__}
    files = {f"{name}_arrow": file for name, file in arrows.items()}
    return Template(source).substitute(colours | files)


def load_fonts() -> QFont:
    """Load the bundled fonts; the font of the window, tabular figures where a grid asks."""
    families: list[str] = []
    for name in FONT_FILES:
        number = QFontDatabase.addApplicationFont(str(resources_folder() / "fonts" / name))
        families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    font = QFont()
    if families:
        font.setFamilies(list(dict.fromkeys(families)))
    font.setPointSize(BODY_POINTS)
    return font


def font_of(points: int, *, bold: bool = False) -> QFont:
    """The window's font in another size."""
    font = QFont(QApplication.font())
    font.setPointSize(points)
    font.setBold(bold)
    return font


def tabular(font: QFont) -> QFont:
    """The same font with figures of equal width, for columns of numbers."""
    wide = QFont(font)
    wide.setFeature(QFont.Tag("tnum"), 1)
    return wide
