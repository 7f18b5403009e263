"""The campaign verdict: what a stage did, by which comparison, and how sure we are."""
