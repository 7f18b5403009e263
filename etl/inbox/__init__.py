"""A folder into which offices drop files: `python -m etl watch` loads each once and puts it aside."""
