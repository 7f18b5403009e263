"""The path of each column through a header of several rows: merged and spanning cells repeated over what they cover."""

from __future__ import annotations

from etl.cells import cell_text
from etl.workbook import Row

Merged = tuple[int, int, int, int]  # top, left, bottom, right within the header, all included


def _texts(window: list[Row], merges: tuple[Merged, ...]) -> list[list[str]]:
    """Return the header rows as texts of one width, with merged cells repeated over their range."""
    width = max((len(row) for row in window), default=0)
    width = max([width, *(last + 1 for _, _, _, last in merges)])
    texts = [
        [cell_text(cell).strip() if cell != "" else "" for cell in row] + [""] * (width - len(row)) for row in window
    ]
    for top, left, bottom, right in merges:
        for row in range(top, min(bottom + 1, len(texts))):
            for column in range(left, right + 1):
                texts[row][column] = texts[top][left]
    return texts


def header_paths(window: list[Row], merges: tuple[Merged, ...]) -> list[list[tuple[str, ...]]]:
    """Return for each column the paths its header may mean: as written, and with upper levels carried to the right.

    A text that spans columns without being merged (a text file, "centre across selection") is carried over the empty
    cells to its right. An empty list: a column without a header.
    """
    texts = _texts(window, merges)
    carried = [list(row) for row in texts]
    for level, row in enumerate(carried[:-1]):
        for column in range(1, len(row)):
            if not row[column] and any(texts[below][column] for below in range(level + 1, len(texts))):
                row[column] = row[column - 1]
    paths = []
    for column in range(len(texts[0]) if texts else 0):
        variants: list[tuple[str, ...]] = []
        for source in (carried, texts):
            levels: list[str] = []
            for row in source:
                if row[column] and (not levels or levels[-1] != row[column]):
                    levels.append(row[column])
            if levels and tuple(levels) not in variants:
                variants.append(tuple(levels))
        paths.append(variants if any(row[column] for row in texts) else [])
    return paths
