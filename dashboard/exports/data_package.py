"""The page as a data package: its tables as plain .csv, datapackage.json that describes them, a readme a language.

Frictionless Data Package and Table Schema, version 1: https://specs.frictionlessdata.io/data-package/ and
https://specs.frictionlessdata.io/table-schema/. What they have no name for stands under names of our own (`coverage`,
`filters`, `indicators`, `titles` by language), as they allow.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from dashboard.cells import MARKS
from dashboard.charts.spec import TableSpec
from dashboard.content import PageContent, Term
from dashboard.exports.csv_file import csv_of
from dashboard.exports.file_names import content_stem, slug
from dashboard.exports.package_readme import readme
from dashboard.exports.package_schema import column_terms, fields_of
from dashboard.exports.papers import labelled, passport_of, tables_of
from data.wording import Text

Said = tuple[PageContent, Text]
# Licences by the names that networks declare: their identifier and where they stand (https://opendefinition.org).
_LICENCES = {
    "CC BY 4.0": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC BY-SA 4.0": ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "CC0 1.0": ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "public domain": ("other-pd", "https://creativecommons.org/publicdomain/mark/1.0/"),
}
_WHEN = (1980, 1, 1, 0, 0, 0)  # of every part: the same content gives the same file
_Json = dict[str, object]


def zip_body(said: Sequence[Said]) -> bytes:
    """Return the package; `said` is the page in each of its languages, that of the address first."""
    content, text = said[0]
    tables = {_resource_name(table, place): table for place, table in enumerate(_tables(content, text))}
    parts = {f"data/{name}.csv": csv_of(table, keys=True) for name, table in tables.items()}
    described = {
        "datapackage.json": json.dumps(
            _package(said, tables, parts), ensure_ascii=False, allow_nan=False, indent=1
        ).encode(),
        **{
            f"README.{text.language}.md": readme(content, text, tuple(tables), _tables(content, text)).encode()
            for content, text in said
        },
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in {**described, **parts}.items():
            package.writestr(zipfile.ZipInfo(name, _WHEN), body, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _tables(content: PageContent, text: Text) -> list[TableSpec]:
    return [labelled(content, table, text) for table in tables_of(content, text)]


def _resource_name(table: TableSpec, place: int) -> str:
    return slug(table.key) or f"table-{place}"


def _package(said: Sequence[Said], tables: Mapping[str, TableSpec], parts: Mapping[str, bytes]) -> _Json:
    content, text = said[0]
    package: _Json = {
        "profile": "tabular-data-package",
        "name": content_stem(content, text) or "vitrina",
        "title": content.title,
        "titles": {other.language: one.title for one, other in said},
        "description": content.finding or content.empty,
        "passport": content.passport,
        "demonstration": content.demonstration,
        "embargo": asdict(content.embargo) if content.embargo else None,
        "filters": content.filters,
        "coverage": content.coverage,
        "as_of": content.as_of_day,
        "licenses": _licences(content),
        "sources": [{"title": content.source}],
        "indicators": [asdict(term) for term in content.terms],
        "resources": [_resource(said, place, name, table, parts) for place, (name, table) in enumerate(tables.items())],
    }
    return {key: value for key, value in package.items() if value}


def _licences(content: PageContent) -> list[_Json]:
    if not content.licence:
        return []
    name, path = _LICENCES.get(content.licence, (slug(content.licence) or "other-closed", ""))
    said = {"name": name, "title": content.licence, "path": path}
    return [{key: value for key, value in said.items() if value}]


def _resource(said: Sequence[Said], place: int, name: str, table: TableSpec, parts: Mapping[str, bytes]) -> _Json:
    path = f"data/{name}.csv"
    in_each = {text.language: _tables(content, text) for content, text in said}
    same = {language: found[place] for language, found in in_each.items() if place < len(found)}
    content, text = said[0]
    terms: Sequence[Term | None] = column_terms(content, table)
    figure = passport_of(content, table)
    return {
        **({"passport": figure} if figure else {}),
        "profile": "tabular-data-resource",
        "name": name,
        "path": path,
        "title": table.title,
        "titles": {language: one.title for language, one in same.items()},
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(parts[path]),
        "hash": f"sha256:{hashlib.sha256(parts[path]).hexdigest()}",
        "schema": {"fields": fields_of(table, terms, same, text), "missingValues": ["", *MARKS]},
    }
