"""A library to be chased as an entry of a list: what is missing, whom to ask, and the message to copy or send."""

from __future__ import annotations

from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from dashboard.components.entries import Cells
from dashboard.components.links import inside_href
from dashboard.components.marked import marked
from data.wording import Text


def chased(said: Cells, link: str, text: Text) -> list[Component]:
    """Return the entry of a row of the chase list (dashboard/reporting_chase.py)."""
    weight = said["weight_pct"]
    moves = text.format("reporting.chase.moves", share=weight, territory=said["territory"]) if weight else ""
    days = text.format("reporting.chase.days", days=said["days_overdue"]) if said["days_overdue"] else ""
    contacts = [said[key] for key in ("contact", "phone", "email") if said[key]]
    return [
        html.Div([html.H3(inside_href(said["library"], link)), html.P(said["territory"], className="subtitle")]),
        html.Div([html.P(said["periods"]), html.P(days, className="subtitle")]),
        html.Div(
            [
                html.P(moves if weight or said["expected_value"] else text["reporting.chase.no_past"]),
                html.P(", ".join(contacts) or text["reporting.chase.no_contact"], className="subtitle"),
            ]
        ),
        _message(said, text),
    ]


def _message(said: Cells, text: Text) -> Component:
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
