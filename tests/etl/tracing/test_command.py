"""`history` and `why` on the command line: a table for people, an object for programs, one line for what cannot be."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from data.campaign.effect_ids import EffectKey, effect_id
from data.figure_ids import FigureKey, figure_id
from data.periods import Month
from data.selection import Selection
from etl.cli import app
from tests.etl.conftest import Loader

RUN = CliRunner()
JUNE = Month(2017, 6)
MONTH = Selection(JUNE, JUNE)
EFFECT = effect_id(EffectKey(17, 1234567, "theme", "S02", "2017-07"))


def id_of(*territories: str, library: str | None = None) -> str:
    """Return the id printed with the visits of June 2017."""
    return figure_id(FigureKey("V01", Selection(JUNE, JUNE, territories=territories, library=library)))


def run(told: Loader, *arguments: str):
    address = told.engine.url.render_as_string(hide_password=False)
    return RUN.invoke(app, [*arguments, "--database", address])


def test_both_commands_answer_as_tables_and_as_objects(told: Loader) -> None:
    for command in (["history", "MD-OR-0001", "2017-06"], ["why", "md-or-0001", "2017-06", "v01"]):
        shown = run(told, *command)
        assert (shown.exit_code, "a.xlsx" in shown.stdout) == (0, True), shown.output
        said = json.loads(run(told, *command, "--json").stdout)
        assert said["code"] == "MD-OR-0001"


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["history", "MD-OR-1", "2017-06"], "MD-OR-0001"),
        (["history", "MD-OR-0001", "2017-05..2017-06"], "2017-06"),
        (["history", "MD-OR-0001", "iunie"], "2017-06"),
        (["why", "MD-OR-0001", "2017-06..2017-05", "V01"], "2017-06"),
        (["why", "MD-OR-0001", "2017-06", "V1"], "V01"),
        (["why", "MD-OR-0001", "2017-06", "V01:DI.ITL"], "DI.ITL"),
        (["why", "MD-OR-0001", "2017-06", "S02:DI.IT"], "DI.ITL"),
        (["why", "Orhey", "2017-06", "V01"], "MD-OR"),
        (["why", "MD-OR", "2017-05..2017-06", "U01"], "2017-06"),
        (["why", "MD-OR", "0001", "V01"], "2017"),
        (["why", "3kr3-tn8"], "MD-OR 2017-06 V01"),
        (["why", "MD-OR", "2017-06"], "MD-OR 2017-06 V01"),
        (["why", id_of("MD-OR", "MD-BA")], "MD-OR 2017-06 V01"),
        (["why", EFFECT], f"/figure/{EFFECT}"),
        (["why", figure_id(FigureKey("Q01", MONTH))], "history"),
        (["why", figure_id(FigureKey("Q02", MONTH, "on_time"))], "history"),
        (["why", figure_id(FigureKey("K01", MONTH, "taking_part"))], "2017-06 K01"),
        (["why", figure_id(FigureKey("K01", MONTH, "listed"))], "/figure/"),
        (["why", figure_id(FigureKey("Q02", MONTH, "findings"))], "/figure/"),
        (["why", figure_id(FigureKey("Q02", MONTH, "refused"))], "/figure/"),
        (["why", figure_id(FigureKey("V01", MONTH, "moved"))], "/figure/"),
        (["why", figure_id(FigureKey("Q01", MONTH, "overdue"))], "history"),
        (["why", figure_id(FigureKey("V01", replace(MONTH, library="MD-OR-0001"), "peers"))], "2017-06 V01"),
    ],
)
def test_what_cannot_be_asked_is_one_line_with_a_hint_and_exit_code_2(
    told: Loader, arguments: list[str], hint: str
) -> None:
    for language in ("ro", "ru", "en"):
        found = run(told, *arguments, "--lang", language)
        assert found.exit_code == 2, found.output
        assert hint in found.stderr
        assert found.stdout == ""


@pytest.mark.parametrize(
    ("written", "plainly"),
    [
        (id_of(library="MD-OR-0001"), ("MD-OR-0001", "2017-06", "V01")),
        (id_of("MD-OR").upper(), ("MD-OR", "2017-06", "V01")),
        (id_of(), ("all", "2017-06", "V01")),
    ],
)
def test_the_id_printed_with_a_figure_asks_what_its_parts_ask(
    told: Loader, written: str, plainly: tuple[str, str, str]
) -> None:
    by_id, by_parts = run(told, "why", written, "--json"), run(told, "why", *plainly, "--json")
    assert (by_id.exit_code, by_parts.exit_code) == (0, 0), by_id.output
    assert json.loads(by_id.stdout) == json.loads(by_parts.stdout)


def test_a_database_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'none.db'}"
    found = RUN.invoke(app, ["history", "MD-OR-0001", "2017-06", "--database", address, "--lang", "en"])
    assert (found.exit_code, "none.db" in found.stderr) == (2, True)
    assert RUN.invoke(app, ["why", "x", "2017", "V01", "--lang", "xx"]).exit_code == 2
