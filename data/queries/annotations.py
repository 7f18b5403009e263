"""What is to be said beside the figures of a selection: the annotations that touch its months and its libraries."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from data.annotations import Annotation
from data.catalogue import Catalogue
from data.queries.scope import territories_of
from data.selection import Selection


class Noted(NamedTuple):
    """An annotation, and whether it holds for everything selected or for a part of it only (one library, say)."""

    annotation: Annotation
    whole: bool


def annotations_for(catalogue: Catalogue, selection: Selection, *, indicator: str | None = None) -> list[Noted]:
    """Return the annotations of a selection in order of time, of one indicator or of all.

    A missing month of the selection is no limit. A chart of many libraries shows those that are `whole`; who compares
    libraries (a campaign's evaluation, a library's own page) needs the others, too.
    """
    return [
        Noted(annotation, whole)
        for annotation in catalogue.annotations
        if annotation.touches(selection.start, selection.end)
        and (indicator is None or not annotation.indicators or indicator in annotation.indicators)
        and (whole := _whole(catalogue, selection, annotation)) is not None
    ]


def _whole(catalogue: Catalogue, selection: Selection, annotation: Annotation) -> bool | None:
    """Return True for all that is selected, False for a part of it, None for none of it."""
    asked = territories_of(catalogue, selection, selection.end or annotation.first_month)
    if selection.library is not None:
        if annotation.library is not None:
            return True if annotation.library == selection.library else None
        declared = catalogue.libraries.get(selection.library)
        asked = (declared.territory,) if declared else ()
    elif annotation.library is not None:
        library = catalogue.libraries[annotation.library]
        inside = asked is None or library.territory in asked
        return False if inside and (not selection.kinds or library.kind in selection.kinds) else None
    concerned = _territories(catalogue, annotation)
    if concerned is None:
        return True
    if asked is None:
        return False
    if not set(asked) & set(concerned):
        return None
    return set(asked) <= set(concerned)


def _territories(catalogue: Catalogue, annotation: Annotation) -> Collection[str] | None:
    """Return the territories an annotation concerns; None: all of them."""
    if annotation.territory is not None:
        return (annotation.territory,)
    if annotation.group is not None:
        return catalogue.groups[annotation.group].territories(annotation.first_month)
    return None
