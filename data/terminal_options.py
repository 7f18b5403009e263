"""The options that command lines share: what is asked, which part of it, and how the answer looks."""

from __future__ import annotations

from typing import Annotated

import typer

First = Annotated[str | None, typer.Option("--from", help="First month, YYYY-MM.")]
Last = Annotated[str | None, typer.Option("--to", help="Last month, YYYY-MM.")]
Territory = Annotated[str, typer.Option(help="Territory codes, e.g. MD-OR,MD-BA.")]
Group = Annotated[str, typer.Option(help="Code of a region group.")]
Kind = Annotated[str, typer.Option(help="Library types, e.g. sat,comunal.")]
Library = Annotated[str, typer.Option(help="Code of one library.")]
Annual = Annotated[bool, typer.Option("--annual", help="The annual reports of those years, not the monthly ones.")]
Network = Annotated[
    str | None, typer.Option(help="Folder or name of the network; else VITRINA_NETWORK, else novateca.")
]
Database = Annotated[str | None, typer.Option(help="Address of the database; else VITRINA_DATABASE.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout instead of a table.")]
Csv = Annotated[bool, typer.Option("--csv", help="Comma separated values.")]
Lang = Annotated[str | None, typer.Option(help="Language of what is said: ro, ru, en.")]
