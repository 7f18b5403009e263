"""A progress bar on stderr: only for a person at a terminal, and only once something is being read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn


@contextmanager
def progress(console: Console, title: str, files: int, *, shown: bool) -> Iterator[Callable[[Sequence[object]], None]]:
    """Yield what is to be told of every batch of files that is done."""
    if not shown or not console.is_terminal:
        yield lambda done: None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=files)
        yield lambda done: bar.advance(task, len(done))
