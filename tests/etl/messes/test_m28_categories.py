"""M28, categories in people's own words: one primary category, up to two more, or the unclassified one."""

from __future__ import annotations

from pathlib import Path

from tests.etl.messes.made import EVENTS, single_sheets, totals_of, write_sheets

KINDS = ("unknown-category",)

WORDS = [
    ("calculatoare", ("DI.ITL",)),
    ("sanatate+psiholog", ("HE.HEA", "HE.PSY")),
    ("AGRO", ("EC.AGR",)),
    ("Sănătate; familie, agro, afaceri", ("HE.HEA", "ED.FAM", "EC.AGR")),
    ("Сельское хозяйство / Agricultură", ("EC.AGR",)),
    ("DI.SAF", ("DI.SAF",)),
    ("", ("XX.UNC",)),
    ("diverse", ("XX.UNC",)),
]


def make_file(path: Path) -> None:
    """A list of events with categories as their senders call them, and a service called so, too."""
    events = [
        [number, *EVENTS[0][1:4], words, "bibliotecă", 20 + number, *EVENTS[0][7:]]
        for number, (words, _codes) in enumerate(WORDS, start=1)
    ]
    services = [["calculatoare", "Curs", 3, 24, 2, 1, "", "nu"], ["sanatate+psiholog", "", 1, 15, 0, 1, "", "nu"]]
    write_sheets(path, single_sheets(events=events, users=totals_of(events), services=services))


def test_the_first_category_named_is_the_primary_one_and_two_more_are_kept(tray):
    answer = tray.file("m28_categories.xlsx")
    assert [record.several("category") for record in answer.records("events")] == [codes for _words, codes in WORDS]
    assert answer.places == [("unknown-category", "E9")]
    assert answer.records("events")[-1].raw["category"] == "diverse"


def test_a_service_row_has_its_primary_category_only(tray):
    values = tray.file("m28_categories.xlsx").values
    assert {category for _l, _p, code, category in values if code == "S02"} == {"DI.ITL", "HE.HEA"}
