"""A data package says by itself what it holds, in three languages, and another program finds nothing to object."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from frictionless import Package, validate

from dashboard.charts.spec import Column, TableSpec
from dashboard.content import PageContent
from dashboard.exports import export
from data.wording import text
from tests.dashboard.exports.reading import rows_of

DASHBOARD_TEXT = Path(__file__).parents[3] / "dashboard" / "text"
LANGUAGES = ("ro", "ru", "en")


def package_of(content: PageContent, folder: Path) -> tuple[Path, dict[str, object]]:
    """Return where the package was unpacked and what it says of itself."""
    said = [
        (replace(content, language=one, title=f"{content.title} {one}"), text(one, DASHBOARD_TEXT)) for one in LANGUAGES
    ]
    made = export(said[0][0], "zip", said[0][1], said[1:])
    with zipfile.ZipFile(io.BytesIO(made.body)) as package:
        package.extractall(folder)
    return folder, json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


@pytest.fixture
def package(content, chart, tmp_path):
    return package_of(content(charts=(chart,)), tmp_path)


def test_an_independent_reader_finds_nothing_to_object(package):
    folder, _ = package
    report = validate(str(folder / "datapackage.json"))
    assert report.valid, report.to_summary()
    read = Package(str(folder / "datapackage.json"))
    assert [resource.name for resource in read.resources] == ["headline-figures", "libraries", "months"]


def test_a_changed_number_is_noticed(package):
    folder, _ = package
    file = folder / "data" / "libraries.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("1234", "9234"), encoding="utf-8")
    assert not validate(str(folder / "datapackage.json")).valid


def test_it_holds_the_numbers_of_the_page(package, content):
    folder, _ = package
    read = Package(str(folder / "datapackage.json")).get_resource("libraries").read_rows()
    rows = [
        [
            row["name"],
            "{}-{:02d}".format(*row["month"]),
            *(None if row[key] is None else float(row[key]) for key in list(row)[2:]),
        ]
        for row in read
    ]
    assert rows_of(rows) == rows_of(content().tables[0].rows)


def test_every_column_has_a_type_and_titles_and_where_it_counts_something_a_unit_and_a_definition(package, content):
    _, said = package
    fields = {field["name"]: field for field in said["resources"][1]["schema"]["fields"]}
    assert [field["type"] for field in fields.values()] == ["string", "yearmonth", "integer", "number", "number"]
    assert fields["change"]["unit"] == "%"
    assert set(fields["visits"]["titles"]) == set(LANGUAGES)
    counted = content(tables=(TableSpec("v", "V", (Column("v01", "Vizite", "whole"),), ((1,),)),))
    made = export(counted, "zip", text("ro", DASHBOARD_TEXT)).body
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        (field,) = json.loads(parts.read("datapackage.json"))["resources"][1]["schema"]["fields"]
    assert (field["unit"], field["description"]) == ("vizite", "Intrări în bibliotecă.")


def test_its_licence_source_filters_coverage_and_day_stand_in_it(package, content):
    _, said = package
    assert said["licenses"] == [
        {"name": "CC-BY-4.0", "title": "CC BY 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
    ]
    assert said["sources"] == [{"title": content().source}]
    assert (said["filters"], said["coverage"], said["as_of"]) == (content().filters, content().coverage, "2018-12-31")
    assert said["demonstration"] == content().demonstration


@pytest.mark.parametrize("licence", ["", "by agreement"])
def test_a_licence_that_nobody_knows_is_named_as_it_is_and_none_is_not_invented(content, tmp_path, licence):
    folder, said = package_of(content(licence=licence), tmp_path)
    assert validate(str(folder / "datapackage.json")).valid
    assert said.get("licenses", []) == ([{"name": "by-agreement", "title": licence}] if licence else [])


def test_the_readme_stands_in_every_language(package, content):
    folder, _ = package
    for language in LANGUAGES:
        words = text(language, DASHBOARD_TEXT)
        readme = (folder / f"README.{language}.md").read_text(encoding="utf-8")
        assert readme.startswith(f"# {content().title} {language}\n")
        for said in (words["package.marks"], words["package.described"], content().source, content().coverage):
            assert said in readme


def test_what_is_withheld_is_told_from_what_is_missing(content, tmp_path):
    columns = (Column("name", "Nume"), Column("visits", "Vizite", "whole"))
    table = TableSpec("t", "T", columns, (("a", None), ("b", None), ("c", 0)), withheld=frozenset({(1, 1)}))
    folder, _ = package_of(content(tables=(table,)), tmp_path)
    assert (folder / "data" / "t.csv").read_text(encoding="utf-8").splitlines() == [
        "name,visits",
        "a,[x]",
        "b,[c]",
        "c,0",
    ]
    rows = Package(str(folder / "datapackage.json")).get_resource("t").read_rows()
    assert [row["visits"] for row in rows] == [None, None, 0]


def test_a_figure_has_its_passport_in_the_package(content, chart, tmp_path):
    given = content(charts=(replace(chart, passport="7K2-4MQ"),))
    columns = tuple(replace(one, passport="3h7v-9pj") for one in given.tables[1].columns)
    given = replace(given, tables=(given.tables[0], replace(given.tables[1], columns=columns)))
    _, said = package_of(given, tmp_path)
    assert [one.get("passport") for one in said["resources"]] == [None, "7K2-4MQ", None]
    assert said["resources"][2]["schema"]["fields"][0]["passport"] == "3h7v-9pj"


def test_the_same_content_gives_the_same_package(content):
    words = text("ro", DASHBOARD_TEXT)
    assert export(content(), "zip", words).body == export(content(), "zip", words).body


def test_what_a_sender_wrote_is_no_markup_and_no_formula_in_a_package(content, tmp_path):
    for said in ("=1+1", "<script>alert(1)</script>", "[x](http://example.org)", "`=1+1`"):
        table = TableSpec("t", said, (Column("name", said),), ((said,), (said,)))
        folder, _ = package_of(content(title=said, finding=said, tables=(table,)), tmp_path)
        readme = (folder / "README.ro.md").read_text(encoding="utf-8")
        assert "<script" not in readme and "](" not in readme
        assert not (folder / "data" / "t.csv").read_text(encoding="utf-8").splitlines()[1].startswith("=")
