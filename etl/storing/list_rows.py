"""Records of lists as rows of their tables, made in the worker process: the writer only numbers and inserts them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from data.states import State
from etl.lists.records import Amount, ReadList, Record, Withheld
from etl.texts.folding import fold


class Row(NamedTuple):
    """A row without its numbers. `link`: the column that names an earlier row of its list, and that row's place."""

    table: str
    values: Mapping[str, object]
    link: tuple[str, int] | None = None
    partners: tuple[tuple[str, str], ...] = ()  # names and sectors
    hosts: tuple[tuple[str, str], ...] = ()  # codes of other libraries and their roles
    raw: tuple[tuple[str, str], ...] = ()
    withheld: tuple[tuple[str, Withheld], ...] = ()


class PackedList(NamedTuple):
    """A list as it is written: `records` counts its rows as sent, `rows` are those of the tables."""

    kind: str
    library: str
    form: str
    period: int
    columns: str
    records: int
    rows: tuple[Row, ...]


def pack_list(listed: ReadList, categories: Mapping[str, int]) -> PackedList:
    """Return the list packed; `categories` are the database's numbers."""
    rows: list[Row] = []
    make = _MAKERS[listed.kind]
    first_rows: list[int] = []  # of each record, among the rows
    for record in listed.records:
        first_rows.append(len(rows))
        rows += make(record, categories, first_rows)
    columns = json.dumps(listed.columns)
    return PackedList(
        listed.kind, listed.library, listed.form, listed.period, columns, len(listed.records), tuple(rows)
    )


def _events(record: Record, categories: Mapping[str, int], places: list[int]) -> Iterator[Row]:
    span, kinds = record.span("date"), [*record.several("category"), None, None, None]
    title, form, campaign = record.text("title"), record.text("format"), record.text("campaign")
    same_key = f"{_one_spelling(title)}|{form}|{span.start}" if title and form and span else None
    values = {
        "number": record.text("number"),
        "title": title,
        "format": form,
        "category_id": categories[kinds[0] or ""],  # never "": settling gave every event a category
        "second_category_id": categories[kinds[1]] if kinds[1] else None,
        "third_category_id": categories[kinds[2]] if kinds[2] else None,
        "starts": span.start if span else None,
        "ends": span.end if span else None,
        "venue": record.text("place"),
        "place": record.raw.get("place"),
        **_amount("attendance", record.amount("participants")),
        **_amount("children", record.amount("children")),
        **_amount("volunteers", record.amount("volunteers")),
        "count_method": record.text("counted"),
        "in_campaign": None if campaign is None else campaign == "yes",
        "link": record.text("link"),
        "same_key": same_key,
        "cell": record.cell,
    }
    link = None if record.parent is None else ("parent_id", places[record.parent])
    partners = tuple((name, "") for name in record.several("partners"))
    yield Row("event", values, link, partners, tuple(record.hosts.items()), *_said(record, without=("place",)))


def _one_spelling(title: str) -> str:
    """Return a title in which "Târgul", "Tîrgul" and "Targul" are one: for comparing with events of its day only."""
    return fold(title).replace("a", "i")


def _partners(record: Record, _categories: Mapping[str, int], _places: list[int]) -> Iterator[Row]:
    name, said = record.text("partner"), _said(record)
    partner = ((name, record.text("sector") or ""),) if name else ()
    if name:
        yield Row(
            "partnership",
            {"contribution": record.text("contribution"), "cell": record.cell},
            None, partner, (), *said,
        )  # fmt: skip
    people, hours = record.amount("volunteers"), record.amount("hours")
    if any(amount.value or amount.state == State.ERROR for amount in (people, hours)):
        values = {**_amount("people", people), **_amount("hours", hours), "cell": record.cell}
        yield Row("volunteer_period", values, None, partner, (), *(((), ()) if name else said))


def _advocacy(record: Record, _categories: Mapping[str, int], places: list[int]) -> Iterator[Row]:
    said, span, link = _said(record), record.span("date"), None
    if record.text("action") or record.text("target") or "action" in record.withheld:
        yield Row(
            "advocacy_action",
            {
                "kind": record.text("action_kind") or "other",
                "action": record.text("action"),
                "target": record.text("target"),
                "day": span.start if span else None,
                "cell": record.cell,
            },
            None, (), (), *said,
        )  # fmt: skip
        link, said = ("action_id", places[-1]), ((), ())
    amount, in_kind = record.amount("amount"), record.amount("in_kind")
    given = [(amount, False)] if amount.value or not in_kind.value else []
    given += [(in_kind, True)] if in_kind.value else []
    for value, is_in_kind in given if record.text("result") or amount.value or in_kind.value else []:
        yield Row("advocacy_result", _result(record, value, in_kind=is_in_kind), link, (), (), *said)
        said = ((), ())


def _result(record: Record, amount: Amount, *, in_kind: bool) -> dict[str, object]:
    exchange = record.exchange
    rate = exchange.rate if exchange else (1.0 if "unconverted" not in record.values else None)
    return {
        "kind": "in_kind" if in_kind else record.text("result_kind") or "other",
        "result": record.text("result"),
        **_amount("amount", amount),
        "in_kind": in_kind,
        "currency": record.text("currency"),
        "rate": rate,
        "rate_from": exchange.since if exchange else None,
        "converted": None if amount.value is None or rate is None else round(amount.value * rate, 2),
        "source": record.text("source"),
        "given": record.text("given"),
        "cell": record.cell,
    }


def _stories(record: Record, categories: Mapping[str, int], _places: list[int]) -> Iterator[Row]:
    kinds = record.several("category")
    values = {
        **{name: record.text(name) for name in ("title", "story", "quote", "consent", "photo")},
        "category_id": categories[kinds[0] if kinds else ""],
        "withheld": bool(record.withheld),
        "cell": record.cell,
    }
    yield Row("story", values, None, (), (), *_said(record))


Said = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, Withheld], ...]]
Maker = Callable[[Record, Mapping[str, int], list[int]], Iterator[Row]]
_MAKERS: dict[str, Maker] = {
    "events": _events,
    "partners": _partners,
    "advocacy": _advocacy,
    "stories": _stories,
}


def _amount(name: str, amount: Amount) -> dict[str, object]:
    return {name: amount.value, f"{name}_state": int(amount.state)}


def _said(record: Record, without: tuple[str, ...] = ()) -> Said:
    """Return the texts that are kept beside the row, and those that are kept apart."""
    raw = tuple((name, text) for name, text in record.raw.items() if name not in without)
    return raw, tuple(record.withheld.items())
