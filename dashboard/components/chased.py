"""The chase list: a library an entry, with what is missing, whom to ask, and the message to copy or send."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from dashboard.address import Address
from dashboard.charts.spec import TableSpec
from dashboard.components.links import file_link, inside_href
from dashboard.components.marked import marked
from dashboard.components.sorted_table import other_parts, part_of
from dashboard.components.tables import shown
from data.wording import Text

ENTRIES = 25  # of a part


def chased(table: TableSpec, text: Text, address: Address) -> Component:
    """Return the part of the list that the address asks for; `table` is that of dashboard/reporting_chase.py."""
    part, parts, first = part_of(table, address, ENTRIES)
    rows, links = table.rows[first : first + ENTRIES], table.links[first : first + ENTRIES]
    entries = []
    for row, link in zip(rows, links, strict=True):
        said = {
            column.key: "" if cell is None else shown(cell, column, text)
            for column, cell in zip(table.columns, row, strict=True)
        }
        entries.append(html.Li(_entry(said, link, text), className="chased"))
    said_part = text.format("table.shown", first=first + 1, last=first + len(rows), all=len(table.rows))
    files = replace(address, table=table.key)
    section = html.Section(
        [
            html.H2(table.title, id=table.key),
            html.P(
                [
                    said_part,
                    " ",
                    file_link(text["files.all_rows"], files, "csv"),
                    " · ",
                    file_link(text["files.xlsx"], files, "xlsx"),
                ],
                className="subtitle",
            ),
            html.Ol(entries, start=str(first + 1), className="chase"),
            other_parts(text, address, part, parts),
        ],
        className="panel",
    )
    return marked(section, aria_labelledby=table.key)


def _entry(said: Mapping[str, str], link: str, text: Text) -> list[Component]:
    weight = said["weight_pct"]
    moves = text.format("reporting.chase.moves", share=weight, territory=said["territory"])
    days = text.format("reporting.chase.days", days=said["days_overdue"]) if said["days_overdue"] else ""
    contacts = [said[key] for key in ("contact", "phone", "email") if said[key]]
    return [
        html.Div([html.H3(inside_href(said["library"], link)), html.P(said["territory"], className="subtitle")]),
        html.Div([html.P(said["periods"]), html.P(days, className="subtitle")]),
        html.Div(
            [
                html.P(moves if weight else text["reporting.chase.no_past"]),
                html.P(", ".join(contacts) or text["reporting.chase.no_contact"], className="subtitle"),
            ]
        ),
        _message(said, text),
    ]


def _message(said: Mapping[str, str], text: Text) -> Component:
    """Return the message, folded: a button copies it, and a link opens it where there is somebody to send it to."""
    copy = html.Button(text["reporting.chase.copy"], type="button", className="quiet")
    actions: list[Component] = [marked(copy, data_copy_text=text["reporting.chase.copied"])]
    if said["email"]:
        query = f"subject={quote(said['subject'])}&body={quote(said['message'])}"
        href = f"mailto:{quote(said['email'], safe='@')}?{query}"
        actions.append(html.A(text["reporting.chase.mail"], href=href, className="quiet"))
    actions.append(html.Span("", className="said", role="status"))
    name = text.format("reporting.chase.message_to", library=said["library"])
    return html.Details(
        [
            marked(html.Summary(text["reporting.chase.message"]), aria_label=name),
            html.P(said["subject"], className="letter-subject", lang=said["language"]),
            marked(html.P(said["message"], className="letter", lang=said["language"]), data_text="true"),
            html.Div(actions, className="copy-link"),
        ],
        className="message",
    )
