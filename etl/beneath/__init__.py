"""What stands in a workbook beneath its plain cells: failed cells, hidden rows and columns, comments; by file type."""
