"""The designs: each compares in one way, says when its data are missing, and is no stronger than its assumptions.

What each assumes is said in plain words in data/campaign/text, under [design.<code>].
"""
