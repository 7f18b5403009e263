"""Ids as they are printed: a network in which every page has figures, and what the files of a page print."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation
from pptx.slide import Slide
from sqlalchemy import Connection, insert, select
from sqlalchemy.orm import Session

from dashboard.content import PageContent
from data import register, rollups
from data.check_letters import UnreadableFigure, number_of
from data.provenance import pack_cell
from data.schema import (
    NO_CATEGORY,
    advocacy_result,
    category,
    event,
    indicator,
    observation,
    partner,
    partnership,
    problem,
    record_list,
    source_file,
    submission,
    superseded_observation,
    volunteer_period,
)
from data.states import State
from data.store import open_engine, session_factory, writing

_ID = re.compile(r"(?<![\w-])[2-9a-z]{4}(?:-[2-9a-z]{1,4})+(?![\w-])")
CAMPAIGN = {"K01": 3, "K02": 60, "K03": 1, "A01": 500, "A02": 1500}  # what a library reports in a month of the stage


@pytest.fixture(scope="session")
def printed_database(evaluated_database: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a database: the small network, evaluated, with campaign figures, lists and problems."""
    copy = tmp_path_factory.mktemp("printed") / "vitrina.db"
    shutil.copy(Path(evaluated_database.removeprefix("sqlite:///")), copy)
    engine = open_engine(f"sqlite:///{copy}")
    with writing(engine) as connection:
        sent = connection.execute(
            select(submission.c.id, submission.c.library_id, submission.c.period)
            .where(submission.c.period.between(201704, 201710))
            .order_by(submission.c.id)
        ).all()
        connection.execute(source_file.update().values(sheets='["Raport"]'))
        _report_campaign(connection, sent)
        _list_events(connection, sent[:6])
        _list_fair_money_and_helpers(connection, sent[6:9])
        _find_problems(connection)
        _send_again(connection, sent[:2])
        rollups.rebuild(connection)
    engine.dispose()
    return f"sqlite:///{copy}"


@pytest.fixture(scope="session")
def printed(printed_database: str) -> Iterator[Callable[[], Session]]:
    """Return what makes sessions on that network."""
    engine = open_engine(printed_database)
    yield session_factory(engine)
    engine.dispose()


def _report_campaign(connection: Connection, sent: Sequence[tuple[int, int, int]]) -> None:
    numbers = register.codes(connection, indicator)
    rows = [
        {
            "indicator_id": numbers[code],
            "period": period,
            "library_id": library,
            "category_id": NO_CATEGORY,
            "value": 0.0 if library % 5 == 0 else float(value),  # every fifth library takes no part
            "state": int(State.REPORTED),
            "submission_id": number,
            "cell": 0,
        }
        for number, library, period in sent
        if library % 7
        for code, value in CAMPAIGN.items()
    ]
    connection.execute(insert(observation), rows)


def _list_events(connection: Connection, sent: Sequence[tuple[int, int, int]]) -> None:
    nothing = register.codes(connection, category)["XX.UNC"]
    for place, (number, library, period) in enumerate(sent, start=1):
        whose = {"submission_id": number, "library_id": library, "period": period}
        columns = json.dumps({"title": 2, "participants": 6})
        listed = {"kind": "events", "records": 1, "columns": columns, "current": True}
        connection.execute(insert(record_list), {**whose, **listed})
        blank = dict.fromkeys(("children_state", "volunteers_state"), int(State.BLANK))
        said = {"title": "Iarmaroc", "format": ("TIRG", "ATEL")[place % 2], "starts": date(2017, 4, place)}
        counted = {"attendance": 40.0 + place, "attendance_state": int(State.REPORTED), "count_method": "counted"}
        row = {"id": place, "category_id": nothing, "in_campaign": True, "cell": pack_cell(0, place, 0)}
        connection.execute(insert(event), {**whose, **blank, **said, **counted, **row})


def _list_fair_money_and_helpers(connection: Connection, sent: Sequence[tuple[int, int, int]]) -> None:
    """A fair, estimated, with an activity; sums from two sources, one partner of two libraries, volunteers."""
    reported, cell = int(State.REPORTED), pack_cell(0, 3, 0)
    connection.execute(insert(partner), [{"id": 900, "key": "primaria", "name": "Primăria", "sector": "authority"}])
    nothing = register.codes(connection, category)["XX.UNC"]
    for place, (number, library, period) in enumerate(sent):
        whose = {"submission_id": number, "library_id": library, "period": period}
        for kind in ("events", "advocacy", "partners"):
            columns = json.dumps({"participants": 6, "amount": 3})
            listed = {"kind": kind, "records": 1, "columns": columns, "current": True}
            connection.execute(insert(record_list), {**whose, **listed})
        for row, parent in ((90, None), (91, 90)):
            said = {
                "id": row + 2 * place,
                "parent_id": parent and parent + 2 * place,
                "title": "Târg",
                "format": "TIRG",
            }
            blank = dict.fromkeys(("children_state", "volunteers_state"), int(State.BLANK))
            counted = {"attendance": 650.0 - row, "attendance_state": reported, "count_method": "estimated"}
            more = {"category_id": nothing, "in_campaign": True, "starts": date(2017, 5, 2), "cell": cell}
            connection.execute(insert(event), {**whose, **blank, **said, **counted, **more})
        money = {"kind": "money", "amount_state": reported, "in_kind": False, "currency": "MDL", "rate": 1.0}
        sums = [("authority", "received", 1000.0), ("ngo", "pledged", 250.0 + place), ("ngo", "received", 80.0)]
        for source, given, amount in [*sums, ("ngo", None, 77.0)]:
            said = {"source": source, "given": given, "amount": amount, "converted": amount, "cell": cell}
            connection.execute(insert(advocacy_result), {**whose, **money, **said})
            things = {"kind": "in_kind", "in_kind": True, "amount": amount / 2, "converted": amount / 2}
            connection.execute(insert(advocacy_result), {**whose, **money, **said, **things})
        connection.execute(insert(partnership), {**whose, "partner_id": 900, "cell": cell})
        helped = {"people": 4.0, "people_state": reported, "hours": 7.5, "hours_state": reported, "cell": cell}
        connection.execute(insert(volunteer_period), {**whose, **helped})


def _find_problems(connection: Connection) -> None:
    kinds = ("empty-file", "empty-file", "encrypted")
    rows = [
        {"id": number, "source_file_id": 1, "kind": kind, "severity": severity, "details": "{}"}
        for number, (kind, severity) in enumerate(zip(kinds, ("warn", "refuse", "refuse"), strict=True), start=1)
    ]
    connection.execute(insert(problem), rows)


def _send_again(connection: Connection, sent: Sequence[tuple[int, int, int]]) -> None:
    """Let reports have replaced earlier ones of other visits, the first one of 50 fewer, the second of 8 more."""
    visits = register.codes(connection, indicator)["V01"]
    for place, (number, _library, _period) in enumerate(sent):
        now = connection.execute(select(submission).where(submission.c.id == number)).mappings().one()
        value = connection.scalar(
            select(observation.c.value).where(
                observation.c.submission_id == number, observation.c.indicator_id == visits
            )
        )
        older = register.next_id(connection, submission)
        connection.execute(submission.update().where(submission.c.id == number).values(version=2))
        old = {"id": older, "status": "superseded", "superseded_by_id": number}
        connection.execute(insert(submission), {**now, **old})
        connection.execute(submission.update().where(submission.c.id == number).values(supersedes_id=older))
        was = {"submission_id": older, "indicator_id": visits, "category_id": NO_CATEGORY, "cell": 0}
        said = {"value": (value or 0) + (-50, 8)[place], "state": int(State.REPORTED)}
        connection.execute(insert(superseded_observation), {**was, **said})


def ids_in(words: str) -> set[str]:
    """Return the ids in a text: what is written like one and has right check letters."""
    return {one for one in _ID.findall(words) if _is_id(one)}


def _is_id(written: str) -> bool:
    try:
        number_of(written)
    except UnreadableFigure:
        return False
    return True


def ids_of(content: PageContent) -> set[str]:
    """Return the ids that a content gives to what it says."""
    found = {content.passport, *(card.passport for card in content.cards), *(one.passport for one in content.charts)}
    found |= {figure for figure, _link in content.figures}
    for table in content.tables:
        found |= {table.passport, *(column.passport for column in table.columns)}
        found |= {str(one) for one in ids_in_rows(table.columns, table.rows)}
    return found - {""}


def ids_in_rows(columns: Sequence[object], rows: Sequence[Sequence[object]]) -> Iterator[object]:
    """Yield the cells of the columns that hold ids."""
    places = [place for place, column in enumerate(columns) if getattr(column, "key", "") == "passport"]
    yield from (row[place] for row in rows for place in places)


def workbook_words(body: bytes) -> str:
    """Return all cells and notes of a workbook, and the words in its charts."""
    book = openpyxl.load_workbook(io.BytesIO(body))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    said = [str(cell.value) for cell in cells if cell.value is not None]
    said += [cell.comment.text for cell in cells if cell.comment]
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        for name in parts.namelist():
            if name.startswith("xl/charts/"):
                said += re.findall(r"<a:t>([^<]*)</a:t>", parts.read(name).decode())
    return "\n".join(said)


def noted(body: bytes) -> set[str]:
    """Return the ids in the notes of a workbook's cells."""
    book = openpyxl.load_workbook(io.BytesIO(body))
    notes = (cell.comment.text for sheet in book for row in sheet.iter_rows() for cell in row if cell.comment)
    return {one for note in notes for one in ids_in(note)}


def package_words(body: bytes) -> str:
    """Return all that the parts of a data package say."""
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        return "\n".join(parts.read(name).decode() for name in parts.namelist())


def slides_of(body: bytes) -> list[Slide]:
    """Return the slides of a deck."""
    return list(Presentation(io.BytesIO(body)).slides)


def slide_words(slide: Slide) -> str:
    """Return what stands on a slide, its tables with it."""
    said = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    tables = [shape.table for shape in slide.shapes if shape.has_table]
    said += [cell.text for table in tables for row in table.rows for cell in row.cells]
    return "\n".join(said)
