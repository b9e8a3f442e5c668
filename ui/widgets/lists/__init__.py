"""Lists of records: rows, how they are drawn, and reading them by the page."""
