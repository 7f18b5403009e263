"""Text files: the encoding is found out from the letters, the separator from the lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.wording import read_texts
from etl.textfile import decode, find_delimiter, text_rows

ROOT = Path(__file__).resolve().parents[2]
TEXTS = sorted(path.parent for package in ("data", "etl") for path in (ROOT / package).rglob("text/ro.toml"))
ROMANIAN = [
    "Șoldănești",
    "ȘOLDĂNEȘTI",
    "împrumuturi",
    "ÎMPRUMUTURI",
    "Rîșcani",
    "țară",
    "și",
    "ță",
    "în",
    "Ședințe",
    "„da”",
]
RUSSIAN = ["Рышканы", "ПОСЕЩЕНИЯ", "выдано", "ёлка", "и", "в т. ч.", "Бэлць", "№ п/п", "«да»", "Пользователи", "за май"]


def phrases(language: str) -> list[str]:
    """Return what Vitrina says in a language: hundreds of real sentences."""
    return [text for folder in TEXTS for text in read_texts(folder / f"{language}.toml").values()]


def old(text: str) -> str:
    """Return a Romanian text as windows-1250 can hold it: with cedillas."""
    return text.translate(str.maketrans("șțȘȚ", "şţŞŢ"))


# Words and figures, in lines, as a table saved by an office program holds them.
numbers = st.integers(0, 10**6).map(str)
codes = st.sampled_from(["MD-OR-0001", "V01", "U01", "x", "-", "2017", "Total", "CUATM 6401000"])


def tables(words: list[str]) -> st.SearchStrategy[str]:
    """Return tables of cells, at least one of which is a word."""
    rows = st.lists(st.lists(st.one_of(st.sampled_from(words), numbers, codes), min_size=1, max_size=5), max_size=8)
    return st.tuples(st.sampled_from(words), rows).map(
        lambda drawn: "\r\n".join([drawn[0], *(";".join(row) for row in drawn[1])])
    )


def letters(text: str) -> int:
    return sum(character > "\x7f" and character.isalpha() for character in text)


@given(tables([*map(old, ROMANIAN), *map(old, phrases("ro"))]).filter(letters))
def test_romanian_in_windows_1250_is_never_taken_for_russian(text: str) -> None:
    assert decode(text.encode("windows-1250", "replace")) == text.encode("windows-1250", "replace").decode(
        "windows-1250"
    )


@given(tables([word for word in [*RUSSIAN, *phrases("ru")] if letters(word) > 1]))
def test_russian_in_windows_1251_is_never_taken_for_romanian(text: str) -> None:
    assert decode(text.encode("windows-1251", "replace")) == text.encode("windows-1251", "replace").decode(
        "windows-1251"
    )


@given(tables([*ROMANIAN, *RUSSIAN, *phrases("ro"), *phrases("ru")]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_unicode_is_read_as_written(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@given(st.lists(st.text("abcșтё 019", max_size=9), min_size=2, max_size=6), st.sampled_from(["utf-16-le", "utf-16-be"]))
def test_utf_16_without_a_mark_is_known_by_its_blanks_and_figures(cells: list[str], encoding: str) -> None:
    text = "\r\n".join([";".join(cells), "1;2;3;4;5;6"])
    assert decode(text.encode(encoding)) == text


@given(st.binary(max_size=300))
def test_no_bytes_raise_and_rows_are_of_one_length(content: bytes) -> None:
    decode(content)
    assert len({len(row) for row in text_rows(content, None, None)}) <= 1


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@given(
    rows=st.lists(
        st.lists(st.text("ab1 ăж-", min_size=1, max_size=6).filter(str.strip), min_size=3, max_size=3),
        min_size=2,
        max_size=8,
    )
)
def test_the_separator_is_the_one_that_splits_the_lines_alike(delimiter: str, rows: list[list[str]]) -> None:
    text = "\r\n".join(delimiter.join(row) for row in rows)
    assert find_delimiter(text) == delimiter
    read = text_rows(text.encode(), None, None)
    assert [[str(int(cell)) if isinstance(cell, float) else cell for cell in row] for row in read] == rows


def test_decimal_commas_do_not_make_a_comma_the_separator() -> None:
    assert find_delimiter("Luna;Ore;Buget\r\nmai;12,5;1.500,50\r\niunie;7,25;2.000,75\r\n") == ";"
