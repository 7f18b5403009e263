"""`python -m etl alias`: a question about a name is answered once, and files that use it are then understood."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from etl.aliases import NotAnAlias, add_alias
from etl.cli import app
from etl.intake import make_context, read_one
from tests.etl.messes.made import write_table

LIBRARIES = """code,name,kind,territory,in_network_from
MD-OR-0001,Biblioteca Publică Raională Orhei,raional,MD-OR,2012-01
MD-OR-0002,Biblioteca Publică Hîrtop,sat,MD-OR,2012-01
MD-OR-0003,Biblioteca Publică Hîrtop,sat,MD-OR,2012-01
MD-CA-0001,Biblioteca Publică Raională Cahul,raional,MD-CA,2012-01
"""


@pytest.fixture
def network(tmp_path):
    """A folder with a register of four libraries, two of them of one name."""
    folder = tmp_path / "network"
    folder.mkdir()
    (folder / "network.toml").write_text('name = "novateca"\nbase = "novateca"\n', encoding="utf-8")
    (folder / "libraries.csv").write_text(LIBRARIES, encoding="utf-8")
    return folder


def kinds(network, name):
    """Return the libraries and the problem kinds of a table with a library called so."""
    path = write_table(network.parent / "x.xlsx", [[1, "", name, 5, 2, 3, ""]])
    read = read_one(path, path.name, make_context(network))
    return [report.library for report in read.reports], [problem.kind for problem in read.problems]


@pytest.mark.parametrize(
    ("name", "asked", "code"),
    [
        ("Mediateca „Orizont”", "unknown-library", "MD-OR-0001"),
        ("Biblioteca Publică Hîrtop", "ambiguous-library", "MD-OR-0003"),
        ("Медиатека Орхей", "unknown-library", "MD-OR-0001"),
    ],
)
def test_a_question_is_answered_once_and_for_all(network, name, asked, code):
    assert kinds(network, name) == ([], [asked])
    assert add_alias(network, f"  {name} ", code).new
    assert kinds(network, name) == ([code], [])


def test_an_alias_is_written_below_those_there_are_and_never_twice(network):
    file = network / "library_aliases.csv"
    file.write_text("text,library,note\nVechi,MD-OR-0001,din 2016", encoding="utf-8")  # the last line has no end
    assert add_alias(network, 'Biblioteca "A", Orhei', "MD-OR-0001") == (file, True)
    assert add_alias(network, "biblioteca a orhei", "MD-OR-0001") == (file, False)
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines == [
        "text,library,note",
        "Vechi,MD-OR-0001,din 2016",
        '"Biblioteca ""A"", Orhei",MD-OR-0001,',
    ]
    assert list(network.glob("*.new")) == []


@pytest.mark.parametrize(
    ("name", "code", "reason"),
    [
        ("Orizont", "MD-OR-0009", "unknown"),
        (" - ", "MD-OR-0001", "empty"),
        ("Biblioteca Publica Raionala Orhei", "MD-OR-0002", "taken"),
    ],
)
def test_what_cannot_be_an_alias_is_refused_and_nothing_is_written(network, name, code, reason):
    with pytest.raises(NotAnAlias) as caught:
        add_alias(network, name, code)
    assert caught.value.reason == reason
    assert not (network / "library_aliases.csv").exists()


def test_a_library_of_another_territory_may_be_called_the_same(network):
    assert add_alias(network, "Biblioteca Publică Raională Orhei", "MD-CA-0001").new


@pytest.mark.parametrize(
    ("language", "said"), [("ro", "este de acum"), ("ru", "теперь тоже название"), ("en", "is now a name")]
)
def test_the_command_says_what_it_did(network, language, said):
    run = CliRunner().invoke(app, ["alias", "Orizont", "MD-OR-0001", "--network", str(network), "--lang", language])
    assert (run.exit_code, said in run.stdout, "library_aliases.csv" in run.stdout) == (0, True, True)


def test_the_command_refuses_with_code_2_and_names_what_is_near(network):
    run = CliRunner().invoke(app, ["alias", "Raionala Cahul", "MD-CA-1", "--network", str(network), "--lang", "en"])
    assert (run.exit_code, run.stdout) == (2, "")
    assert "MD-CA-0001" in run.stderr
