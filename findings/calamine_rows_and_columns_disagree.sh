#!/usr/bin/env bash
# python-calamine 0.9.1: three readings of one sheet give three different places to the same cell.
#
# A list often begins some rows down and some columns in. `to_python()` leaves out the empty rows
# above and the empty columns before it, `to_python(skip_empty_area=False)` keeps both, and
# `iter_rows()` keeps the rows but not the columns. So a row's number is that of the file in the last
# two alone, a column's letter in the second alone, and who changes from one reading to another to
# save memory moves every column. The sheet here is an ordinary one with its list at C3.
set -euo pipefail
where=$(mktemp -d)
trap 'rm -rf "$where"' EXIT
python3 -m venv "$where/env"
"$where/env/bin/pip" install -q --disable-pip-version-check python-calamine==0.9.1 openpyxl==3.1.5
cat > "$where/seen.py" <<'PY'
from io import BytesIO

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

book, file = Workbook(), BytesIO()
book.active["C3"], book.active["D3"] = "Name", "E-mail"
book.active["C4"], book.active["D4"] = "Bo", "bo@agency.example"
book.save(file)
file.seek(0)
sheet = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0)
for rows in (
    sheet.to_python(),
    sheet.to_python(skip_empty_area=False),
    list(sheet.iter_rows()),
):
    row = next(number for number, cells in enumerate(rows) if "Name" in cells)
    print("row", row, "column", rows[row].index("Name"))
PY
cat > "$where/expected" <<'TXT'
row 0 column 0
row 2 column 2
row 2 column 0
TXT
"$where/env/bin/python" "$where/seen.py" | tee "$where/seen"
diff "$where/expected" "$where/seen"
echo "As described: python-calamine 0.9.1."
