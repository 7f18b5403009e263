"""The fonts that come with the project have every letter of the readers' languages, and their licence."""

from __future__ import annotations

import pytest
import typst

from dashboard.fonts import BOLD, FAMILY, FOLDER, REGULAR

LETTERS = "aăâbcdefghiîjklmnopqrsștțuvwxyz абвгдеёжзийклмнопрстуфхцчшщъыьэюя „”«»–—·… ‰ № + − 0123456789 ĭŭ"
FONTS = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])


def page(words: str, weight: int) -> bytes:
    """Return a document with the words in this font alone; typst refuses a letter that the font does not have."""
    font = f'#set text(font: "{FAMILY}", fallback: false, weight: {weight})'
    return f'{font}\n#set document(title: "x")\n{words}'.encode()


@pytest.mark.parametrize("weight", [400, 600])
def test_every_letter_of_the_three_languages_is_there(weight: int) -> None:
    words = LETTERS + LETTERS.upper()
    pdf = typst.Compiler(page(words, weight), font_paths=FONTS).compile(format="pdf", pdf_standards=["a-2u"])
    assert isinstance(pdf, bytes) and pdf.startswith(b"%PDF")


def test_a_letter_that_is_not_there_would_be_refused() -> None:
    with pytest.raises(typst.TypstError):
        typst.Compiler(page("漢", 400), font_paths=FONTS).compile(format="pdf", pdf_standards=["a-2u"])


def test_there_is_no_other_font_and_the_licence_is_beside() -> None:
    assert FONTS.families() == [FAMILY]
    assert {path.name for path in FOLDER.glob("*.ttf")} == {REGULAR.name, BOLD.name}
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "OFL.txt").read_text(encoding="utf-8")
