"""What a folder of sheets holds: a table for programs (.csv), a page a language for people, an archive a territory."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Sequence
from html import escape
from io import BytesIO, StringIO
from pathlib import Path
from urllib.parse import quote

from dashboard.factsheets.making import Made, Row
from dashboard.factsheets.naming import archive_name, folder_name, period_of
from dashboard.factsheets.saying import labels, sheet_words
from dashboard.factsheets.writing import Writer
from dashboard.whole import write_whole
from data.formats import month_range, percent
from data.harmless import harmless
from data.wording import Text

_STYLE = (
    "body{font-family:system-ui,'Noto Sans',sans-serif;color:#1d2733;margin:2rem auto;max-width:70rem;padding:0 1rem;"
    "line-height:1.45}table{border-collapse:collapse;width:100%;margin:0 0 2rem}th,td{text-align:left;padding:.35rem"
    " .7rem .35rem 0;border-bottom:1px solid #c3cad2;vertical-align:top}h2{margin:2rem 0 .4rem}a{color:#12436d}"
    "td:nth-child(2){white-space:nowrap}"
    ".quiet{color:#4d5a68}.label{background:#f46a25;padding:.15rem .5rem;font-weight:600}"
)

_COLUMNS = ("kind", "code", "name", "territory", "language", "reported", "expected", "file", "refused", "embargo")


def write_index(writer: Writer, made: Made, languages: Sequence[str], folder: Path) -> Path:
    """Write index.csv, index-<language>.html and the archives; return the page in the first language."""
    archives = _archives(writer, made.rows, folder)
    write_whole(folder / "index.csv", _table(writer, made.rows, languages))
    for language in languages:
        page = _page(writer, made.rows, language, archives)
        write_whole(folder / f"index-{language}.html", page.encode())
    return folder / f"index-{languages[0]}.html"


def _table(writer: Writer, rows: Sequence[Row], languages: Sequence[str]) -> bytes:
    """Return a row for each place and language, told in that language; UTF-8 with a mark, as spreadsheets want it."""
    out = StringIO()
    table = csv.writer(out)
    table.writerow(_COLUMNS)
    until = str(writer.material.embargo or "")
    for row in rows:
        figure = writer.coverage(row.place)
        for language in languages:
            said = (row.files.get(language, ""), row.refused.get(language, ""), until)
            place = (
                row.place.kind,
                row.place.code,
                harmless(writer.name(row.place, language)),
                row.place.territory,
                language,
            )
            table.writerow((*place, figure.reported, figure.expected, *map(harmless, said)))
    return out.getvalue().encode("utf-8-sig")


def _page(writer: Writer, rows: Sequence[Row], language: str, archives: dict[str, str]) -> str:
    text, (first, last) = sheet_words(writer.material.catalogue, language), period_of(writer.material)
    title = f"{text['factsheets.index']}: {month_range(first, last, language)}"
    marks = " ".join(f'<span class="label">{escape(one)}</span>' for one in labels(writer.material, text))
    parts = [_territory(writer, territory, some, text, archives) for territory, some in _by_territory(rows).items()]
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head>'
        f"<body><main><h1>{escape(title)}</h1><p>{marks}</p><p>{escape(text['network.source'])}</p>{''.join(parts)}</main></body></html>"
    )


def _territory(writer: Writer, code: str, rows: Sequence[Row], text: Text, archives: dict[str, str]) -> str:
    known = writer.material.catalogue.territories.get(code)
    name = known.name(text.language) if known else code
    archive = f"<p>{_link(archives[code], text['factsheets.archive'])}</p>" if code in archives else ""
    heads = "".join(
        f'<th scope="col">{escape(text[f"factsheets.{key}"])}</th>' for key in ("place", "code", "coverage", "files")
    )
    lines = "".join(_line(writer, row, text) for row in rows)
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"
    return f"<section><h2>{escape(name)}</h2>{archive}{table}</section>"


def _line(writer: Writer, row: Row, text: Text) -> str:
    share = writer.coverage(row.place).share
    coverage = text["absent.short"] if share is None else percent(share * 100, text.language, 0)
    if row.files:
        said = " · ".join(_link(path, language) for language, path in row.files.items())
    else:
        why = row.refused.get(text.language, "")
        said = f'<span class="quiet">{escape(text["factsheets.refused"])}: {escape(why)}</span>'
    cells = (escape(writer.name(row.place, text.language)), escape(row.place.code), escape(coverage), said)
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _link(path: str, words: str) -> str:
    return f'<a href="{escape(quote(path))}">{escape(words)}</a>'


def _by_territory(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Return the rows of each territory, the territory's own first."""
    found: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: (row.place.territory, row.place.kind == "library", row.place.code)):
        found.setdefault(row.place.territory, []).append(row)
    return found


def _archives(writer: Writer, rows: Sequence[Row], folder: Path) -> dict[str, str]:
    """Write an archive of all sheets of each territory; return its name by the territory's code."""
    names = {}
    for territory in _by_territory(rows):
        sheets = sorted((folder / folder_name(writer.material, territory)).glob("*.pdf"))
        if not sheets:
            continue
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:  # a PDF is packed already
            for sheet in sheets:
                archive.writestr(zipfile.ZipInfo(sheet.name), sheet.read_bytes())
        names[territory] = archive_name(writer.material, territory)
        write_whole(folder / names[territory], packed.getvalue())
    return names
