"""Answers as plain values: the objects that `--json` prints."""

from __future__ import annotations

from datetime import datetime

from data.periods import Month, is_year
from data.queries.sources import Source
from data.queries.versions import Value
from etl.tracing.asked import Period, Subject
from etl.tracing.history import History, Step
from etl.tracing.why import Earlier, Part, Why

Plain = dict[str, object]


def history_json(history: History) -> Plain:
    """Return a history as one object."""
    return {
        **_subject(history.library),
        "period": _period(history.period),
        "due_on": str(history.due_on) if history.due_on else None,
        "versions": [_step(step) for step in history.steps],
    }


def why_json(why: Why) -> Plain:
    """Return why a figure is what it is as one object."""
    return {
        **_subject(why.subject),
        **_asked(why.period),
        "indicator": why.indicator,
        "category": why.category or None,
        "value": why.value,
        "reported": why.reported,
        "expected": why.expected,
        "absent": why.absent,
        "sources": [_source(source) for source in why.sources],
        "other_versions": [_earlier(one) for one in why.earlier],
        "refused_files": list(why.refused),
        "parts": [_part(part) for part in why.parts],
    }


def _subject(subject: Subject) -> Plain:
    return {"subject": subject.kind, "code": subject.code, "name": subject.name}


def _asked(period: Period) -> Plain:
    if period.annual:
        return {"year": period.start.year}
    return {"from": str(period.start), "to": str(period.end)}


def _period(stored: int) -> str:
    return str(stored) if is_year(stored) else str(Month.from_period(stored))


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def _value(value: Value | None) -> Plain | None:
    if value is None:
        return None
    said: Plain = {"value": value.value, "state": value.state.name.lower()}
    said |= {"sheet": value.sheet, "cell": value.cell, "raw": value.raw}
    return said if value.reason is None else {**said, "source_value": value.source, "reason": value.reason}


def _step(step: Step) -> Plain:
    version = step.version
    return {
        "version": version.version,
        "form": version.form,
        "status": version.status,
        "received_at": _moment(version.received_at),
        "saved_at": _moment(version.saved_at),
        "file": version.file,
        "sender": version.sender,
        "channel": version.channel,
        "role": version.role,
        "asked": version.asked,
        "filled": version.filled,
        "changes": [
            {
                "indicator": change.indicator,
                "category": change.category or None,
                "before": _value(change.before),
                "after": _value(change.after),
            }
            for change in step.changes
        ],
    }


def _source(source: Source) -> Plain:
    return {
        "category": source.category or None,
        **(_value(source.said) or {}),
        "file": source.file,
        "received_at": _moment(source.received_at),
        "version": source.version,
    }


def _earlier(one: Earlier) -> Plain:
    return {
        "version": one.version,
        "status": one.status,
        "category": one.category or None,
        "file": one.file,
        "received_at": _moment(one.received_at),
        "said": _value(one.said),
    }


def _part(part: Part) -> Plain:
    return {
        part.kind: _period(int(part.code)) if part.kind == "period" else part.code,
        **({"name": part.name} if part.name else {}),
        "value": part.value,
        "reported": part.reported,
        "expected": part.expected,
        "sources": [_source(source) for source in part.sources],
    }
