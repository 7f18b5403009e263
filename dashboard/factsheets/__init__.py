"""Fact sheets: one page for the mayor of a library's place or for a raion's council, by the thousand or one at a time.

declared.py says what is printed and what is asked for; material.py asks the database once for all places; sheet.py
makes of a place's figures what its page says; typeset.py makes a PDF of that; making.py makes thousands.
"""
