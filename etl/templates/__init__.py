"""Blank and pre-filled collection workbooks: what librarians and territories fill in and send."""
