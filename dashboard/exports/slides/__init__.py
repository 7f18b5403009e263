"""Slides as PowerPoint files: the sheet, its texts, tables, charts with the workbooks inside them, and maps."""
