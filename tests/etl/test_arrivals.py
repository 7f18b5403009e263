"""When files came, from whom and how: what received.csv says, read as people write it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from etl.arrivals import ManifestError, with_arrivals
from etl.deliveries import MANIFEST, Arrival, deliveries

ZONE = ZoneInfo("Europe/Chisinau")


def received(folder: Path, manifest: str | None = None, *names: str) -> dict[str, Arrival]:
    """Return how each file of a folder arrived, by name."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    if manifest is not None:
        (folder / MANIFEST).write_text(manifest, encoding="utf-8")
    return {delivery.name: delivery.arrival for delivery in with_arrivals(deliveries([folder]), ZONE)}


def test_a_file_without_a_word_about_it_has_no_date_of_its_own(tmp_path: Path) -> None:
    assert received(tmp_path, None, "a.xlsx") == {"a.xlsx": Arrival()}


def test_received_csv_dates_the_files_below_it_and_is_no_report_itself(tmp_path: Path) -> None:
    listed = "file,received_at,sender,channel\n07/a.xlsx,2017-07-05 10:42,MD-OR,email\n"
    found = received(tmp_path, listed, "07/a.xlsx", "07/b.xlsx")
    assert found == {
        "07/a.xlsx": Arrival(datetime(2017, 7, 5, 7, 42, tzinfo=UTC), "MD-OR", "email"),
        "07/b.xlsx": Arrival(),
    }


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2017-07-05 10:42", datetime(2017, 7, 5, 7, 42, tzinfo=UTC)),
        ("2017-07-05T10:42:30", datetime(2017, 7, 5, 7, 42, 30, tzinfo=UTC)),
        ("2017-07-05T10:42+02:00", datetime(2017, 7, 5, 8, 42, tzinfo=UTC)),
        ("2017-01-05 10:42", datetime(2017, 1, 5, 8, 42, tzinfo=UTC)),
        ("05.07.2017 9:05", datetime(2017, 7, 5, 6, 5, tzinfo=UTC)),
        ("5/7/2017", datetime(2017, 7, 5, 9, tzinfo=UTC)),
        ("2017-07-05", datetime(2017, 7, 5, 9, tzinfo=UTC)),
    ],
)
def test_dates_are_read_as_people_write_them_in_the_network_s_own_time(
    written: str, moment: datetime, tmp_path: Path
) -> None:
    assert received(tmp_path, f"file,received_at\na.xlsx,{written}\n", "a.xlsx")["a.xlsx"].received_at == moment


def test_a_list_exported_by_a_spreadsheet_is_read_as_well(tmp_path: Path) -> None:
    listed = "\ufeffFile;Received_at;Sender\r\n07\\a, b.xlsx;05.07.2017;Raionul Orhei\r\n"
    found = received(tmp_path, listed, "07/a, b.xlsx")
    assert found["07/a, b.xlsx"] == Arrival(datetime(2017, 7, 5, 9, tzinfo=UTC), "Raionul Orhei", None)


def test_the_nearest_list_that_names_a_file_counts_and_of_two_receipts_the_first(tmp_path: Path) -> None:
    inner = tmp_path / "07"
    inner.mkdir()
    (inner / MANIFEST).write_text("file,received_at\na.xlsx,2017-07-09\na.xlsx,2017-07-06\n", encoding="utf-8")
    outer = "file,received_at\n07/a.xlsx,2017-07-01\n07/b.xlsx,2017-07-02\n"
    found = received(tmp_path, outer, "07/a.xlsx", "07/b.xlsx")
    assert [found[name].received_at and found[name].received_at.day for name in ("07/a.xlsx", "07/b.xlsx")] == [6, 2]


def test_a_list_above_the_folder_given_dates_its_files_too(tmp_path: Path) -> None:
    received(tmp_path, "file,received_at\n07/a.xlsx,2017-07-05\n", "07/a.xlsx")
    (delivery,) = with_arrivals(deliveries([tmp_path / "07" / "a.xlsx"]), ZONE)
    assert delivery.arrival.received_at == datetime(2017, 7, 5, 9, tzinfo=UTC)


def test_names_with_diacritics_fit_however_they_were_composed(tmp_path: Path) -> None:
    decomposed = "Șoldănești.xlsx".replace("Ș", "S\u0326").replace("ă", "a\u0306")
    found = received(tmp_path, f"file,sender\n{decomposed},MD-SD\n", "Șoldănești.xlsx")
    assert found["Șoldănești.xlsx"].sender == "MD-SD"


@pytest.mark.parametrize(
    ("content", "reason", "line"),
    [
        (b"name,received_at\na.xlsx,2017-07-05\n", "header", 1),
        (b"file,received_at\na.xlsx,2017-07-05\nb.xlsx,curand\n", "date", 3),
        (b"file,received_at\na.xlsx,31.02.2017\n", "date", 2),
        ("file,received_at\nȘ.xlsx,2017-07-05\n".encode("cp1250", "replace") + b"\xff", "encoding", 1),
    ],
)
def test_a_list_that_cannot_be_followed_is_refused_at_its_line(
    content: bytes, reason: str, line: int, tmp_path: Path
) -> None:
    (tmp_path / "a.xlsx").touch()
    (tmp_path / MANIFEST).write_bytes(content)
    with pytest.raises(ManifestError) as caught:
        with_arrivals(deliveries([tmp_path]), ZONE)
    assert (caught.value.reason, caught.value.line) == (reason, line)


def test_the_date_of_the_file_itself_serves_where_it_is_asked_for(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1_500_000_000, 1_500_000_000))
    (tmp_path / MANIFEST).write_text("file,received_at\na.xlsx,2017-07-05\n", encoding="utf-8")
    first, second = with_arrivals(deliveries([tmp_path]), ZONE, file_dates=True)
    assert first.arrival.received_at == datetime(2017, 7, 5, 9, tzinfo=UTC)
    assert second.arrival.received_at == datetime.fromtimestamp(1_500_000_000, UTC)
