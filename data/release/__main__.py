"""`python -m data.release`."""

from data.release.cli import run

run()
