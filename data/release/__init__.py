"""Releases: what is published is frozen as it was, read again to the digit, and compared with what came later."""
