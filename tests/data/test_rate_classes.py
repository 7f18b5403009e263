"""The classes of maps are fixed, rise, and leave no rate between them."""

from __future__ import annotations

import pytest

from data.catalogue import load_catalogue
from data.rate_classes import RateClasses, load_rate_classes


@pytest.mark.parametrize("classes", load_rate_classes().values(), ids=lambda classes: classes.code)
def test_the_ends_of_classes_rise(classes: RateClasses) -> None:
    assert list(classes.ends) == sorted(set(classes.ends))
    assert classes.code in load_catalogue().indicators


@pytest.mark.parametrize(("rate", "place"), [(0, 0), (75, 0), (75.1, 1), (125, 1), (225, 3), (225.01, 4), (9999, 4)])
def test_an_end_belongs_to_the_class_below_it(rate: float, place: int) -> None:
    assert load_rate_classes()["V01"].place(rate) == place
