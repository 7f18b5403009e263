"""Which files a path means, in which order, under which name."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.deliveries import delivered_network, deliveries


def put(folder: Path, *names: str) -> Path:
    """Make empty files in a folder."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return folder


def names(*paths: Path) -> list[str]:
    """Return the names under which the files of some paths are stored."""
    return [delivery.name for delivery in deliveries(paths)]


def test_folders_are_walked_in_sorted_order_and_a_copy_comes_after_its_original(tmp_path: Path) -> None:
    put(tmp_path, "2017/iunie.xlsx", "2017/iunie (1).xlsx", "2017/MD-BA/a.csv", "2015/z.xls")
    assert names(tmp_path) == ["2015/z.xls", "2017/iunie.xlsx", "2017/iunie (1).xlsx", "2017/MD-BA/a.csv"]


def test_what_is_no_report_is_passed_over_and_what_may_be_one_is_not(tmp_path: Path) -> None:
    put(
        tmp_path,
        ".hidden.xlsx",
        "~$open.xlsx",
        "README.md",
        "LICENSE",
        "Thumbs.db",
        ".git/x.xlsx",
        "scan.pdf",
        "a.xlsx",
    )
    assert names(tmp_path) == ["a.xlsx", "scan.pdf"]


def test_a_delivery_with_a_network_is_read_from_its_files(tmp_path: Path) -> None:
    put(tmp_path, "network/network.toml", "network/libraries.csv", "truth/key.csv", "files/2017/a.xlsx")
    assert names(tmp_path) == ["2017/a.xlsx"]
    assert delivered_network(tmp_path) == tmp_path / "network"
    assert delivered_network(tmp_path / "files" / "2017" / "a.xlsx") == tmp_path / "network"


def test_a_file_given_twice_is_read_once_under_its_own_name(tmp_path: Path) -> None:
    put(tmp_path, "2017/a.xlsx")
    assert names(tmp_path / "2017" / "a.xlsx", tmp_path / "2017" / "a.xlsx") == ["a.xlsx"]


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        deliveries([tmp_path / "nowhere"])
