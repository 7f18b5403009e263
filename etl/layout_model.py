"""What a layout may say: the schema of layouts/*.toml. docs/adding-a-layout.md explains every key with examples."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from etl.texts.patterns import DIMENSIONS, compile_pattern

Dimension = Literal[
    "library", "library_code", "territory", "indicator", "category", "month", "year", "date", "period", "unit", "area",
]  # fmt: skip
FileType = Literal["xlsx", "xls", "ods", "csv"]


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _compiled(texts: tuple[str, ...]) -> tuple[str, ...]:
    for text in texts:
        compile_pattern(text)  # a PatternError is a ValueError: the schema reports it at its key
    return texts


def _heights(value: object) -> object:
    return (value,) if isinstance(value, int) else value


Height = Annotated[int, Field(ge=1, le=8)]
Heights = Annotated[tuple[Height, ...], BeforeValidator(_heights)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Patterns = Annotated[tuple[str, ...], BeforeValidator(_listed), AfterValidator(_compiled)]


class Part(BaseModel):
    """A part of a layout: unknown keys are refused, nothing changes after loading."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Bound(Part):
    """What is known of every value in a place (a column, a file) without looking further."""

    library: str | None = None
    library_code: str | None = None
    territory: str | None = None
    indicator: str | None = None
    category: str | None = None
    unit: str | None = None
    month: int | None = Field(default=None, ge=1, le=12)
    year: int | None = Field(default=None, ge=1900, le=2999)

    @property
    def bound(self) -> dict[str, str]:
        """Dimension -> text, of those given."""
        given = {name: getattr(self, name) for name in DIMENSIONS if name not in ("date", "period", "area")}
        return {name: str(value) for name, value in given.items() if value is not None}


class Headed(Part):
    """A column known by its header; what its cells say (`is`)."""

    header: Patterns
    says: str = Field(alias="is")
    optional: bool = False
    fill: Literal["none", "down"] = "none"  # an empty cell repeats the one above it
    scale: float = 1.0

    @property
    def is_data(self) -> bool:
        """True for figures and what is left out, of which there may be many columns; a label has one column."""
        return self.says in ("value", "total", "part", "ignored")


class Column(Headed, Bound):
    """A column of a table."""

    says: Dimension | Literal["value", "total", "part", "ignored"] = Field(default="value", alias="is")
    becomes: dict[str, str] = {}  # the row's indicator -> the indicator of this column's values
    breakdown: str = ""  # parts of one breakdown make up their whole together


class ListColumn(Headed):
    """A column of a list: a field of its records (data/definitions/record_lists.toml), whose row it is, or ignored."""


class Row(Part):
    """Rows that are not plain data, known by a text."""

    text: Patterns
    column: Patterns | None = None  # the header of the column it stands in; default: the first filled cell
    says: Literal["total", "ignored", "end", "section"] = Field(default="ignored", alias="is")


class Grid(Part):
    """Rows and columns below a header. One declaration may serve many sheets."""

    name: str = ""
    sheet: Patterns = ("*",)
    optional: bool = False
    above: Patterns = ()  # a text that must stand above the header; where it does, this layout is preferred
    header_rows: Heights = ()
    column: tuple[Headed, ...]
    row: tuple[Row, ...] = ()
    constant: Bound = Bound()

    @property
    def heights(self) -> tuple[int, ...]:
        """Rows the header may have: as declared, else as many as the deepest pattern has levels."""
        return self.header_rows or (
            max(compile_pattern(text).levels for column in self.column for text in column.header),
        )


class Table(Grid):
    """A table: columns of labels, and of values."""

    column: tuple[Column, ...]
    combine: Literal["refuse", "sum", "last"] = "refuse"
    cumulative: bool = False
    empty: Literal["missing", "blank"] = "missing"
    about: Literal["libraries", "territories"] = "libraries"  # what is about territories is checked, not loaded


class RecordList(Grid):
    """A list: one row, one record. `of` names the kind, `always` what holds for every record, field -> text."""

    of: str
    column: tuple[ListColumn, ...]
    always: dict[str, str] = {}
    agrees_with: Texts = ()  # indicators whose totals the list must come to


class Find(Part):
    """Something found outside the tables: in the file name, in a text of a sheet, or beside a label."""

    file: Patterns = ()
    text: Patterns = ()
    label: Texts = ()
    says: Dimension | None = Field(default=None, alias="is")  # what the cell beside the label says
    sheet: Patterns = ()  # where to look; default: the sheet of the table being read
    weak: bool = False  # of a period: a vote where other places disagree, never believed alone


class Value(Part):
    """A value that stands beside a label, outside any table."""

    label: Texts
    sheet: Patterns = ("*",)
    indicator: str
    category: str | None = None


class LibraryList(Part):
    """The list of libraries that comes with the figures, on another sheet or in another file of the folder."""

    sheet: Patterns = ()
    file: Patterns = ()
    code: Patterns
    name: Patterns
    territory: Patterns = ()


class Words(Part):
    """What texts of these files mean, beside the names Vitrina knows: code -> texts."""

    indicator: dict[str, Texts] = {}
    category: dict[str, Texts] = {}
    month: dict[str, Texts] = {}
    library: dict[str, Texts] = {}
    territory: dict[str, Texts] = {}
    unit: dict[str, float] = {}  # text -> what it multiplies a value by
    choice: dict[str, dict[str, Texts]] = {}  # vocabulary of list_words.toml, or "format" -> code -> texts


class Codes(Part):
    """Texts and numbers that stand for a state."""

    zero: Texts = ()
    blank: Texts = ()
    not_applicable: Texts = ()
    closed: Texts = ()
    error: Texts = ()


class Numbers(Part):
    """How numbers are written; default: as in the first language."""

    decimal: Literal[".", ","] | None = None
    thousands: str | None = None
    ranges: Literal["ask", "middle"] = "ask"  # "10-15": an error that is asked about, or its middle, as an estimate


class CsvFile(Part):
    """How a text file is written; default: found out."""

    encoding: str | None = None
    delimiter: str | None = Field(default=None, min_length=1, max_length=1)


class Earlier(Part):
    """An older version of the form that the same declaration reads, known by what it asks and does not ask."""

    version: str
    has: Texts = ()  # indicators
    lacks: Texts = ()


class Layout(Part):
    """One form as files arrive: how to know it, where everything stands."""

    name: str
    version: str = "1"
    form: Literal["monthly", "annual"]
    sender: Literal["library", "territory", "network"] = "network"  # whose files: precedence, forms.toml
    languages: tuple[str, ...] = ("ro", "ru", "en")
    files: tuple[FileType, ...] = ("xlsx", "xls", "ods", "csv")
    marks: Patterns = ()  # texts one of which must stand in the file: what tells a version from another
    earlier: tuple[Earlier, ...] = ()
    part: str = ""  # files that hold a part of the form replace only files of the same part
    table: tuple[Table, ...] = ()
    list: tuple[RecordList, ...] = ()
    value: tuple[Value, ...] = ()
    find: tuple[Find, ...] = ()
    constant: Bound = Bound()
    words: Words = Words()
    cells: Codes = Codes()
    numbers: Numbers = Numbers()
    csv: CsvFile = CsvFile()
    library_list: LibraryList | None = None
    ignored_sheets: Patterns = ()

    @property
    def key(self) -> str:
        """Name and version: one layout of a network."""
        return f"{self.name} {self.version}"

    def version_of(self, asked: Collection[str]) -> str:
        """Return which version of the form asks for these indicators."""
        for earlier in self.earlier:
            if set(earlier.has) <= set(asked) and not set(earlier.lacks) & set(asked):
                return earlier.version
        return self.version
