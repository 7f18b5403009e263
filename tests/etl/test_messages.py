"""Every kind of problem has its words in every language, and the code tells no kind that is not declared."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data.catalogue import load_catalogue
from data.wording import languages, text
from etl.messages import WORDS, message, sentence, title
from etl.problems import Problem

ROOT = Path(__file__).resolve().parents[2]
CHECKS = load_catalogue().checks
PLACEHOLDERS = {
    kind: set(
        re.findall(
            r"\{(\w+)\}", text("en", WORDS)[f"problem.{kind}.message"] + text("en", WORDS)[f"problem.{kind}.remedy"]
        )
    )
    for kind in CHECKS
}


@pytest.mark.parametrize("language", languages(WORDS))
@pytest.mark.parametrize("kind", CHECKS)
def test_every_kind_says_what_is_wrong_and_what_to_do(kind, language):
    details = dict.fromkeys(PLACEHOLDERS[kind] - {"found", "sheet", "cell", "file"}, 1234)
    problem = Problem(kind, CHECKS[kind].severity, "iunie.xlsx", "Centralizator", "B17", "Hirtop", details)
    assert title(kind, language)
    assert "{" not in message(problem, language)
    assert sentence(problem, language).startswith("iunie.xlsx › Centralizator › B17: ")


@pytest.mark.parametrize("language", languages(WORDS))
def test_no_words_are_left_over(language):
    written = {key.split(".")[1] for key in text(language, WORDS).texts if key.startswith("problem.")}
    assert written == set(CHECKS)


@pytest.mark.parametrize("language", languages(WORDS))
@pytest.mark.parametrize("kind", CHECKS)
def test_every_language_fills_in_the_same_values(kind, language):
    texts = text(language, WORDS)
    used = set(re.findall(r"\{(\w+)\}", texts[f"problem.{kind}.message"] + texts[f"problem.{kind}.remedy"]))
    assert used == PLACEHOLDERS[kind]


def test_the_readers_tell_declared_kinds_only():
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "etl").glob("*.py"))
    sources += "".join(path.read_text(encoding="utf-8") for path in (ROOT / "etl" / "checks").glob("*.py"))
    told = set(re.findall(r'(?:problem|problem_at|Refused|make_problem|_once)\(\s*"([a-z-]+)"', sources))
    assert told
    assert told <= set(CHECKS)


@pytest.mark.parametrize("language", languages(WORDS))
def test_a_cell_of_another_sheet_is_named_with_its_sheet(language):
    details = {"first": "12", "first_cell": "C2", "first_sheet": "Date", "indicator": "V01", "library": "MD-OR-0001"}
    problem = Problem("duplicate-value", "refuse", "iunie.xlsx", "Servicii", "B17", "13", details)
    assert "Date › C2" in message(problem, language)
