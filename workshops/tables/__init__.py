"""Tables in and out: CSV and XLSX, read with their dialects and written without formulas."""
