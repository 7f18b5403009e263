"""The layouts that the documentation shows are layouts, and the keys it lists are all the keys there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data.catalogue import load_catalogue
from etl.layout_model import Column, Find, Layout, RecordList, Row, Table
from etl.layouts import load_layout
from etl.lists.declared import list_kinds
from etl.texts.patterns import DIMENSIONS

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "adding-a-layout.md").read_text(encoding="utf-8")
BLOCKS = [block for block in re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL) if block.startswith("name = ")]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.splitlines()[0])
def test_every_layout_shown_is_one(block, tmp_path):
    path = tmp_path / "shown.toml"
    path.write_text(block, encoding="utf-8")
    assert load_layout(path, load_catalogue()).name in block


@pytest.mark.parametrize("part", [Layout, Table, Column, Row, Find, RecordList])
def test_every_key_is_explained(part):
    keys = {field.alias or name for name, field in part.model_fields.items()}
    assert [key for key in sorted(keys) if f"`{key}`" not in PAGE and f"[{key}" not in PAGE] == []


def test_every_name_is_explained():
    assert [name for name in DIMENSIONS if f"| `{name}` |" not in PAGE] == []


@pytest.mark.parametrize("kind", list_kinds())
def test_every_field_of_a_list_is_explained(kind):
    (line,) = [line for line in PAGE.splitlines() if line.startswith(f"| `{kind}` |")]
    assert [name for name in list_kinds()[kind].fields if f"`{name}`" not in line] == []


def test_the_first_layout_reads_the_file_it_was_written_for(desk, said, found):
    desk.layout(next(block for block in BLOCKS if "my-library-by-month" in block).replace("AL-CALVO", "T-N-0001"))
    file = re.search(r"```\n(Mese;.*?)```", PAGE, re.DOTALL)
    assert file
    read = desk.text("visits 2020.csv", file[1])
    assert said(read) == {
        ("T-N-0001", 202001, "V01", ""): 108,
        ("T-N-0001", 202001, "L01", ""): 385,
        ("T-N-0001", 202002, "V01", ""): 1136,
        ("T-N-0001", 202002, "L01", ""): 300,
    }
    assert found(read) == ["grouped-number"]
