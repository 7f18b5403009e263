"""The invented figures of a library: what truly happened in each month, before anybody reports it.

Every library draws from streams of its own, and every draw is a quantile of its expected value. So a part of the
network has the figures of the whole, and a network without effects differs from one with them in the stages only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from data.periods import Month
from etl.demonstration.declared import habits, questions, random_stream
from etl.demonstration.effects import Array, Effects, Lifts
from etl.demonstration.register import Place
from etl.demonstration.seasons import enrolment_factor, open_days, services_factor, visits_factor

FIRST_MONTH = Month(2014, 1)
HORIZON = 180  # months drawn for in any case: a short network has the figures of a long one
_FEW = 12  # below this mean, counts are exact Poisson quantiles


@dataclass(frozen=True, slots=True)
class Figures:
    """What a library did: `monthly` is months x columns (questions().columns), `closed` its closed months, `annual` a
    row of the annual form (questions().annual) for each whole year. Nan: the question does not arise for it."""

    monthly: Array
    closed: np.ndarray
    annual: dict[int, list[float]]


def counts(mean: Array, normal: Array) -> Array:
    """Return whole numbers: the Poisson quantiles of `mean` at the standard normal draws."""
    found = np.maximum(np.floor(mean + normal * np.sqrt(mean) + (normal**2 - 1) / 6 + 0.5), 0)
    few = mean < _FEW
    small, share = mean[few], _normal_share(normal[few])
    chance = np.exp(-small)
    reached, exact = chance.copy(), np.zeros_like(small)
    for number in range(1, 4 * _FEW):
        more = reached < share
        if not more.any():
            break
        exact[more] = number
        chance *= small / number
        reached += chance
    found[few] = exact
    return found


def _normal_share(normal: Array) -> Array:
    """Return the share of the normal distribution below each draw (Page's approximation, to 0.0002)."""
    return 1 / (1 + np.exp(-1.5976 * normal - 0.070566 * normal**3))


def simulate(place: Place, months: Sequence[Month], effects: Effects, seed: int) -> Figures:
    """Return the figures of one library for the months given (from FIRST_MONTH on, without a gap)."""
    code = place.library.code
    lifts = effects.lifts(seed, code, place.library.in_network_from, months)
    closed = _closed_months(place, months, seed)
    drawn = _Draws(random_stream(seed, code, "figures"), len(months))
    found = _attendance(place, months, lifts, drawn, closed)
    found |= _activities(place, months, lifts, drawn, found)
    found |= _services(place, months, lifts, drawn)
    monthly = np.column_stack([found[column] for column in questions().columns])
    monthly[closed] = 0
    return Figures(monthly, closed, annual_rows(place, months, monthly, seed))


class _Draws:
    """The random draws of one library. How many are taken depends neither on effects nor, up to HORIZON, on months."""

    def __init__(self, stream: np.random.Generator, months: int) -> None:
        self.stream, self.months, self._drawn = stream, months, max(months, HORIZON)

    def normal(self, width: tuple[int, ...] = ()) -> Array:
        return self.stream.normal(size=(self._drawn, *width))[: self.months]

    def uniform(self) -> Array:
        return self.stream.random(self._drawn)[: self.months]

    def count(self, mean: Array, *, spread: float = 0.0) -> Array:
        """Return counts around `mean`; `spread` is the relative spread beyond chance (negative binomial)."""
        width = mean.shape[1:]
        normal = self.normal(width)
        if spread:
            shape = 1 / spread**2
            mean = mean * self.stream.gamma(shape, 1 / shape, size=(self._drawn, *width))[: self.months]
        return counts(mean, normal)

    def part(self, whole: Array, share: float) -> Array:
        """Return a part of `whole`: about `share` of it, never more."""
        part = np.round(whole * share + self.normal() * np.sqrt(whole * share * (1 - share)))
        return np.clip(part, 0, whole)


def _closed_months(place: Place, months: Sequence[Month], seed: int) -> np.ndarray:
    """Return which months the library was closed: for repairs, or where its only librarian was on holiday."""
    stream, rules = random_stream(seed, place.library.code, "closed"), habits().reporting
    closed = np.zeros(len(months), dtype=bool)
    if place.rank == 0 or habits().yearly.get(place.library.territory) == "cumulative":
        return closed  # the main library of a territory stays open, and nobody closes where months are differences
    alone = place.library.staff == 1 and place.urban is False
    holiday = stream.random(400) < rules["holiday"]  # a draw a year
    july = stream.random(400) < 0.4
    repairs = stream.random(4800) < rules["closed"]  # a draw a month
    lengths = stream.integers(1, 4, size=4800)
    for index, month in enumerate(months):
        year = month.year - FIRST_MONTH.year
        if alone and holiday[year] and month.month == (7 if july[year] else 8):
            closed[index] = True
        if repairs[index]:
            closed[index : index + lengths[index]] = True
    return closed


def _attendance(
    place: Place, months: Sequence[Month], lifts: Lifts, drawn: _Draws, closed: np.ndarray
) -> dict[str, Array]:
    """Return users, visits, opening, computers, loans and advice by month."""
    facts = drawn.stream
    season = np.array([visits_factor(month) for month in months])
    days = np.array([open_days(month) for month in months], dtype=float)
    # Closed months are made up for in the others, so that the year adds up to what is known of the territory.
    opened = 1 / (1 - 0.012 - (0.018 if place.library.staff == 1 and not place.urban else 0.0))
    child = 0.93 if place.library.kind == "copii" else float(facts.beta(9, 11))
    computers = float(place.library.computers or 0)
    has_site, has_network, has_wifi = facts.random(3) < (0.25, 0.45, 0.7)
    hours = float(facts.choice([4, 6, 7, 8])) if place.library.staff == 1 else 8.0
    visits = drawn.count(place.visits / 12 * season * opened * lifts.sums["V01"], spread=0.16)
    users = np.minimum(drawn.count(place.users * 0.3 * season**0.6, spread=0.08), visits)
    new = np.array([enrolment_factor(month) for month in months])
    nothing = np.full(len(months), np.nan)
    size = place.users
    absent = drawn.count(np.full(len(months), 0.25 if place.library.staff == 1 else 0.0))
    working = np.maximum(0, computers - drawn.count(np.full(len(months), computers * 0.06)))
    return {
        "U01": users,
        "U02": np.minimum(drawn.count(size * 0.017 * new, spread=0.2), users),
        "U03": drawn.part(users, child),
        "V01": visits,
        "V02": drawn.part(visits, min(0.95, child * 1.1)),
        "V03": drawn.count(size * 0.15 * season, spread=0.4) if has_site else nothing,
        "V04": drawn.count(size * 0.12 * season, spread=0.5) if has_network else nothing,
        "O01": np.maximum(1, days - absent),
        "O02": np.maximum(1, days - absent) * hours,
        "C01": drawn.count(computers * 11 * season, spread=0.25),
        "C02": drawn.count(size * 0.05 * season, spread=0.3) if has_wifi else nothing,
        "C03": working,
        "L01": drawn.count(place.loans / 12 * season * opened, spread=0.14),
        "R01": drawn.count(visits * 0.05, spread=0.25),
    }


def _activities(
    place: Place, months: Sequence[Month], lifts: Lifts, drawn: _Draws, found: dict[str, Array]
) -> dict[str, Array]:
    """Return trainings, events, campaign, partners, volunteers and advocacy by month."""
    season = np.array([services_factor(month) for month in months])
    size = (place.users / 590) ** 0.6  # a village library: 0.5 to 1; a raion's: 3 to 5
    ones = np.ones(len(months))
    trainings = drawn.count(0.7 * size * season, spread=0.3)
    trained = drawn.count(trainings * 6.0, spread=0.25)
    events = drawn.count(1.8 * size * season * lifts.sums["E01"], spread=0.25)
    group = 15 * place.users**0.1 / 1.9 * lifts.sums["E02"] / lifts.sums["E01"]
    campaign = np.minimum(drawn.count(1.6 * size * lifts.campaign, spread=0.2), events)
    volunteers = drawn.count(0.6 * size * ones, spread=0.4)
    actions = drawn.count(0.12 * size * ones, spread=0.4)
    found = {
        "T01": trainings,
        "T02": trained,
        "T03": trainings * 2 + np.where(drawn.count(0.3 * ones) > 0, np.where(trainings > 0, 0.5, 0), 0),
        "T04": drawn.part(trained, 0.3),
        "E01": events,
        "E02": drawn.count(events * group, spread=0.2),
        "E03": drawn.part(events, 0.12),
        "K01": campaign,
        "K02": drawn.count(campaign * 14 * lifts.sums["K02"], spread=0.25),
        "K03": drawn.count(0.25 * size * (lifts.campaign > 0), spread=0.5),
        "K04": drawn.count(22 * size * lifts.campaign, spread=0.4),
        "P01": drawn.count(1.4 * size * ones, spread=0.3),
        "P02": drawn.count(0.06 * size * ones),
        "P03": volunteers,
        "P04": drawn.count(volunteers * 5.0, spread=0.4),
        "A05": actions,
        "A06": drawn.part(actions, 0.35),
    }
    # Campaign activities are events, and their participants are among those of the events.
    found["K02"] = np.where(campaign == events, found["E02"], np.minimum(found["K02"], found["E02"]))
    for name, chance, typical in (("A01", 0.02, 1500), ("A02", 0.035, 4200), ("A03", 0.02, 2600), ("A04", 0.03, 1200)):
        given = drawn.uniform() < chance * size
        amount = np.round(typical * np.exp(drawn.normal() * 0.8) / 50) * 50
        found[name] = np.where(given, np.maximum(amount, 50), 0.0)
    return found


def _services(place: Place, months: Sequence[Month], lifts: Lifts, drawn: _Draws) -> dict[str, Array]:
    """Return the service indicators by month, a column for each category."""
    asked = questions()
    facts = drawn.stream
    size = (place.users / 590) ** 0.6
    season = np.array([services_factor(month) for month in months])[:, None]
    offered = facts.random(len(asked.categories)) < min(0.95, 0.45 + 0.12 * size)
    offered[asked.categories.index("CL.CUL")] = True
    weight = facts.gamma(2.0, 0.5, size=len(asked.categories)) * offered
    weight[asked.categories.index("XX.UNC")] *= 0.3
    group = 5 + 7 * facts.random(len(asked.categories))
    held = drawn.count(0.55 * size * weight * season * lifts.services["S01"], spread=0.3)
    attended = group * lifts.services["S02"] / lifts.services["S01"]
    one_to_one = drawn.count(0.5 * size * weight * season, spread=0.4)
    running = np.where(offered, 1 + (weight > 1.2) + (size > 3), 0) * np.ones((len(months), 1))
    by_code = {
        "S01": held,
        "S02": np.where(held > 0, np.maximum(held, drawn.count(held * attended, spread=0.3)), 0),
        "S03": one_to_one,
        "S05": running,
    }
    return {
        f"{code}:{category}": values[:, index]
        for code, values in by_code.items()
        for index, category in enumerate(asked.categories)
    } | {"N01": np.full(len(months), np.nan), "A07": np.full(len(months), np.nan)}


def annual_rows(place: Place, months: Sequence[Month], monthly: Array, seed: int) -> dict[int, list[float]]:
    """Return the annual form's rows: sums of the months, people counted once a year."""
    asked = questions()
    columns = {code: asked.columns.index(code) for code in ("U02", "U03", "V01", "L01", "E01", "E02", "U01")}
    found = {}
    for year in range(months[0].year, months[-1].year + 1):
        rows = [index for index, month in enumerate(months) if month.year == year]
        if len(rows) < 12:
            continue
        noise = 1 + 0.02 * float(random_stream(seed, place.library.code, f"year {year}").normal())
        sums = {code: float(np.nansum(monthly[rows, column])) for code, column in columns.items()}
        users = max(1.0, round(place.users * noise))
        values = {
            "N01": float(place.library.population or 0),
            "U01": users,
            "U03": min(users, round(users * sums["U03"] / max(1.0, sums["U01"]))),
            "U02": min(users, sums["U02"]),
            "A07": round(place.expenses * noise / 100) * 100.0,
        }
        found[year] = [values.get(code, sums.get(code, 0.0)) for code in asked.annual]
    return found
