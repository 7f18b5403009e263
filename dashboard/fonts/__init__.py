"""Noto Sans (SIL Open Font License, OFL.txt): every Romanian and Cyrillic letter, for whatever is printed or drawn.

Regular and semi-bold, as published by the Noto project; no other font is needed on the machine.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
FAMILY = "Noto Sans"
REGULAR, BOLD = FOLDER / "NotoSans-Regular.ttf", FOLDER / "NotoSans-SemiBold.ttf"
