"""`python -m data.campaign`."""

from data.campaign.cli import run

run()
