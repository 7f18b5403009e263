"""Where a number came from and how it changed: `python -m etl history` and `python -m etl why`."""
