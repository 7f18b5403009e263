"""The id of an estimated effect says which effect it is, and is never that of a plain figure."""

from __future__ import annotations

from itertools import combinations
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.campaign.effect_ids import (
    ALL_THEMES,
    Design,
    EffectKey,
    effect_id,
    evaluation_mark,
    read_effect,
    stage_mark,
)
from data.catalogue import load_catalogue
from data.check_letters import ALPHABET, UnreadableFigure
from data.figure_ids import FigureKey, figure_id, read_id
from data.periods import Month
from data.selection import Selection

VISITS = FigureKey("V01", Selection(Month(2017, 1), Month(2017, 12)))
KNOWN = EffectKey(17, 1234567, "theme", "S02", "2017-07")
marks = st.builds(stage_mark, st.text(), st.text()), st.builds(evaluation_mark, st.text(), st.text())
months = st.builds(Month, st.integers(1900, 2999), st.integers(1, 12)).map(str)
effects = st.builds(EffectKey, *marks) | st.builds(
    EffectKey,
    *marks,
    st.sampled_from(get_args(Design)),
    st.sampled_from(sorted(load_catalogue().indicators)) | st.text(min_size=1, max_size=5),
    st.sampled_from(["", ALL_THEMES]) | months,
)


@given(effects)
def test_what_an_id_says_is_the_effect(effect: EffectKey) -> None:
    assert read_effect(effect_id(effect)) == effect


@given(effects, effects)
def test_two_effects_have_two_ids(one: EffectKey, other: EffectKey) -> None:
    assert (effect_id(one) == effect_id(other)) == (one == other)


@given(effects)
def test_no_plain_figure_has_the_id_of_an_effect(effect: EffectKey) -> None:
    with pytest.raises(UnreadableFigure):
        read_id(effect_id(effect))


def test_the_id_of_a_plain_figure_is_no_effect() -> None:
    assert read_effect(figure_id(VISITS)) is None


@given(st.text(ALPHABET, min_size=1, max_size=30))
def test_whatever_somebody_types_is_an_effect_or_not(written: str) -> None:
    try:
        effect = read_effect(written)
    except UnreadableFigure:
        return
    assert effect is None or read_effect(effect_id(effect)) == effect


def test_any_one_wrong_letter_is_refused() -> None:
    written = effect_id(KNOWN).replace("-", "")
    for place, right in enumerate(written):
        for letter in ALPHABET.replace(right, ""):
            with pytest.raises(UnreadableFigure):
                read_effect(written[:place] + letter + written[place + 1 :])


def test_an_id_can_be_typed_by_hand() -> None:
    assert len(effect_id(EffectKey(4095, 2**24 - 1, "participation", "V01"))) <= 18
    assert read_effect(f" {effect_id(KNOWN).upper().replace('-', ' ')}") == KNOWN


def test_an_id_stays_what_it_is() -> None:
    """Ids stand on paper: this must say the same in ten years."""
    mark = evaluation_mark("ec703d9f1213d7e6", "2019-03-12.1")
    key = EffectKey(stage_mark("CAMP-NVB", "S2"), mark, "theme", "S02", ALL_THEMES)
    assert effect_id(key) == "574d-yraz-nzmh-nz"


def test_the_stages_of_the_network_have_marks_of_their_own() -> None:
    campaigns = load_catalogue().campaigns.values()
    found = [stage_mark(campaign.code, stage.code) for campaign in campaigns for stage in campaign.stages]
    assert len(found) > 1
    assert all(one != other for one, other in combinations(found, 2))
