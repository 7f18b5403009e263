"""`python -m data`."""

from data.cli import run

run()
