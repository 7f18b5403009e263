"""The four colours are told from their ground and their neighbours, in the light and in the dark, by every eye."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from dashboard.charts.render.template import COLOURS, DARK_COLOURS, DARK_PANEL, TONES, ink_on

ENOUGH = 3.0  # WCAG 2.1, 1.4.11
BY_FEWER_CONES = 2.5  # hues help less, and every line has its name beside it
STYLES = Path(__file__).parents[4] / "dashboard" / "assets" / "site.css"
# Machado, Oliveira and Fernandes 2009, severity 1: what three kinds of colour vision make of linear red, green, blue.
SEEN = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
PALETTES = {"light": (COLOURS, "#FFFFFF"), "dark": (DARK_COLOURS, DARK_PANEL)}


def luminance(colour: str, eye: str = "all cones") -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    seen = [min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in SEEN[eye]]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), seen, strict=True))


def contrast(one: str, other: str, eye: str = "all cones") -> float:
    low, high = sorted((luminance(one, eye), luminance(other, eye)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("eye", SEEN)
@pytest.mark.parametrize("ground", PALETTES)
def test_colours_are_told_from_their_ground_and_their_neighbours(ground: str, eye: str) -> None:
    colours, panel = PALETTES[ground]
    enough = ENOUGH if eye == "all cones" else BY_FEWER_CONES
    assert [one for one in colours if contrast(one, panel, eye) < enough] == []
    assert [pair for pair in pairwise(colours) if contrast(*pair, eye) < enough] == []


def test_the_style_sheet_puts_the_dark_colours_in_place_of_the_light_ones() -> None:
    styles = STYLES.read_text(encoding="utf-8")
    for light, dark in zip(COLOURS, DARK_COLOURS, strict=True):
        red, green, blue = (int(light[start : start + 2], 16) for start in (1, 3, 5))
        for way in ("stroke", "fill"):
            assert f'[style*="{way}: rgb({red}, {green}, {blue})"] {{ {way}: {dark.lower()} !important; }}' in styles
    assert f"--panel: {DARK_PANEL.lower()}" in styles


def test_words_on_a_fill_can_be_read() -> None:
    for fill in (*COLOURS, *TONES.values()):
        assert contrast(ink_on(fill), fill) >= 4.5, fill
