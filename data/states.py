"""The five states of an observation. Zero is a reported number, never a missing one."""

from __future__ import annotations

from enum import IntEnum


class State(IntEnum):
    """What is known of an expected cell. Suppressed is not a state: it is made at the way out, never stored."""

    REPORTED = 0  # a number, a true 0 included
    BLANK = 1  # expected, not given
    NOT_APPLICABLE = 2  # the sender says the question does not apply
    CLOSED = 3  # the library was closed in that period
    ERROR = 4  # unreadable or refused; the raw text is kept
