"""`python -m dashboard.factsheets`."""

from dashboard.factsheets.cli import run

run()
