"""What the command line says to a person: tables, findings, a progress bar, and its words."""
