"""`python -m etl template`: files for a library or a whole territory, the month before from a loaded network."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner, Result

from data.catalogue import load_catalogue
from data.periods import Month
from data.schema import NO_CATEGORY, indicator, library, observation
from data.states import State
from data.store import open_engine
from data.wording import text
from etl.cli import app
from etl.intake import make_context, read_one
from etl.templates.declared import WORDS
from etl.templates.order import Order

USAGE = 2
DOCS = Path(__file__).resolve().parents[2] / "docs"


def run(*arguments: object) -> Result:
    """Run a command of `python -m etl`."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def template(to: Path, *arguments: object) -> Result:
    """Order forms of June 2017."""
    return run("template", "--month", "2017-06", "--to", to, *arguments)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, where there is no database."""
    monkeypatch.delenv("VITRINA_DATABASE", raising=False)
    monkeypatch.delenv("VITRINA_NETWORK", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def loaded(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a database that holds a small demonstration network: January to March 2015."""
    address = f"sqlite:///{tmp_path_factory.mktemp('database') / 'vitrina.db'}"
    assert run("load", demonstration, "--database", address).exit_code in (0, 3, 4)
    return address


def users_sheet(book: Workbook) -> list[tuple[object, ...]]:
    sheet = next(sheet for sheet in book if sheet.title.startswith("2_"))
    return [row for row in sheet.iter_rows(min_row=5, values_only=True) if row[0]]


@pytest.mark.parametrize("language", ["ro", "ru", "en"])
def test_a_whole_raion_gets_a_form_for_each_library_that_reports(language: str, elsewhere: Path) -> None:
    result = template(elsewhere, "--territory", "MD-BS", "--lang", language)
    assert result.exit_code == 0, result.stderr
    catalogue = load_catalogue()
    order = Order.of(catalogue, Month(2017, 6), language)
    reporting = order.reporting(catalogue.territories["MD-BS"])
    names = {f"NVT-LUNAR_v2_2017-06_{one.code}.xlsx" for one in reporting}
    assert {path.name for path in elsewhere.iterdir()} == names
    assert 0 < len(names) < len([one for one in catalogue.libraries.values() if one.territory == "MD-BS"])
    written = text(language, WORDS).plural("template.command.written", len(names), folder=str(elsewhere))
    assert result.stdout.strip() == written


def test_a_raion_gets_one_consolidated_table_when_it_asks_for_it(elsewhere: Path) -> None:
    assert template(elsewhere, "--territory", "MD-OR", "--consolidated").exit_code == 0
    assert [path.name for path in elsewhere.iterdir()] == ["Centralizator_v2_2017-06_MD-OR.xlsx"]


def test_without_a_database_nothing_is_compared_and_none_is_made(elsewhere: Path) -> None:
    assert template(elsewhere / "forms", "--library", "MD-OR-0001", "--library", "MD-OR-0003").exit_code == 0
    assert [path.name for path in elsewhere.iterdir()] == ["forms"]
    assert len(list((elsewhere / "forms").iterdir())) == 2
    book = load_workbook(elsewhere / "forms" / "NVT-LUNAR_v2_2017-06_MD-OR-0001.xlsx")
    assert len(users_sheet(book)[0]) == 6


def test_the_previous_month_comes_from_the_database(loaded: str, demonstration: Path, elsewhere: Path) -> None:
    """February is ordered, so that January 2015 is shown: every figure of it, and none that is not."""
    network = demonstration / "network"
    engine = open_engine(loaded)
    question = observation.select().where(observation.c.period == 201501, observation.c.category_id == NO_CATEGORY)
    with engine.connect() as connection:
        codes = {row.id: row.code for row in connection.execute(library.select())}
        names = {row.id: row.code for row in connection.execute(indicator.select())}
        stored = {
            (codes[row.library_id], names[row.indicator_id]): (row.value, State(row.state))
            for row in connection.execute(question)
        }
    engine.dispose()
    libraries = {code for code, _ in stored}
    assert libraries
    named = [part for code in sorted(libraries) for part in ("--library", code)]
    result = run(
        "template", "--month", "2015-02", "--to", elsewhere, "--network", network, "--database", loaded, *named
    )
    assert result.exit_code == 0, result.stderr
    shown = {}
    for code in libraries:
        for row in users_sheet(load_workbook(elsewhere / f"NVT-LUNAR_v2_2015-02_{code}.xlsx")):
            shown[code, row[0]] = row[5]
    words = text("ro")
    for key, seen in shown.items():
        value, state = stored.get(key, (None, None))
        if state is None:
            assert seen == "–"
        elif state == State.REPORTED:
            assert seen == value
        else:
            assert seen == words[f"state.{state.name.lower()}.name"].lower()
    assert any(isinstance(seen, int | float) for seen in shown.values())


def test_a_form_sent_back_is_read_with_the_network_it_was_made_for(
    loaded: str, demonstration: Path, elsewhere: Path
) -> None:
    network = demonstration / "network"
    code = next(one.code for one in load_catalogue(network).libraries.values() if one.in_network_from)
    options = ("--library", code, "--network", network, "--database", loaded, "--lang", "ru")
    assert run("template", "--month", "2015-04", "--to", elsewhere, *options).exit_code == 0
    path = elsewhere / f"NVT-LUNAR_v2_2015-04_{code}.xlsx"
    book = load_workbook(path)
    sheet = next(sheet for sheet in book if sheet.title.startswith("2_"))
    next(row for row in sheet.iter_rows(min_row=5) if row[0].value == "V01")[2].value = 412
    book.save(path)
    read = read_one(path, path.name, make_context(network))
    assert [problem.kind for problem in read.problems] == ["sparse-report"]
    given = {reading.indicator: reading.value for reading in read.reports[0].readings if reading.value is not None}
    assert (read.reports[0].library, read.reports[0].period, given) == (code, 201504, {"V01": 412})


def test_a_form_that_is_there_already_is_left_alone_unless_it_is_to_be_replaced(elsewhere: Path) -> None:
    filled = elsewhere / "NVT-LUNAR_v2_2017-06_MD-OR-0001.xlsx"
    filled.write_bytes(b"filled in")
    result = template(elsewhere, "--library", "MD-OR-0001", "--lang", "en")
    assert (result.exit_code, filled.read_bytes()) == (0, b"filled in")
    assert "left as it is" in result.stderr
    assert template(elsewhere, "--library", "MD-OR-0001", "--replace").exit_code == 0
    assert filled.read_bytes() != b"filled in"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "which"),
        (("--library", "MD-OR-0001", "--territory", "MD-OR"), "which"),
        (("--library", "MD-OR-0001", "--consolidated"), "consolidated"),
        (("--library", "MD-OR-9999"), "unknown_library"),
        (("--territory", "MD-XX"), "unknown_territory"),
        (("--territory", "MD-BD"), "nothing"),
        (("--library", "MD-OR-0001", "--month", "iunie"), "month"),
        (("--library", "MD-OR-0001", "--lang", "fr"), "language"),
    ],
)
def test_what_cannot_be_made_is_said_in_one_line(arguments: tuple[str, ...], said: str, elsewhere: Path) -> None:
    result = template(elsewhere / "forms", *arguments, *(() if "--lang" in arguments else ("--lang", "en")))
    assert result.exit_code == USAGE
    begins = text("en", WORDS)[f"template.command.{said}"].split("{")[0]
    assert begins in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert not (elsewhere / "forms").exists()


def test_a_library_outside_the_network_gets_its_form_and_a_word_about_it(elsewhere: Path) -> None:
    result = template(elsewhere, "--library", "MD-OR-0012", "--lang", "en")
    assert result.exit_code == 0
    assert "MD-OR-0012 is not in the network in 2017-06" in result.stderr
    assert (elsewhere / "NVT-LUNAR_v2_2017-06_MD-OR-0012.xlsx").exists()


def test_a_database_that_is_named_must_be_there(elsewhere: Path) -> None:
    result = template(elsewhere, "--library", "MD-OR-0001", "--database", f"sqlite:///{elsewhere / 'none.db'}")
    assert result.exit_code == USAGE
    assert list(elsewhere.iterdir()) == []


def test_a_network_without_forms_says_what_to_declare(elsewhere: Path) -> None:
    result = template(elsewhere, "--library", "X", "--network", "chicago", "--lang", "en")
    assert result.exit_code == USAGE
    assert "forms.toml" in result.stderr


@pytest.mark.parametrize("page", ["send-your-report.md", "send-your-report.ro.md", "send-your-report.ru.md"])
def test_the_commands_of_the_documentation_do_what_it_says(page: str, elsewhere: Path) -> None:
    lines = (DOCS / page).read_text(encoding="utf-8").splitlines()
    commands = [shlex.split(line, comments=True)[3:] for line in lines if line.startswith("python -m etl template")]
    assert len(commands) == 4
    for command in (commands[0], *commands[2:]):  # the second makes a file a library, as the whole raion above
        assert run(*command).exit_code == 0
    named = {word for line in lines for word in re.findall(r"`(\S+\.xlsx)`", line)}
    assert {path.name for path in elsewhere.rglob("*.xlsx")} == named
