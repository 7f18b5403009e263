"""Receipts: the sender's own workbook given back with every finding marked at its cell. Nothing in it can run."""
