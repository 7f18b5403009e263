"""The id of an estimated effect: of which stage, which evaluation, by which design, of what and of which theme.

Stage and evaluation are short marks, hashes of what names them, so that an id stays short enough to be typed: the
catalogue and the stored evaluations say which ones they mark. An evaluation's mark covers its plan's hash and the
reports it was computed on: computed again, the same has the same id; another plan or other reports have another one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, get_args

from data.check_letters import UnreadableFigure, number_of, written
from data.figure_ids import EFFECT, KINDS
from data.packed import Packer, Unpacker
from data.periods import Month

Design = Literal["same-months", "participation", "theme", "dose", "outside", "staggered"]  # ids stand on paper
ALL_THEMES = "all"
_DESIGNS: tuple[Design, ...] = get_args(Design)
_DESIGN_ROOM = 16
_STAGES, _EVALUATIONS = 2**12, 2**24
_MEASURE = "A99"
_NO_THEME, _EVERY_THEME, _ONE_THEME, _THEMES = range(4)
_FIRST_YEAR, _YEARS = 1900, 1100


@dataclass(frozen=True, slots=True)
class EffectKey:
    """What an effect is. `design` "": the evaluation as a whole, with all its comparisons.

    `theme`: the month of a theme as "YYYY-MM", "all" for all of a stage together, "" for the stage itself.
    """

    stage: int
    evaluation: int
    design: Design | Literal[""] = ""
    outcome: str = ""
    theme: str = ""


def stage_mark(campaign: str, stage: str) -> int:
    """Return the mark of a campaign's stage."""
    return _mark(f"{campaign}.{stage}", _STAGES)


def evaluation_mark(plan: str, release: str) -> int:
    """Return the mark of an evaluation: of its plan's hash and of the reports it was computed on."""
    return _mark(f"{plan} {release}", _EVALUATIONS)


def effect_id(effect: EffectKey) -> str:
    """Return the id, e.g. "m6kp-2x9d-qq"; raises ValueError for a theme that is no month."""
    return written(_packed(effect))


def read_effect(id_: str) -> EffectKey | None:
    """Return what an id says, however it is typed, None for a figure of another kind; raises UnreadableFigure."""
    number = number_of(id_)
    given = Unpacker(number)
    if given.take(KINDS) != EFFECT:
        return None
    effect = _unpacked(given)
    if effect is None or _packed(effect) != number:
        raise UnreadableFigure(id_)
    return effect


def _mark(name: str, room: int) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]) % room


def _packed(effect: EffectKey) -> int:
    into = Packer()
    into.put(EFFECT, KINDS)
    into.put(effect.stage, _STAGES)
    into.put(effect.evaluation, _EVALUATIONS)
    if not effect.design:
        return into.number
    into.put(1 + _DESIGNS.index(effect.design), _DESIGN_ROOM)
    into.shaped(effect.outcome, _MEASURE)
    if effect.theme in ("", ALL_THEMES):
        into.put(_EVERY_THEME if effect.theme else _NO_THEME, _THEMES)
    else:
        month = Month.parse(effect.theme)
        into.put(_ONE_THEME, _THEMES)
        into.put(month.month - 1, 12)
        into.put(month.year - _FIRST_YEAR, _YEARS)
    return into.number


def _unpacked(given: Unpacker) -> EffectKey | None:
    stage, evaluation, design = given.take(_STAGES), given.take(_EVALUATIONS), given.take(_DESIGN_ROOM)
    if not design:
        return EffectKey(stage, evaluation) if given.number == 0 else None
    if design > len(_DESIGNS):
        return None
    try:
        outcome, theme = given.shaped(_MEASURE), _take_theme(given)
    except ValueError:  # no such letter, no such month
        return None
    return EffectKey(stage, evaluation, _DESIGNS[design - 1], outcome, theme) if given.number == 0 else None


def _take_theme(given: Unpacker) -> str:
    kind = given.take(_THEMES)
    if kind == _ONE_THEME:
        month = given.take(12) + 1
        return str(Month(_FIRST_YEAR + given.take(_YEARS), month))
    if kind > _ONE_THEME:
        raise ValueError(kind)
    return ALL_THEMES if kind == _EVERY_THEME else ""
