"""The lists of a report: rows of events, partners, actions and stories -> records, held against the report's totals."""
