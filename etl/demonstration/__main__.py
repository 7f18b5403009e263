"""`python -m etl.demonstration build --to DIR`."""

from etl.demonstration.cli import app

app()
