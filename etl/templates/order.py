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
        """Return what identifies a form: name, version, whose it is, month."""
        form = self.form
        return self.said.format(
            "template.version", form=form.name, version=form.version, code=code, period=str(self.month)
        )

    def meta(self, code: str) -> list[tuple[str, str]]:
        """Return what the hidden sheet says; `code` is a library's, or a territory's on its consolidated table."""
        form, period = self.form, str(self.month)
        return [
            ("form", form.name), ("version", form.version), ("library", code), ("period", period),
            ("language", self.language),
        ]  # fmt: skip

    def file_name(self, code: str, form: str | None = None) -> str:
        """Return the name of a form's file."""
        return f"{form or self.form.name}_{self.form.version}_{self.month}_{_UNSAFE.sub('_', code)}.xlsx"

    def territory(self, library: Library) -> str:
        """Return the name of a library's territory."""
        return self.catalogue.territories[library.territory].name(self.language)

    def locality(self, library: Library) -> str:
        """Return the name of the place a library stands in, nothing where it is not known."""
        area = self.catalogue.areas.get(library.area or "")
        return name_in(area.names, self.language) if area else ""

    def reporting(self, territory: Territory) -> list[Library]:
        """Return the libraries of a territory that report in the month, in the order of the register."""
        libraries = self.catalogue.libraries.values()
        return [library for library in libraries if library.territory == territory.code and self.expects(library)]

    def expects(self, library: Library) -> bool:
        """True while a library belongs to the network, is open and reports for itself; first and last month count."""
        libraries = self.catalogue.libraries.values()
        told = any(one.in_network_from for one in libraries)  # else all have belonged to the network always
        begins = (library.in_network_from, library.opened)
        ends = (library.in_network_to, library.closed)
        return (
            (library.in_network_from is not None or not told)
            and all(begin <= self.month for begin in begins if begin)
            and all(self.month <= end for end in ends if end)
            and excuse(self.catalogue.statuses.get(library.code, ()), self.month.period) is None
        )
