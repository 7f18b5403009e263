"""What histories and reasons share when a person reads them in a terminal.

What senders wrote (names of files and sheets, texts of cells) is shown as plain text: no markup, no control characters.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from rich.table import Table
from rich.text import Text as Line

from data.catalogue import Catalogue
from data.formats import date_text, number
from data.queries.versions import Value
from data.states import State
from data.wording import Text


class Printing:
    """Renders answers in a language, moments in the network's time zone."""

    def __init__(self, catalogue: Catalogue, said: Text, zone: ZoneInfo) -> None:
        self.catalogue, self.said, self.zone = catalogue, said, zone

    def titled(self, title: str) -> Line:
        """Return a title; invented figures are called so."""
        invented = self.catalogue.settings.demonstration
        return Line(f"{title} ({self.said['trace.demonstration']})" if invented else title, style="bold")

    def table(self, title: Line | None, *columns: str, right: tuple[str, ...] = ()) -> Table:
        """Return a table with these columns, keys of text [trace]; those of `right` hold numbers."""
        table = Table(title=title, title_justify="left", title_style="")
        for key in columns:
            table.add_column(self.said[f"trace.{key}"], justify="right" if key in right else "left")
        return table

    def question(self, indicator: str, category: str) -> str:
        """Return what is asked, e.g. "Participations in services: IT literacy"."""
        name = self.said[f"indicator.{indicator}.name"]
        return f"{name}: {self.said[f'category.{category}.name']}" if category else name

    def value(self, value: Value | None) -> str:
        """Return what a version says of a question: a number, or why there is none."""
        if value is None:
            return self.said["trace.nothing"]
        if value.value is None or value.state is not State.REPORTED:
            return self.said[f"state.{value.state.name.lower()}.name"]
        return self.number(value.value)

    def number(self, value: float) -> str:
        """Return a number, a fraction with two decimals."""
        return number(value, self.said.language, 0 if value == int(value) else 2)

    def moment(self, moment: datetime) -> str:
        """Return a moment with its date and time of day."""
        local = moment.astimezone(self.zone)
        return f"{date_text(local.date(), self.said.language)}, {local:%H:%M}"

    def counts(self, reported: int, expected: int) -> str:
        """Return how many reports came of how many."""
        return self.said.format("trace.reports_value", reported=reported, expected=expected)


def place(value: Value | None) -> str:
    """Return the sheet and the cell of a value; nothing for none."""
    return f"{value.sheet} › {value.cell}" if value else ""
