"""The kinds of files libraries and raions send, as sheets of plain cells."""
