"""Every row: tables, and one file per noun."""
