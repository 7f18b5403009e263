"""Headers are known by their words, wherever columns and rows stand; whatever else is there, nothing raises."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from data.wording import text
from etl.cells import Cell
from etl.context import make_context
from etl.recognise import PreparedLayout
from etl.tables.header import Found, is_numbering
from etl.tables.headerpaths import header_paths
from etl.workbook import Book, Sheet

INDICATORS = ["U01", "U02", "V01", "L01", "C01", "E01", "A02", "R01"]
LABELS = ["Denumirea bibliotecii", "Codul bibliotecii"]
LANGUAGES = ["ro", "ru", "en"]
HABITS = [
    str.upper,
    lambda heading: heading.translate(str.maketrans("șțȘȚ", "şţŞŢ")),
    lambda heading: heading.translate(str.maketrans("ăâîșțĂÂÎȘȚ", "aaistAAIST")),
    lambda heading: f"  {heading.replace(' ', '  ')} ",
    lambda heading: heading,
]
CONTEXT = make_context()
RAION = next(layout for layout in CONTEXT.layouts if layout.layout.name == "raion")
JUNK = ["", "Semnătura", "xyz", "…", "12", "Обр."]

cells = st.one_of(
    st.text(max_size=12), st.sampled_from([*LABELS, "Vizite", "Total", "1", "=A1"]), st.floats(), st.none()
)
grids = st.lists(st.lists(cells.map(lambda cell: "" if cell is None else cell), max_size=7), max_size=9)


def sheet_of(rows: list[list[Cell]]) -> Sheet:
    """Return a sheet of these rows, as a text file is one."""
    width = max(map(len, rows), default=0)
    book = Book(Path("x.csv"), "csv", b"")
    return Sheet("", 0, True, book, text_rows=[[*row, *[""] * (width - len(row))] for row in rows])


def find(layout: PreparedLayout, rows: list[list[Cell]]) -> Found | None:
    """Return the header that the first table of a layout finds."""
    return layout.tables[0][1].find(sheet_of(rows))


@given(
    chosen=st.lists(st.sampled_from(INDICATORS), min_size=1, max_size=6, unique=True),
    language=st.sampled_from(LANGUAGES),
    habit=st.sampled_from(HABITS),
    junk=st.lists(st.sampled_from(JUNK), max_size=3),
    above=st.integers(0, 6),
    order=st.randoms(use_true_random=False),
)
def test_each_column_is_known_by_its_heading_in_any_order_habit_and_place(
    chosen, language, habit, junk, above, order
) -> None:
    words = text(language, *CONTEXT.catalogue.text_folders)
    meant = [(habit(words[f"indicator.{code}.name"]), code) for code in chosen]
    columns = [(habit(LABELS[0]), None), *meant, *((heading, None) for heading in junk)]
    order.shuffle(columns)
    titles: list[list[Cell]] = [[f"rândul {number}"] for number in range(above)]
    data: list[Cell] = ["Biblioteca Orhei" if heading == habit(LABELS[0]) else 7 for heading, _ in columns]
    found = find(RAION, [*titles, [heading for heading, _ in columns], data])
    assert found is not None
    assert (found.header_row, found.first_row) == (above, above + 1)
    assert {value.index: value.known.indicator for value in found.plan.values} == {
        index: code for index, (_, code) in enumerate(columns) if code
    }
    assert {index for index, _ in found.plan.unknown} <= {
        index for index, (heading, code) in enumerate(columns) if code is None and heading
    }


@given(grids)
def test_any_grid_is_searched_by_every_form(rows) -> None:
    sheet = sheet_of(rows)
    for layout in CONTEXT.layouts:
        for _, reader in (*layout.tables, *layout.lists):
            found = reader.find(sheet)
            assert found is None or 0 <= found.header_row < found.first_row <= len(rows)


@given(
    grids,
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 6), st.integers(0, 4), st.integers(0, 9)), max_size=3),
)
def test_every_column_has_its_paths_and_each_is_made_of_its_own_cells(rows, shapes) -> None:
    window = sheet_of(rows).rows[:4]
    width = max(map(len, window), default=0)
    merges = tuple(
        (top, left, top + high, left + wide) for top, left, high, wide in shapes if top < len(window) and left < width
    )
    paths = header_paths(window, merges)
    assert len(paths) >= width
    assert all(level for column in paths for path in column for level in path)
    assert all(len(set(column)) == len(column) for column in paths)


@given(st.lists(st.one_of(st.text(max_size=5), st.floats(), st.integers(0, 30)), max_size=12))
def test_any_row_is_a_numbering_or_not(row) -> None:
    assert is_numbering(row) in (True, False)


@given(st.integers(3, 20), st.integers(0, 2))
def test_a_row_that_only_numbers_the_columns_is_one(columns: int, first: int) -> None:
    assert is_numbering([float(number) for number in range(first, first + columns)])
    assert is_numbering(["A", *map(str, range(1, columns + 1))])
    assert not is_numbering(["Biblioteca Orhei", *map(float, range(1, columns + 1))])
