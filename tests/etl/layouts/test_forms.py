"""Every form a layout must be able to describe, each with a file made as people make it."""

from __future__ import annotations

from data.states import State

R, H, S = "T-N-0001", "T-N-0002", "T-S-0001"


def test_libraries_down_indicators_across_in_two_merged_header_rows(desk, said, found):
    desk.layout("""
name = "two-rows"
form = "monthly"
[[find]]
text = "Raionul {territory}, luna {month} {year}"
[words.indicator]
V01 = ["Vizite"]
L01 = ["Împrumuturi"]
[[table]]
column = [
  { header = "Biblioteca", is = "library" },
  { header = "{indicator} > Total" },
  { header = "{indicator} > copii", becomes = { V01 = "V02" } },
  { header = "{indicator}" },
]
""")
    read = desk.workbook(
        "x.xlsx",
        {
            "Foaia1": [
                ["Raionul Nord, luna iunie 2017"],
                [],
                ["Biblioteca", "Vizite", "", "Împrumuturi"],
                ["", "Total", "copii", ""],
                ["Biblioteca Râşcani", 10, 4, 7],
                ["Biblioteca Hirtop", 20, 5, 8],
                ["TOTAL RAION", 30, 9, 15],
            ]
        },
        {"Foaia1": [(2, 0, 3, 0), (2, 1, 2, 2), (2, 3, 3, 3)]},
    )
    assert found(read) == []
    assert said(read) == {
        (R, 201706, "V01", ""): 10,
        (R, 201706, "V02", ""): 4,
        (R, 201706, "L01", ""): 7,
        (H, 201706, "V01", ""): 20,
        (H, 201706, "V02", ""): 5,
        (H, 201706, "L01", ""): 8,
    }


MONTHS_ACROSS = """
name = "months-across"
form = "monthly"
languages = ["it"]
[numbers]
thousands = "."
[constant]
library_code = "T-N-0001"
year = 2020
[words.indicator]
V01 = ["Ingressi"]
L01 = ["Prestiti"]
[[table]]
column = [
  { header = "Voce", is = "indicator" },
  { header = "Totale", is = "total" },
  { header = "{month}" },
]
"""


def test_indicators_down_months_across_with_local_names_and_numbers(desk, said, found):
    desk.layout(MONTHS_ACROSS)
    read = desk.text("x.csv", "Voce;Gennaio;Feb.;Totale\nIngressi;1.234;2;1.236\nPrestiti;3;4;8\n")
    assert said(read) == {
        (R, 202001, "V01", ""): 1234,
        (R, 202002, "V01", ""): 2,
        (R, 202001, "L01", ""): 3,
        (R, 202002, "L01", ""): 4,
    }
    assert found(read) == ["total-differs"]
    assert (read.problems[0].cell, read.problems[0].found, read.problems[0].details["computed"]) == ("D3", "8", "7")


def test_months_in_header_text_above_indicators(desk, said):
    desk.layout("""
name = "month-over-indicator"
form = "monthly"
languages = ["ro"]
[words.indicator]
V01 = ["Vizite"]
L01 = ["Împrumuturi"]
[[table]]
column = [
  { header = "Biblioteca", is = "library_code" },
  { header = "{month} {year} > {indicator}" },
]
""")
    read = desk.text(
        "x.csv", "Biblioteca,ianuarie 2018,,februarie 2018,\n,Vizite,Împrumuturi,Vizite,Împrumuturi\nT-N-1,1,2,3,4\n"
    )
    assert said(read) == {
        (R, 201801, "V01", ""): 1,
        (R, 201801, "L01", ""): 2,
        (R, 201802, "V01", ""): 3,
        (R, 201802, "L01", ""): 4,
    }
    assert [problem.kind for problem in read.problems] == ["code-restored"]


def test_months_in_rows_written_in_every_habit(desk, said):
    desk.layout("""
name = "months-down"
form = "monthly"
languages = ["ru", "ro"]
[[find]]
file = "* {year}"
[constant]
library_code = "T-S-0001"
[words.indicator]
V01 = ["Посещения"]
[[table]]
column = [
  { header = "Месяц", is = "month" },
  { header = "{indicator}" },
]
""")
    read = desk.text(
        "отчёт 2016.csv", "Месяц;Посещения\nянварь;1\nII;2\nмарт 2016 г.;3\n04.2016;4\nмай;5\n6/16;6\nИтого;21\n"
    )
    assert said(read) == {(S, 201600 + month, "V01", ""): month for month in range(1, 7)}
    assert read.problems == []


def test_libraries_across_and_a_sheet_for_each_month(desk, said, found):
    desk.layout("""
name = "sheets"
form = "monthly"
languages = ["ro"]
ignored_sheets = ["Total an"]
[[find]]
text = "*anul {year}*"
[words.indicator]
V01 = ["Vizite"]
[[table]]
sheet = "{month}"
column = [
  { header = "Indicatorul", is = "indicator" },
  { header = "Total", is = "total" },
  { header = "{library}" },
]
""")
    sheet = [["Raport, anul 2017"], ["Indicatorul", "T-N-0001", "T-S-0001", "Total"], ["Vizite", 1, 2, 3]]
    other = [["Raport, anul 2017"], ["Indicatorul", "T-N-0001", "T-S-0001", "Total"], ["Vizite", 4, None, 4]]
    read = desk.workbook("x.xlsx", {"ian.": sheet, "Iulie ": other, "Total an": sheet, "Note": [["text"]]})
    assert said(read) == {(R, 201701, "V01", ""): 1, (S, 201701, "V01", ""): 2, (R, 201707, "V01", ""): 4}
    assert found(read) == ["unknown-sheet"]


def test_long_format_with_units_categories_and_codes_for_missing(desk, said, cells, found):
    desk.layout("""
name = "long"
form = "annual"
languages = ["en"]
files = ["csv"]
[cells]
blank = ["-1"]
not_applicable = ["x", "-2"]
error = ["…"]
[words.unit]
"dozen" = 12
[words.indicator]
S02 = ["attendances"]
A07 = ["budget"]
V01 = ["visits"]
[[table]]
combine = "sum"
column = [
  { header = "Branch", is = "library_code" },
  { header = "Year", is = "year" },
  { header = "Measure", is = "indicator" },
  { header = "Theme", is = "category" },
  { header = "Unit", is = "unit" },
  { header = "Figure" },
  { header = "Comment", is = "ignored", optional = true },
]
row = [{ column = "Measure", text = "photos*", is = "ignored" }]
""")
    read = desk.text(
        "x.csv",
        "Branch\tYear\tMeasure\tTheme\tUnit\tFigure\tComment\n"
        "T-N-0001\t2018\tattendances\tIT literacy\t\t5\tok\n"
        "T-N-0001\t2018\tattendances\tIT literacy\t\t6\t\n"
        "T-N-0001\t2018\tattendances\tcooking\t\t7\t\n"
        "T-N-0001\t2018\tbudget\t\tmii lei\t1.5\t\n"
        "T-N-0001\t2018\tvisits\t\tdozen\t2\t\n"
        "T-N-0001\t2018\tphotos uploaded\t\t\tyes\t\n"
        "T-N-0002\t2018\tvisits\t\t\t-1\t\n"
        "T-N-0002\t2018\tattendances\tHealth\t\tx\t\n"
        "T-S-0001\t2018\tvisits\t\t\t-2\t\n"
        "T-S-0001\t2018\tbudget\t\t\t…\t\n",
    )
    assert said(read) == {
        (R, 2018, "S02", "DI.ITL"): 11,
        (R, 2018, "S02", "XX.UNC"): 7,
        (R, 2018, "A07", ""): 1500,
        (R, 2018, "V01", ""): 24,
        (H, 2018, "V01", ""): None,
        (H, 2018, "S02", "HE.HEA"): None,
        (S, 2018, "V01", ""): None,
        (S, 2018, "A07", ""): None,
    }
    assert cells(read)["F8"] == (State.BLANK, "-1")
    assert cells(read)["F9"] == (State.NOT_APPLICABLE, "x")
    assert cells(read)["F11"] == (State.ERROR, "…")
    assert found(read) == ["unknown-category", "formula-without-value"]


def test_a_library_list_on_another_sheet_or_beside_the_file(desk, said, found):
    desk.layout("""
name = "listed"
form = "monthly"
languages = ["en"]
[library_list]
sheet = "Codes"
file = "branches*"
code = "ID"
name = "Name"
territory = "Region"
[words.indicator]
V01 = ["Visits"]
[[table]]
sheet = ["Data", "*"]
column = [
  { header = "Branch", is = "library" },
  { header = "Month", is = "date" },
  { header = "{indicator}" },
]
""")
    codes = [["ID", "Name", "Region"], [7, "Biblioteca Hîrtop", "South"], [8, "Biblioteca Hîrtop", "North"]]
    data = [["Branch", "Month", "Visits"], [7, "2019-03-01", 3], [8, "2019-03-01", 4]]
    expected = {(S, 201903, "V01", ""): 3, (H, 201903, "V01", ""): 4}
    assert said(desk.workbook("x.xlsx", {"Data": data, "Codes": codes})) == expected
    listed = desk.text("branches 2019.csv", "ID,Name,Region\n7,Biblioteca Hîrtop,South\n8,Biblioteca Hîrtop,North\n")
    assert found(listed) == ["library-list"]
    assert said(desk.text("y.csv", "Branch,Month,Visits\n7,2019-03-01,3\n8,2019-03-01,4\n")) == expected


def test_sections_merged_labels_and_labels_filled_down(desk, said, found):
    desk.layout("""
name = "sections"
form = "monthly"
languages = ["ro"]
[words.indicator]
V01 = ["Vizite"]
C01 = ["Sesiuni"]
[[find]]
label = "Anul"
is = "year"
[[table]]
row = [
  { text = "Biblioteca: {library_code}", is = "section" },
  { text = "Director*", is = "end" },
]
column = [
  { header = "Luna", is = "month", fill = "down" },
  { header = "Indicator", is = "indicator" },
  { header = "Valoare" },
]
""")
    read = desk.text(
        "x.csv",
        "Anul:;2016;\n;;\nLuna;Indicator;Valoare\nBiblioteca: T-N-0001;;\nmai;Vizite;1\n;Sesiuni;2\niunie;Vizite;3\n"
        "Biblioteca: T-S-0001;;\nmai;Vizite;4\nDirector ______;;99\n",
    )
    assert said(read) == {
        (R, 201605, "V01", ""): 1,
        (R, 201605, "C01", ""): 2,
        (R, 201606, "V01", ""): 3,
        (S, 201605, "V01", ""): 4,
    }
    assert found(read) == []


CUMULATIVE = """
name = "cumulative"
form = "monthly"
languages = ["ro"]
[constant]
year = 2017
[words.indicator]
V01 = ["Vizite"]
U01 = ["Utilizatori"]
[[table]]
sheet = "{month}"
cumulative = true
column = [
  { header = "Biblioteca", is = "library_code" },
  { header = "{indicator}" },
]
"""


def test_figures_added_up_since_january_become_months(desk, said, found):
    desk.layout(CUMULATIVE)
    head = ["Biblioteca", "Vizite", "Utilizatori"]
    read = desk.workbook(
        "x.xlsx",
        {
            "ianuarie": [head, ["T-N-0001", 10, 5]],
            "februarie": [head, ["T-N-0001", 25, 6], ["T-S-0001", 4, 2]],
            "martie": [head, ["T-N-0001", 20, 7], ["T-S-0001", 9, 3]],
        },
    )
    values = said(read)
    assert [values[R, 201700 + month, "V01", ""] for month in (1, 2, 3)] == [10, 15, None]
    assert [values[R, 201700 + month, "U01", ""] for month in (1, 2, 3)] == [5, 6, 7], "people are not added up"
    assert [values[S, 201700 + month, "V01", ""] for month in (2, 3)] == [4, 5], "listed first in February"
    assert found(read) == ["cumulative-falls"]


def test_cumulative_figures_without_the_earlier_months_are_refused(desk, found):
    desk.layout(CUMULATIVE)
    read = desk.workbook("x.xlsx", {"martie": [["Biblioteca", "Vizite"], ["T-N-0001", 30]]})
    assert read.refused
    assert found(read)[0] == "cumulative-months"


def test_a_file_about_one_indicator_replaces_only_files_about_the_same(desk):
    desk.layout("""
name = "one-indicator"
form = "monthly"
languages = ["en"]
[[find]]
file = "{indicator} {year}"
[words.indicator]
V01 = ["Visitors"]
C01 = ["Sessions"]
[[table]]
column = [{ header = "Branch", is = "library_code" }, { header = "{month}" }]
""")
    content = "Branch,January,February\nT-N-0001,1,\n"
    forms = [desk.text(name, content).reports[0].form for name in ("Visitors 2014.csv", "Sessions 2014.csv")]
    assert forms == ["monthly", "monthly+C01"]


def test_months_nobody_has_filled_in_are_no_reports(desk, said):
    desk.layout(MONTHS_ACROSS)
    assert said(desk.text("x.csv", "Voce;Gennaio;Febbraio;Totale\nIngressi;5;;5\n")) == {(R, 202001, "V01", ""): 5}


def test_a_declared_encoding_and_delimiter(desk, said):
    desk.layout("""
name = "old"
form = "annual"
languages = ["ru"]
[csv]
encoding = "cp866"
delimiter = "#"
[constant]
year = 2011
[words.indicator]
V01 = ["Посещения"]
[[table]]
column = [{ header = "Библиотека", is = "library_code" }, { header = "{indicator}" }]
""")
    assert said(desk.text("x.txt", "Библиотека#Посещения\nT-N-0001#5\n", "cp866")) == {(R, 2011, "V01", ""): 5}
