"""Text -> meaning: numbers, months, names, cell words; pure functions."""
