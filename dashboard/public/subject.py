"""What an impact page is about: a stage of a campaign, or the libraries of a territory, a group or the network."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dashboard.address import Address
from dashboard.asked import Asked
from dashboard.campaign_words import Shown, shown_stage
from dashboard.papers import area_words, months_code, period_words
from dashboard.public.declared import SubjectKind
from data.campaign.windows import stage_months
from data.catalogue import Catalogue
from data.models import Stage
from data.selection import Selection

CAMPAIGN = "campaign"


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject of snapshots; its `slug` names their folder. `stage` is "<campaign>.<stage>", of a place "" or the
    stage that lies within its months."""

    kind: SubjectKind
    slug: str
    selection: Selection
    stage: str = ""
    release: str = ""

    def address(self, language: str, page: str) -> Address:
        """Return the address of a page of the site about the subject."""
        own = (("stage", self.stage),) if page == CAMPAIGN and self.stage else ()
        return Address(language, page, self.selection, own=own, release=self.release)


def of_stage(code: str, release: str = "") -> Subject:
    """Return a campaign's stage as a subject: it is of the whole network."""
    return Subject("campaign", file_word(code.replace(".", "-")), Selection(), stage=code, release=release)


def of_place(selection: Selection, catalogue: Catalogue, release: str = "") -> Subject:
    """Return the libraries of a selection with its months as a subject."""
    if selection.start is None or selection.end is None:
        raise ValueError("a place is published over months that are known")
    where = file_word(selection.group or "-".join(selection.territories)) or "network"
    months = months_code(selection.start, selection.end)
    within = [code for code, stage in stages_of(catalogue).items() if stage.end and _inside(stage, selection)]
    stage = within[-1] if within else ""
    return Subject("place", f"{where}-{months}", selection, stage, release)


def stages_of(catalogue: Catalogue) -> dict[str, Stage]:
    """Return the stages of the network's campaigns, by "<campaign>.<stage>"."""
    return {f"{one.code}.{stage.code}": stage for one in catalogue.campaigns.values() for stage in one.stages}


def _inside(stage: Stage, selection: Selection) -> bool:
    months = stage_months(stage)
    return bool(selection.start and selection.end and selection.start <= months[0] and months[-1] <= selection.end)


def file_word(name: str) -> str:
    """Return a name as addresses and folders take it: small letters, digits, dots and dashes."""
    return re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-.")


def stage_of(subject: Subject, asked: Asked) -> Shown | None:
    """Return the stage that a question about the subject shows, or None."""
    return shown_stage(replace(asked, chosen={"stage": subject.stage})) if subject.stage else None


def title_of(subject: Subject, asked: Asked) -> str:
    """Return what the page is called."""
    shown = stage_of(subject, asked)
    if subject.kind == "campaign" and shown:
        return shown.name
    return asked.text.format("public.place", place=area_words(asked))


def period_of(subject: Subject, asked: Asked) -> str:
    """Return the months that the page is about, as read."""
    shown = stage_of(subject, asked)
    return period_words(shown.asked if subject.kind == "campaign" and shown else asked)
