"""What a figure means and how it is asked for. Knows no web page and no workbook."""
