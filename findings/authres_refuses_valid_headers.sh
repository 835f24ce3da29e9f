#!/usr/bin/env bash
# authres 1.2.0 refuses a whole Authentication-Results header for two forms that the standards allow.
#
# RFC 8601 2.2 makes the authserv-id a `value`: a token or a quoted-string (RFC 2045 5.1). authres
# reads a token only and raises SyntaxError for the same name in quotes. RFC 8616 4 lets a domain in
# the header stand as U-labels in a message of SMTPUTF8; authres stops at the first letter outside
# ASCII. Either way every result of the header is lost, a failing dmarc as well as a passing one, so
# whoever takes the error for "no header" takes the sender for one that nobody has judged.
set -euo pipefail
where=$(mktemp -d)
trap 'rm -rf "$where"' EXIT
python3 -m venv "$where/env"
"$where/env/bin/pip" install -q --disable-pip-version-check authres==1.2.0
cat > "$where/seen.py" <<'PY'
from authres import AuthenticationResultsHeader
from authres.core import SyntaxError as Refused

FORMS = (
    "mx.example; dmarc=fail header.from=agency.example",
    '"mx.example"; dmarc=fail header.from=agency.example',
    "mx.example; dmarc=pass header.from=xn--kbenhavn-54a.example",
    "mx.example; dmarc=pass header.from=københavn.example",
)
for form in FORMS:
    try:
        read = AuthenticationResultsHeader.parse(f"Authentication-Results: {form}")
        print([(one.method, one.result) for one in read.results])
    except Refused as error:
        print(type(error).__name__)
PY
cat > "$where/expected" <<'TXT'
[('dmarc', 'fail')]
SyntaxError
[('dmarc', 'pass')]
SyntaxError
TXT
PYTHONUTF8=1 "$where/env/bin/python" "$where/seen.py" | tee "$where/seen"
diff "$where/expected" "$where/seen"
echo "As described: authres 1.2.0."
