"""From a received file to accepted rows; `python -m etl` is the command line."""
