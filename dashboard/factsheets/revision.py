"""What sheets are made of: reports, declarations, words and code. The same mark: the same sheets."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import dashboard
import data
from dashboard.factsheets.material import Material
from data.schema import corrected, source_file, submission

_READ = (".py", ".toml", ".csv", ".typ")


def revision(session: Session, material: Material, base: str) -> str:
    """Return a mark that changes with anything a sheet of the material's months could show."""
    asked = [
        session.scalar(select(func.max(source_file.c.received_at))),
        session.scalar(select(func.max(submission.c.id))),
        session.scalar(select(func.count()).select_from(submission).where(submission.c.status == "accepted")),
        session.scalar(select(func.count()).select_from(corrected)),
        session.scalar(select(func.sum(corrected.c.value))),
        material.selection.to_query(),
        material.embargo,
        base,
    ]
    mark = hashlib.sha256(repr(asked).encode())
    for folder in (Path(data.__file__).parent, Path(dashboard.__file__).parent, material.catalogue.folder):
        for path in sorted(one for one in folder.rglob("*") if one.suffix in _READ and one.is_file()):
            mark.update(path.relative_to(folder).as_posix().encode())
            mark.update(path.read_bytes())
    return mark.hexdigest()[:16]
