"""A canvas that writes SVG: shapes and words, numbers short, every text made safe. It knows nothing of charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from math import ceil, floor, log10

INK, SOFT, LINE = "#1D2733", "#4D5A68", "#C3CAD2"
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif"
SMALL = 12
_SPACES = "\u00a0\u202f"  # the spaces of numbers, which no line may break at
_WIDE, _CYRILLIC = 0.56, 0.62  # the mean width of a letter, as a share of the size of the type


@dataclass(slots=True)
class Canvas:
    """What was drawn so far, in the order of drawing; lengths are in pixels from the upper left corner."""

    width: float
    height: float
    parts: list[str] = field(default_factory=list)

    def rect(self, x: float, y: float, width: float, height: float, fill: str, more: str = "") -> None:
        """Fill a rectangle."""
        self.parts.append(
            f'<rect x="{short(x)}" y="{short(y)}" width="{short(width)}" height="{short(height)}" fill="{fill}"{more}/>'
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, stroke: str = LINE, more: str = "") -> None:
        """Draw a straight line, one pixel wide unless told otherwise."""
        self.parts.append(
            f'<path d="M{short(x1)} {short(y1)}L{short(x2)} {short(y2)}" stroke="{stroke}" fill="none"{more}/>'
        )

    def path(self, points: Sequence[tuple[float, float]], more: str, *, closed: bool = False) -> None:
        """Draw a line through points, closed to an area where asked."""
        steps = "L".join(f"{short(x)} {short(y)}" for x, y in points)
        self.parts.append(f'<path d="M{steps}{"Z" if closed else ""}"{more}/>')

    def dot(self, x: float, y: float, radius: float, fill: str, stroke: str) -> None:
        """Draw a point."""
        where = f'cx="{short(x)}" cy="{short(y)}" r="{short(radius)}"'
        self.parts.append(f'<circle {where} fill="{fill}" stroke="{stroke}" stroke-width="2"/>')

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        anchor: str = "start",
        size: int = SMALL,
        fill: str = INK,
        bold: bool = False,
    ) -> None:
        """Write words on their base line; `anchor`: start, middle or end."""
        where = "" if anchor == "start" else f' text-anchor="{anchor}"'
        weight = ' font-weight="600"' if bold else ""
        self.parts.append(
            f'<text x="{short(x)}" y="{short(y)}" font-size="{size}" fill="{fill}"{where}{weight}>{safe(words)}</text>'
        )

    def place(self, other: Canvas, x: float, y: float) -> None:
        """Put what another canvas holds at a place of this one."""
        self.parts.append(f'<g transform="translate({short(x)} {short(y)})">{"".join(other.parts)}</g>')

    def document(self, title: str, description: str, *, ground: str = "", data: str = "") -> str:
        """Return the whole picture, described for those who do not see it.

        `ground` is a colour behind everything, `data` what the picture is drawn from, for programs.
        """
        wide, tall = short(self.width), short(self.height)
        size = f'width="{wide}" height="{tall}" viewBox="0 0 {wide} {tall}"'
        behind = f'<rect width="100%" height="100%" fill="{ground}"/>' if ground else ""
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FONT}" role="img">'
        about = f"<title>{safe(title)}</title><desc>{safe(description)}</desc>"
        told = f"<metadata>{safe(data)}</metadata>" if data else ""
        return "".join([head, about, told, behind, *self.parts, "</svg>"])


def safe(words: str) -> str:
    """Return words as XML takes them: no mark-up of theirs, no characters that XML does not have."""
    return escape("".join(letter if letter.isprintable() or letter in _SPACES else " " for letter in words))


def short(value: float) -> str:
    """Return a length with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")


def width_of(words: str, size: int = SMALL) -> float:
    """Return about how wide words are."""
    wider = sum("\u0400" <= letter <= "\u04ff" for letter in words)
    return size * (len(words) * _WIDE + wider * (_CYRILLIC - _WIDE))


def nice_ticks(low: float, high: float, most: int = 5, *, whole: bool = False) -> list[float]:
    """Return round values from `low` to `high`, in steps of 1, 2 or 5 and tens of them; about `most` of them.

    `whole`: no step is less than one, as for counts.
    """
    rough = (high - low) / most
    if rough <= 0:
        return [low]
    rough = max(rough, 1.0) if whole else rough
    ten = 10.0 ** floor(log10(rough))
    step = next(unit * ten for unit in (1, 2, 5, 10) if unit * ten >= rough)
    first = ceil(low / step - 1e-9)
    return [place * step for place in range(first, floor(high / step + 1e-9) + 1)]
