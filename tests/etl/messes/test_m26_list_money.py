"""M26, money in lists: thousands, foreign currencies, promised and received, in kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.messes.made import single_sheets, write_sheets

KINDS = ("converted-money", "no-exchange-rate", "list-thousandfold")

MONEY = [
    # action, target, result, amount, source, given, in kind -> value, currency, given, converted
    (["Campanie", "Comunitatea", "bani", "1,5 mii lei", "comunitate", "primit", ""], 1500, "MDL", "received", 1500),
    (["", "", "bani", "200 USD", "ONG", "promis", ""], 200, "USD", "pledged", 3698.04),
    (["", "", "bani", "€100", "ONG", "promis", ""], 100, "EUR", "pledged", 2082.82),
    (["", "", "bani", "5 000 lei (promis)", "APL", "", ""], 5000, "MDL", "pledged", 5000),
    (["", "", "bani", "12.000", "APL", "primit", ""], 12000, "MDL", "received", 12000),
    (["", "", "bani", "50 GBP", "ONG", "promis", ""], None, "MDL", "pledged", None),
]
TOTALS = {"A01": (1500,), "A02": (12000,), "A03": (0,), "A04": (350,), "A05": (2,)}
IN_KIND = ["Donație de cărți", "Comunitatea", "în natură", "", "comunitate", "primit", 350]


def make_file(path: Path) -> None:
    """A list of money as people write it, and the totals that a careful reader makes of it."""
    rows = [row for row, *_rest in MONEY[:5]]
    write_sheets(path, single_sheets(advocacy=[*rows, IN_KIND], users=TOTALS))


def test_currencies_thousands_promises_and_things_are_told_apart(tray):
    answer = tray.file("m26_list_money.xlsx")
    records = answer.records("advocacy")
    assert [
        (record.amount("amount").value, record.text("currency"), record.text("given")) for record in records[:5]
    ] == [(value, currency, given) for _row, value, currency, given, _converted in MONEY[:5]]
    assert (records[5].amount("amount").value, records[5].amount("in_kind").value) == (None, 350)
    assert answer.places == [("grouped-number", "D6"), ("converted-money", "D3"), ("converted-money", "D4")]
    assert records[1].exchange.rate == pytest.approx(18.4902)
    for text in answer.says("converted-money", "D3").values():
        assert "200 USD" in text


def test_what_is_promised_is_never_counted_as_received(tray):
    answer = tray.file("m26_list_money.xlsx")
    assert answer.report.figure("A02").value == 12000  # of 17,000 in the list, 5,000 promised
    assert answer.of("list-differs") == []


def test_a_currency_nobody_declared_is_an_unreadable_amount(tray):
    answer = tray.single(advocacy=[MONEY[5][0]])
    assert answer.records("advocacy")[0].amount("amount").value is None
    assert answer.kinds == ["unreadable-number"]


def test_a_currency_column_and_a_day_without_a_rate(tray):
    heads = ["Data", "Acțiunea", "Rezultatul", "Suma", "Valuta", "Sursa", "Promis/primit"]
    sheets = single_sheets()
    sheets["6_Advocacy și fonduri"] = [heads, ["12.06.1999", "", "bani", 100, "USD", "ONG", "promis"]]
    answer = tray.sheets(sheets)
    assert "no-exchange-rate" in answer.kinds
    assert answer.records("advocacy")[0].text("currency") == "USD"
    assert answer.records("advocacy")[0].exchange is None


def test_a_list_in_thousands_beside_a_total_in_lei_is_told_as_such(tray):
    row = ["Întîlnire cu consiliul local", "Consiliul local", "bani", 15, "APL", "primit", ""]
    answer = tray.single(advocacy=[row], users={"A02": (15000,), "A05": (1,)})
    problem = answer.only("list-thousandfold")
    assert (problem.found, problem.details["listed"], problem.details["list_cells"]) == ("15000", 15, "D2")
    for text in answer.says("list-thousandfold").values():
        assert "6_Advocacy și fonduri" in text
