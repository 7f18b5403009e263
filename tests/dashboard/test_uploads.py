"""Sending reports through the page: looked at first, stored within one's own part of the network only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from dash import Dash
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select
from werkzeug.test import TestResponse

from dashboard.access import Viewer
from dashboard.access.viewers import LOCAL
from dashboard.factory import create_app
from data import register
from data.bounds import Bounds
from data.catalogue import load_catalogue
from data.schema import source_file, submission
from data.store import open_engine, prepare, session_factory
from tests.etl.messes import made
from tests.etl.messes.conftest import LIBRARIES, NETWORK

OTHER = "MD-BA-0001,Biblioteca Publică Municipală Bălți,municipal,MD-BA,2012-01\n"
JULY = "luna iulie 2017"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Dash, Engine, Path]]:
    """Return an application over a network of five libraries without a report, its database and its folder of files."""
    folder = tmp_path_factory.mktemp("uploads")
    network = folder / "network"
    network.mkdir()
    (network / "network.toml").write_text(NETWORK, encoding="utf-8")
    (network / "libraries.csv").write_text(LIBRARIES + OTHER, encoding="utf-8")
    catalogue = load_catalogue(network)
    engine = open_engine(f"sqlite:///{folder / 'vitrina.db'}")
    prepare(engine)
    register.synchronise(engine, catalogue)
    app = create_app(catalogue, session_factory(engine), files=folder / "files")
    yield app, engine, folder / "files"
    app.server.extensions["uploads"].close()
    engine.dispose()


@pytest.fixture
def seen_by(served: tuple[Dash, Engine, Path]) -> Iterator[Callable[[Viewer], None]]:
    """Return a function that lets somebody else ask."""
    site = served[0].site  # type: ignore[attr-defined]

    def become(viewer: Viewer) -> None:
        object.__setattr__(site, "viewer", lambda: viewer)
        served[0].server.extensions["door"].viewer = site.viewer

    yield become
    become(LOCAL)


@pytest.fixture
def browser(served: tuple[Dash, Engine, Path]) -> FlaskClient:
    return served[0].server.test_client()


def table(tmp_path: Path, *, month: str = made.MONTH, visits: object = 100, code: str = "MD-OR-0001") -> bytes:
    """Return a raion's table of one library."""
    name = "Biblioteca Publică Municipală Bălți" if code == "MD-BA-0001" else "Biblioteca Publică Raională Orhei"
    row = [1, code, name, visits, 40, 30, 1500.5]
    title = made.TITLE.replace("Orhei", "mun. Bălți") if code == "MD-BA-0001" else made.TITLE
    return made.write_table(tmp_path / "made.xlsx", [row], title=title, month=month).read_bytes()


def token_in(text: str, name: str = "csrf_token") -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]+)"', text)
    return found[1] if found else ""


def look(browser: FlaskClient, content: bytes, name: str = "iunie.xlsx") -> TestResponse:
    token = token_in(browser.get("/ro/upload").text)
    data = {"csrf_token": token, "file": (BytesIO(content), name)}
    return browser.post("/ro/upload", data=data, content_type="multipart/form-data")


def go_on(browser: FlaskClient, looked: TestResponse, what: str) -> TestResponse:
    data = {"csrf_token": token_in(looked.text), "token": token_in(looked.text, "token")}
    return browser.post(f"/ro/upload/{what}", data=data)


def stored(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(submission)) or 0


def test_a_good_file_is_looked_at_first_and_stored_when_asked(
    browser: FlaskClient, served: tuple[Dash, Engine, Path], tmp_path: Path
) -> None:
    _, engine, files = served
    content = table(tmp_path)
    looked = look(browser, content)
    assert looked.status_code == 200, looked.text
    assert "iunie 2017" in looked.text
    assert stored(engine) == 0
    done = go_on(browser, looked, "store")
    assert "Păstrat: iunie.xlsx" in done.text
    assert stored(engine) == 1
    with engine.connect() as connection:
        kept = connection.execute(select(source_file)).mappings().one()
    assert (kept["channel"], kept["name"]) == ("upload", "iunie.xlsx")
    assert (files / "received" / f"{kept['sha256']}.xlsx").is_file()
    assert list((files / "waiting").iterdir()) == []
    assert "este deja cunoscut" in look(browser, content).text
    assert "este deja cunoscut" in go_on(browser, look(browser, content), "store").text


def test_a_faulty_file_is_answered_with_its_marked_copy_and_not_stored(
    browser: FlaskClient, served: tuple[Dash, Engine, Path], tmp_path: Path
) -> None:
    before = stored(served[1])
    looked = look(browser, table(tmp_path, month=JULY, visits=10), "../../<script>alert(1)</script>.xlsx")
    assert looked.status_code == 422
    assert "<script>alert" not in looked.text
    assert "Păstrează</button>" not in looked.text
    receipt = go_on(browser, looked, "receipt")
    book = openpyxl.load_workbook(BytesIO(receipt.data))
    assert book.sheetnames[0] == "Erori"
    assert len(book.sheetnames) >= 2
    assert go_on(browser, looked, "store").status_code == 422
    assert stored(served[1]) == before
    go_on(browser, looked, "forget")
    assert go_on(browser, looked, "receipt").status_code == 410


def test_a_file_of_other_libraries_shows_and_stores_nothing(
    browser: FlaskClient,
    served: tuple[Dash, Engine, Path],
    seen_by: Callable[[Viewer], None],
    tmp_path: Path,
) -> None:
    before = stored(served[1])
    seen_by(Viewer(LOCAL.may, Bounds(("MD-OR",))))
    answer = look(browser, table(tmp_path, code="MD-BA-0001"))
    assert answer.status_code == 403
    assert "nu sunt în partea dumneavoastră" in answer.text
    assert "Bălți" not in answer.text
    looked = look(browser, table(tmp_path, month="luna august 2017"))
    assert looked.status_code == 200
    seen_by(Viewer(LOCAL.may, Bounds(("MD-BA",))))
    assert go_on(browser, looked, "store").status_code == 403, "the scope changed between looking and storing"
    assert stored(served[1]) == before


def test_nobody_stores_what_another_has_put_there(
    browser: FlaskClient, seen_by: Callable[[Viewer], None], tmp_path: Path
) -> None:
    seen_by(Viewer(LOCAL.may, account=1, name="ana"))
    looked = look(browser, table(tmp_path, month="luna septembrie 2017"))
    seen_by(Viewer(LOCAL.may, account=2, name="ion"))
    assert go_on(browser, looked, "store").status_code == 410
    assert go_on(browser, looked, "receipt").status_code == 410


@pytest.mark.parametrize("content", [b"", b"MZ" + b"\0" * 500, b"PK\x03\x04garbage", b"%PDF-1.7"])
def test_what_is_no_report_is_refused_before_any_parser(
    browser: FlaskClient, served: tuple[Dash, Engine, Path], content: bytes
) -> None:
    before = stored(served[1])
    answer = look(browser, content, "raport.xlsx")
    assert answer.status_code == 422
    assert stored(served[1]) == before


def test_without_a_file_or_a_token_nothing_happens(browser: FlaskClient) -> None:
    token = token_in(browser.get("/ro/upload").text)
    assert browser.post("/ro/upload", data={"csrf_token": token}).status_code == 422
    assert browser.post("/ro/upload", data={}).status_code == 400
    for token in ("../../etc", "x" * 32, ""):
        assert browser.post("/ro/upload/store", data={"token": token}).status_code == 400


def test_whoever_may_not_send_reports_does_not_get_the_page(
    browser: FlaskClient, seen_by: Callable[[Viewer], None]
) -> None:
    seen_by(Viewer(frozenset({"figures"})))
    assert browser.get("/ro/upload").status_code == 403
    assert browser.post("/ro/upload").status_code == 403
