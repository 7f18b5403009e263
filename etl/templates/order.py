"""What a blank form is made for: the network, the form, the month, the language and what was reported before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from data.catalogue import Catalogue
from data.formats import calendar_month
from data.forms import Form, form_of
from data.models import Library, Territory, name_in
from data.periods import Month
from data.statuses import excuse
from data.wording import Text, text
from etl.templates.declared import WORDS
from etl.templates.previous import Previous

_UNSAFE = re.compile(r"[^\w.-]+")  # in the name of a file


@dataclass(frozen=True, slots=True)
class Order:
    """A form to be made for libraries of a network. `previous` None: no database, nothing to compare with."""

    catalogue: Catalogue
    form: Form
    month: Month
    said: Text
    previous: Previous | None = None

    @classmethod
    def of(cls, catalogue: Catalogue, month: Month, language: str, previous: Previous | None = None) -> Order:
        """Return the order of the network's monthly form; raises DefinitionError where it has none."""
        form = form_of(catalogue, catalogue.settings.monthly_form, month)
        return cls(catalogue, form, month, text(language, *catalogue.text_folders, WORDS), previous)

    @classmethod
    def of_year(cls, catalogue: Catalogue, year: int, language: str, previous: Previous | None = None) -> Order:
        """Return the order of the network's annual form; raises DefinitionError where it has none."""
        last = Month(year, 12)
        form = form_of(catalogue, catalogue.settings.annual_form, last)
        return cls(catalogue, form, last, text(language, *catalogue.text_folders, WORDS), previous)

    @property
    def annual(self) -> bool:
        """True for a form of a year."""
        return self.form.code == self.catalogue.settings.annual_form

    @property
    def period(self) -> str:
        """The month or the year reported, as files and footers write it."""
        return str(self.month.year) if self.annual else str(self.month)

    @property
    def language(self) -> str:
        """The language the form is written in."""
        return self.said.language

    def word(self, key: str) -> str:
        """Return a text of the form."""
        return self.said[f"template.{key}"]

    def dated(self, key: str, *, month: Month | None = None, **values: str) -> str:
        """Return a text of the form with a month in it, this one where no other is given."""
        shown = month or self.month
        name = calendar_month(shown.month, self.language)
        return self.said.format(f"template.{key}", month=name, year=str(shown.year), **values)

    def version(self, code: str) -> str:
        """Return what identifies a form: name, version, whose it is, month or year."""
        form = self.form
        return self.said.format("template.version", form=form.name, version=form.version, code=code, period=self.period)

    def meta(self, code: str) -> list[tuple[str, str]]:
        """Return what the hidden sheet says; `code` is a library's, or a territory's on its consolidated table."""
        form = self.form
        return [
            ("form", form.name), ("version", form.version), ("library", code), ("period", self.period),
            ("language", self.language),
        ]  # fmt: skip

    def file_name(self, code: str, form: str | None = None) -> str:
        """Return the name of a form's file."""
        return f"{form or self.form.name}_{self.form.version}_{self.period}_{_UNSAFE.sub('_', code)}.xlsx"

    def territory(self, library: Library) -> str:
        """Return the name of a library's territory."""
        return self.catalogue.territories[library.territory].name(self.language)

    def locality(self, library: Library) -> str:
        """Return the name of the place a library stands in, nothing where it is not known."""
        area = self.catalogue.areas.get(library.area or "")
        return name_in(area.names, self.language) if area else ""

    def reporting(self, territory: Territory) -> list[Library]:
        """Return the libraries of a territory that owe this form, in the order of the register."""
        libraries = self.catalogue.libraries.values()
        return [library for library in libraries if library.territory == territory.code and self.expects(library)]

    def expects(self, library: Library) -> bool:
        """True while a library is open, reports for itself and, for a month, belongs to the network: both ends too."""
        first = Month(self.month.year, 1) if self.annual else self.month
        stored = self.month.year if self.annual else self.month.period
        open_then = (library.opened is None or library.opened <= self.month) and (
            library.closed is None or first <= library.closed
        )
        excused = excuse(self.catalogue.statuses.get(library.code, ()), stored) is not None
        obligated = self.catalogue.territories[library.territory].obligated
        return obligated and open_then and not excused and (self.annual or self._belongs(library))

    def _belongs(self, library: Library) -> bool:
        """True in a month in which a library belongs to the network; where nobody says who does, all do."""
        joined, left = library.in_network_from, library.in_network_to
        if joined is None:
            return not any(one.in_network_from for one in self.catalogue.libraries.values())
        return joined <= self.month and (left is None or self.month <= left)
