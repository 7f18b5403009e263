"""A table as its layout declares it: headers, rows, cells and labels."""
