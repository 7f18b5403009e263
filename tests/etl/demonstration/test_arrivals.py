"""The days on which the demonstration network's files arrived: working days of the month their folder names."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import pytest

from etl.deliveries import MANIFEST, deliveries
from etl.demonstration.arrivals import arrived


def test_every_file_is_listed_once_with_its_arrival(clean: Path) -> None:
    with (clean / MANIFEST).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["file"] for row in rows] == sorted(f"files/{delivery.name}" for delivery in deliveries([clean]))
    assert {row["channel"] for row in rows} <= {"email", "disk", "online"}
    for row in rows:
        moment = datetime.fromisoformat(row["received_at"])
        assert row["file"].startswith(f"files/{moment.year}/{moment.month:02d}/")
        assert moment.weekday() < 5


@pytest.mark.parametrize(
    ("path", "days"),
    [
        ("2017/07/MD-OR/Centralizator_Orhei_iunie_2017.xlsx", (2, 24)),
        ("2017/08/MD-OR/Centralizator_Orhei_iunie_2017_completare.xlsx", (1, 20)),
        ("2018/01/MD-OR/6-c_Orhei_2017.xlsx", (16, 31)),
        ("2018/03/MD-OR/6-c_Orhei_2017.xlsx", (1, 20)),
        ("2014/02/novateca_online_2014-01.txt", (1, 9)),
    ],
)
def test_a_file_arrives_in_the_days_of_its_kind_and_always_on_the_same(path: str, days: tuple[int, int]) -> None:
    for seed in range(40):
        line = arrived(path, "MD-OR", seed)
        assert days[0] <= datetime.fromisoformat(line.received_at).day <= days[1]
        assert arrived(path, "MD-OR", seed) == line


def test_most_monthly_files_are_on_time_and_some_are_not() -> None:
    path = "2017/07/MD-OR/Centralizator_Orhei_iunie_2017.xlsx"
    days = [datetime.fromisoformat(arrived(path, "MD-OR", seed).received_at).day for seed in range(400)]
    late = sum(day > 10 for day in days)
    assert 5 < late < 60
