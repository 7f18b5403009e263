"""`python -m data.campaign`: a stage evaluated from the terminal, its plan stored before its result is computed.

Results go to stdout, everything else to stderr. Exit codes: 0 all well, 2 usage, 1 internal.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from itertools import groupby
from typing import Annotated

import typer
from rich.progress import Progress
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.campaign.evaluate import evaluate as evaluate_stage
from data.campaign.evaluate import release
from data.campaign.plan import Plan, UnknownStage, find_stage, make_plan, store_plan
from data.campaign.results import Evaluation, Finding
from data.campaign.rules import load_rules
from data.campaign.sentences import TEXT, missing_weight, spoiled, verdict
from data.campaign.stored import latest, store_result
from data.campaign.tries import in_words, tries
from data.catalogue import Catalogue
from data.formats import date_text, month_name, percent
from data.periods import Month
from data.store import writing
from data.terminal import catalogue_of, errors, existing, guarded, refuse, words_of
from data.terminal_options import Database, Json, Lang, Network
from data.wording import Text

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

Campaign = Annotated[str, typer.Argument(help="Code of the campaign, e.g. CAMP-NVB.")]
Stage = Annotated[str, typer.Argument(help="Code of its stage, e.g. S2.")]

IfNew = Annotated[bool, typer.Option("--if-new", help="Do nothing where these reports were evaluated already.")]


@app.callback()
def main() -> None:
    """Say what a campaign's stage did, by which comparison, and how sure that is."""


@app.command()
def plan(
    campaign: Campaign,
    stage: Stage,
    network: Network = None,
    database: Database = None,
    json: Json = False,
    lang: Lang = None,
) -> None:
    """Store what an evaluation will compute, before anybody sees a result, and show it."""
    engine = existing(database, lang)
    catalogue = catalogue_of(engine, network)
    words = words_of(catalogue, lang, TEXT)
    made, at = _planned(engine, catalogue, campaign, stage, words)
    if json:
        typer.echo(made.model_dump_json(indent=2))
    else:
        typer.echo(f"{made.hash}  {date_text(at.date(), words.language)}  {campaign} {stage}")


@app.command()
def evaluate(
    campaign: Campaign,
    stage: Stage,
    network: Network = None,
    database: Database = None,
    json: Json = False,
    lang: Lang = None,
    if_new: IfNew = False,
) -> None:
    """Evaluate a stage on the reports there are, and store the result for the pages."""
    engine = existing(database, lang)
    catalogue = catalogue_of(engine, network)
    words = words_of(catalogue, lang, TEXT)
    made, at = _planned(engine, catalogue, campaign, stage, words)
    if if_new and _known(engine, made):
        return
    with Progress(console=errors, transient=True, disable=json or not errors.is_terminal) as bar:
        task = bar.add_task(words["said.progress"])
        with closing(Session(engine)) as session:
            found = evaluate_stage(
                session, catalogue, made, lambda done, of: bar.update(task, completed=done, total=of)
            )
    with writing(engine) as connection:
        store_result(connection, found)
    if json:
        typer.echo(found.model_dump_json(indent=2))
        return
    for line in _lines(found, catalogue, at, words):
        typer.echo(line)


def _planned(engine: Engine, catalogue: Catalogue, campaign: str, stage: str, words: Text) -> tuple[Plan, datetime]:
    """Return the plan for the stage, and when it was first stored."""
    try:
        made = make_plan(campaign, find_stage(catalogue, campaign, stage), load_rules())
    except UnknownStage as error:
        refuse(words.format("usage.stage", found=f"{campaign} {stage}", known=", ".join(error.known)))
    with writing(engine) as connection:
        return made, store_plan(connection, made)


def _known(engine: Engine, plan: Plan) -> bool:
    """True where a result of this plan on these reports is stored."""
    with closing(Session(engine)) as session:
        stored = latest(session, plan.campaign, plan.stage)
        return stored is not None and (stored.evaluation.plan, stored.evaluation.release) == (
            plan.hash,
            release(session),
        )


def _lines(found: Evaluation, catalogue: Catalogue, planned_at: datetime, text: Text) -> Iterator[str]:
    """Yield what a person reads: the stage and its plan, then design by design what it assumes and what it found."""
    took_part, planned = found.participation, date_text(planned_at.date(), text.language)
    if catalogue.settings.demonstration:
        yield text["demonstration.label"]
    yield f"{text[f'campaign.{found.campaign}.name']}: {text[f'stage.{found.campaign}.{found.stage}.short']}"
    yield text.format("said.plan", plan=found.plan, date=planned, release=found.release)
    yield text.format("said.took_part", taking_part=took_part.taking_part, in_network=took_part.in_network)
    for design, group in groupby(found.findings, key=lambda finding: finding.design):
        findings = list(group)
        yield ""
        yield text[f"design.{design}.name"]
        yield text[f"design.{design}.assumes"]
        yield from dict.fromkeys(spoiled(one, text) for finding in findings for one in finding.spoiled)
        for finding in findings:
            yield f"- {_theme(finding, text)}{verdict(finding, text)}{_detectable(finding, text)}"
            if tried := [in_words(one, text) for one in tries(finding, text)]:
                yield f"  {text['said.tries']}"
                yield from (f"  - {one}" for one in tried)
    if missing := missing_weight(found.unreported, text):
        yield ""
        yield missing
    yield ""
    yield text["evidence.inferred"]


def _theme(finding: Finding, text: Text) -> str:
    if not finding.theme:
        return ""
    every = finding.theme == "all"
    return f"{text['said.all_themes'] if every else month_name(Month.parse(finding.theme), text.language)}: "


def _detectable(finding: Finding, text: Text) -> str:
    if finding.detectable is None:
        return ""
    return " " + text.format("said.detectable", percent=percent(finding.detectable, text.language))


def run() -> None:
    """Run the command line."""
    guarded(app)
