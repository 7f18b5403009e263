"""A history as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text as Line

from data.formats import date_text, period_name
from etl.terminal.printing import plain
from etl.tracing.history import History, Step
from etl.tracing.printing import Printing, place


def shown_history(history: History, printing: Printing) -> RenderableType:
    """Return the versions of a report, then what each changed."""
    said = printing.said
    library, period = f"{history.library.name} ({history.library.code})", period_name(history.period, said.language)
    if not history.steps:
        return Line(said.format("trace.none.history", library=library, period=period))
    title = printing.titled(said.format("trace.title.history", library=library, period=period))
    table = printing.table(title, "version", "status", "received", "file", "sender", "answers")
    for step in history.steps:
        table.add_row(*map(plain, _step(step, history, printing)))
    shown: list[RenderableType] = [table]
    if history.due_on:
        shown.append(Line(said.format("trace.due", day=date_text(history.due_on, said.language))))
    for step in history.steps:
        if step.follows:
            shown += ["", *_changes(step, printing)]
    return Group(*shown)


def _step(step: Step, history: History, printing: Printing) -> tuple[str, ...]:
    version, said = step.version, printing.said
    received = printing.moment(version.received_at)
    if history.due_on is not None and version.status != "refused":
        late = (version.received_at.astimezone(printing.zone).date() - history.due_on).days
        received += f", {said.plural('trace.late', late) if late > 0 else said['trace.on_time']}"
    number_of = str(version.version) if version.version is not None else said["absent.short"]
    channel = said[key] if (key := f"channel.{version.channel}") in said else version.channel
    sender = ", ".join(filter(None, (version.sender, channel)))
    answers = said.format("trace.answers_value", filled=version.filled, asked=version.asked) if version.asked else ""
    return number_of, said[f"trace.statuses.{version.status}"], received, version.file, sender, answers


def _changes(step: Step, printing: Printing) -> Iterator[RenderableType]:
    said, version = printing.said, str(step.version.version)
    if not step.changes:
        yield Line(said.format("trace.unchanged.version", version=version))
        return
    yield Line(said.plural("trace.changes", len(step.changes), version=version))
    table = printing.table(None, "question", "before", "place", "after", "place", right=("before", "after"))
    for change in step.changes:
        before, after = printing.value(change.before), printing.value(change.after)
        question = printing.question(change.indicator, change.category)
        table.add_row(*map(plain, (question, before, place(change.before), after, place(change.after))))
    yield table
