"""Declared files -> validated objects; what is wrong is a DefinitionError that names file, key and remedy."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from data.models import Declared

Model = TypeVar("Model", bound=Declared)


class DefinitionError(Exception):
    """A definitions or network file says something that cannot be: file, key, what is wrong, what to do."""

    def __init__(self, file: Path | str, key: str, wrong: str, remedy: str) -> None:
        self.file, self.key, self.wrong, self.remedy = str(file), key, wrong, remedy
        super().__init__(f"{file}: {key}: {wrong}; {remedy}" if key else f"{file}: {wrong}; {remedy}")


def read_toml(path: Path) -> dict[str, object]:
    """Return the content of a TOML file; raises DefinitionError where it is not TOML (a table declared twice, too)."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(path, "", f"not valid TOML: {error}", "correct that line") from error
    except UnicodeDecodeError as error:
        raise DefinitionError(path, "", "not UTF-8 text", "save it as UTF-8") from error


def read_tables(path: Path, model: type[Model]) -> dict[str, Model]:
    """Return the tables of a TOML file as objects by code, in file order."""
    return {
        code: build(model, path, code, {**table(path, code, value), "code": code})
        for code, value in read_toml(path).items()
    }


def table(path: Path, key: str, value: object) -> dict[str, object]:
    """Return the value as a table; raises DefinitionError where it is something else."""
    if not isinstance(value, dict):
        raise DefinitionError(
            path, key, f"{value!r} stands where a table is expected", f"write [{key}] with its keys below"
        )
    return value


def read_rows(path: Path, needed: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the rows of a CSV file as texts (leading zeros kept), without empty cells; `needed` columns must exist."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        for column in needed:
            if column not in (reader.fieldnames or ()):
                raise DefinitionError(
                    path, column, "this column is missing", "add it to the first line, with its values"
                )
        rows = list(reader)
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise DefinitionError(
                path, f"line {number}", "more or fewer cells than columns", "put one comma between cells"
            )
    return [{column: cell.strip() for column, cell in row.items() if cell.strip()} for row in rows]


def build(model: type[Model], path: Path, key: str, fields: Mapping[str, object]) -> Model:
    """Return the validated object; raises DefinitionError for a key unknown, missing or of the wrong kind."""
    try:
        return model.model_validate(dict(fields))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join([key, *(str(part) for part in first["loc"])])
        if first["type"] == "extra_forbidden":
            known = ", ".join(name for name in model.model_fields if name != "code")
            raise DefinitionError(path, place, "unknown key", f"remove it, or use one of: {known}") from error
        if first["type"] == "missing":
            raise DefinitionError(path, place, "this key is missing", "add it") from error
        raise DefinitionError(path, place, f"{first['input']!r}: {first['msg']}", "correct the value") from error


def add_unique(known: dict[str, Model], more: Mapping[str, Model], path: Path) -> None:
    """Add objects to those known; raises DefinitionError where a code is taken."""
    for code, declared in more.items():
        if code in known:
            raise DefinitionError(path, code, "this code is declared already", "choose another code")
        known[code] = declared


def by_code(declared: list[Model], path: Path) -> dict[str, Model]:
    """Return the objects by their `code`, in file order; raises DefinitionError for a code that stands twice."""
    known: dict[str, Model] = {}
    for one in declared:
        add_unique(known, {str(getattr(one, "code")): one}, path)  # noqa: B009 - `code` is declared by each model
    return known
