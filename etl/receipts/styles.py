"""The look of a cell as openpyxl reads it -> the properties that XlsxWriter writes. Only what is listed here passes."""

from __future__ import annotations

import colorsys
import re

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles.colors import COLOR_INDEX, Color
from openpyxl.styles.proxy import StyleProxy

Property = str | int | float | bool
Look = tuple[tuple[str, Property], ...]  # properties of a format, hashable; () is a plain cell

_BORDERS = {
    "thin": 1, "medium": 2, "dashed": 3, "dotted": 4, "thick": 5, "double": 6, "hair": 7, "mediumDashed": 8,
    "dashDot": 9, "mediumDashDot": 10, "dashDotDot": 11, "mediumDashDotDot": 12, "slantDashDot": 13,
}  # fmt: skip
_HORIZONTAL = {
    "left": "left", "center": "center", "right": "right", "fill": "fill", "justify": "justify",
    "centerContinuous": "center_across", "distributed": "distributed",
}  # fmt: skip
_VERTICAL = {
    "top": "top", "center": "vcenter", "bottom": "bottom", "justify": "vjustify", "distributed": "vdistributed",
}  # fmt: skip
_THEME = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
_OFFICE = (
    "FFFFFF", "000000", "EEECE1", "1F497D", "4F81BD", "C0504D", "9BBB59", "8064A2", "4BACC6", "F79646", "0000FF",
    "800080",
)  # fmt: skip
_LONGEST_FORMAT = 200  # characters of a number format; Excel allows 255, and a mark may stand before it


class Looks:
    """The looks of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._theme = _theme_colours(workbook.loaded_theme)
        self._known: dict[int, Look] = {}

    def of(self, cell: Cell) -> Look:
        """Return the look of a cell."""
        if not cell.has_style:
            return ()
        number = cell.style_id
        if number not in self._known:
            self._known[number] = tuple((name, value) for name, value in self._properties(cell).items() if value)
        return self._known[number]

    def _properties(self, cell: Cell) -> dict[str, Property | None]:
        font, fill, place = cell.font, cell.fill, cell.alignment
        ground = fill.fgColor if isinstance(fill, StyleProxy) and fill.fill_type == "solid" else None
        properties: dict[str, Property | None] = {
            "font_name": font.name,
            "font_size": font.sz,
            "bold": font.b,
            "italic": font.i,
            "underline": 1 if font.u else None,
            "font_strikeout": font.strike,
            "font_color": self._colour(font.color),
            "pattern": 1 if ground else None,
            "bg_color": self._colour(ground),
            "align": _HORIZONTAL.get(place.horizontal or ""),
            "valign": _VERTICAL.get(place.vertical or ""),
            "text_wrap": place.wrap_text,
            "rotation": _rotation(place.textRotation),
            "indent": int(place.indent or 0),
        }
        if cell.number_format != "General" and len(cell.number_format) <= _LONGEST_FORMAT:
            properties["num_format"] = cell.number_format
        for name in ("left", "right", "top", "bottom"):
            side = getattr(cell.border, name)
            if side is not None and side.style in _BORDERS:
                properties[name] = _BORDERS[side.style]
                properties[f"{name}_color"] = self._colour(side.color)
        return properties

    def _colour(self, colour: Color | None) -> str | None:
        """Return a colour as #RRGGBB, or None for the one that the program takes by itself."""
        if colour is None:
            return None
        if colour.type == "rgb" and isinstance(colour.rgb, str) and re.fullmatch("[0-9A-Fa-f]{8}", colour.rgb):
            return _tinted(colour.rgb[2:], colour.tint)
        if colour.type == "indexed" and 0 <= colour.indexed < len(COLOR_INDEX):
            return f"#{COLOR_INDEX[colour.indexed][2:]}"
        if colour.type == "theme" and 0 <= colour.theme < len(self._theme):
            return _tinted(self._theme[colour.theme], colour.tint)
        return None


def _theme_colours(theme: bytes | str | None) -> tuple[str, ...]:
    """Return the colours of a workbook's theme by their number, those of Office where it has none."""
    text = theme.decode("utf-8", "replace") if isinstance(theme, bytes) else theme or ""
    found = []
    for name, usual in zip(_THEME, _OFFICE, strict=True):
        said = re.search(rf'<a:{name}>\s*<a:\w+ [^>]*(?:lastClr|srgbClr val|val)="([0-9A-Fa-f]{{6}})"', text)
        found.append(said[1] if said else usual)
    return tuple(found)


def _tinted(colour: str, tint: float | None) -> str:
    """Return the colour made lighter (tint above 0) or darker (below), as spreadsheets do: in its lightness."""
    if not tint or not -1 <= tint <= 1:
        return f"#{colour}"
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    parts = colorsys.hls_to_rgb(hue, light, saturation)
    return "#" + "".join(f"{round(part * 255):02X}" for part in parts)


def _rotation(turned: int | None) -> int | None:
    """Return the turn of a text in degrees, or 270 for letters below each other."""
    if not turned:
        return None
    if turned == 255:
        return 270
    return turned if turned <= 90 else 90 - turned
