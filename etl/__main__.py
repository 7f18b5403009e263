"""`python -m etl`. The import stands inside, so that a spawned worker process does not import the command line."""

if __name__ == "__main__":
    from etl.cli import run

    run()
