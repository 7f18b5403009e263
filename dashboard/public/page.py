"""A snapshot -> its HTML: one file that needs no script, no font and no other file to be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dashboard.cells import is_words, shown
from dashboard.charts.spec import ChartSpec, Column, TableSpec
from dashboard.content import papers_line
from dashboard.public.drawing import drawn
from dashboard.public.snapshot import Part, Snapshot
from data.formats import month_name
from data.periods import Month
from data.wording import Text

_TEMPLATES = Path(__file__).parent / "templates"
_STYLE = Path(__file__).with_name("style.css")
_LONG = 12  # rows: a longer table waits behind its title


def page_name(language: str) -> str:
    """Return the name of a page in a language."""
    return f"{language}.html"


def figures_name(language: str, extension: str) -> str:
    """Return the name of the figures of a page as a file."""
    return f"figures-{language}.{extension}"


def picture_name(language: str) -> str:
    """Return the name of the picture that networks show of a page."""
    return f"picture-{language}.png"


def page_html(
    snapshot: Snapshot, text: Text, name: str, *, languages: Sequence[tuple[str, str]], figures_hash: str, base: str
) -> str:
    """Return the page. `languages` are codes and names of those it is published in, `figures_hash` the SHA-256 of its
    figures, `base` the address of the site, or ""."""
    heading = text.format("public.of", title=snapshot.title, period=snapshot.period)
    story = " ".join(snapshot.story)
    folder = f"{base}/public/{snapshot.subject.slug}/{name}/" if base else ""
    return drawn_template(
        "page",
        snapshot.language,
        text,
        [(code, called, page_name(code)) for code, called in languages],
        title=f"{heading} · {snapshot.network}",
        network=snapshot.network,
        demonstration=snapshot.demonstration,
        snapshot=snapshot,
        name=name,
        heading=heading,
        story=story,
        description=text.format("public.described", title=snapshot.title, period=snapshot.period, story=story),
        image=folder + picture_name(snapshot.language),
        base=base,
        csv=figures_name(snapshot.language, "csv"),
        json=figures_name(snapshot.language, "json"),
        parts=[_part(part, text) for part in snapshot.parts],
        stories=[
            {
                "mark": one.mark,
                "title": one.title,
                "words": one.words,
                "quote": one.quote,
                "told": text.format(
                    "public.told", place=one.place, month=month_name(Month.parse(one.month), text.language)
                ),
            }
            for one in snapshot.stories
        ],
        citation=text.format(
            "public.citation",
            network=snapshot.network,
            title=snapshot.title,
            period=snapshot.period,
            name=name,
            date=snapshot.as_of,
            hash=figures_hash,
        ),
    )


def index_html(
    text: Text,
    network: str,
    demonstration: str,
    subjects: Sequence[Mapping[str, object]],
    *,
    languages: Sequence[tuple[str, str]],
) -> str:
    """Return the page that lists what is published; each subject has its slug, title and snapshots."""
    return drawn_template(
        "index",
        text.language,
        text,
        [(code, called, page_name(code)) for code, called in languages],
        title=text["public.index"],
        network=network,
        demonstration=demonstration,
        subjects=subjects,
    )


def drawn_template(
    template: str, language: str, text: Text, languages: Sequence[tuple[str, str, str]] = (), **values: object
) -> str:
    """Return a template with its values, in the style of impact pages."""
    found = _environment().get_template(f"{template}.html")
    return found.render(language=language, text=text, languages=languages, style=_style(), **values)


def _part(part: Part, text: Text) -> dict[str, object]:
    return {
        "key": part.key,
        "title": part.title,
        "filters": part.filters,
        "lead": part.lead,
        "note": part.note,
        "cards": part.cards,
        "charts": [chart_values(chart, text) for chart in part.charts],
        "tables": [table_values(table, text) for table in part.tables],
    }


def chart_values(chart: ChartSpec, text: Text) -> dict[str, object]:
    """Return what the macro chart_figure draws."""
    there = any(value is not None for series in chart.series for value in series.values)
    wide, narrow = drawn(chart, text.language) if there else ("", "")
    return {
        "key": chart.key,
        "title": chart.title,
        "subtitle": chart.subtitle,
        "notes": chart.notes,
        "papers": papers_line(chart, text),
        "table": table_values(chart.table, text),
        "wide": Markup(wide),  # noqa: S704 - drawn by the canvas, which makes every text safe
        "narrow": Markup(narrow),  # noqa: S704
    }


def table_values(table: TableSpec, text: Text) -> dict[str, object]:
    """Return what the macro table draws."""
    rows = [
        [_cell(table, text, number, place, column) for place, column in enumerate(table.columns)]
        for number in range(len(table.rows))
    ]
    columns = [{"label": column.label, "words": is_words(column)} for column in table.columns]
    long, withheld = len(rows) > _LONG, bool(table.withheld)
    return {"title": table.title, "columns": columns, "rows": rows, "long": long, "withheld": withheld}


def _cell(table: TableSpec, text: Text, number: int, place: int, column: Column) -> str:
    if (number, place) in table.withheld:
        return text["public.withheld"]
    return shown(table.rows[number][place], column, text)


@cache
def _style() -> Markup:
    return Markup(_STYLE.read_text(encoding="utf-8").strip())  # noqa: S704 - a file of ours


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(_TEMPLATES)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
