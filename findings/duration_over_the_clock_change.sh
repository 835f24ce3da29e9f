#!/usr/bin/env bash
# icalendar 7.3.2 and ics 0.7.3: an entry over the change of clocks is told an hour too short.
#
# From 02.30 to 05.00 in Copenhagen on 25 October 2026 three and a half hours pass: the hour from two
# to three comes twice, and RFC 5545 3.3.5 makes the start its first pass. Both libraries read the
# start right (00:30 UTC) and the end (04:00 UTC), and yet their `duration` says 2:30, since Python
# takes two moments of one zone apart by the clock on the wall. The same entry moved to UTC says 3:30.
# Whoever moves an entry by "start plus duration" in UTC ends it an hour early.
set -euo pipefail
where=$(mktemp -d)
trap 'rm -rf "$where"' EXIT
python3 -m venv "$where/env"
"$where/env/bin/pip" install -q --disable-pip-version-check icalendar==7.3.2 ics==0.7.3
cat > "$where/seen.py" <<'PY'
from datetime import timezone

import ics
from icalendar import Calendar

LINES = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//duration//EN
BEGIN:VTIMEZONE
TZID:Europe/Copenhagen
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:night@agency.example
DTSTAMP:20260101T000000Z
DTSTART;TZID=Europe/Copenhagen:20261025T023000
DTEND;TZID=Europe/Copenhagen:20261025T050000
SUMMARY:Night
END:VEVENT
END:VCALENDAR
"""
text = LINES.replace("\n", "\r\n")
event = Calendar.from_ical(text).events[0]
passed = event.end.astimezone(timezone.utc) - event.start.astimezone(timezone.utc)
print("icalendar", event.start.astimezone(timezone.utc).time(), event.duration, "in truth", passed)
(other,) = ics.Calendar(text).events
passed = other.end.to("utc") - other.begin.to("utc")
print("ics", other.begin.to("utc").time(), other.duration, "in truth", passed)
PY
cat > "$where/expected" <<'TXT'
icalendar 00:30:00 2:30:00 in truth 3:30:00
ics 00:30:00 2:30:00 in truth 3:30:00
TXT
"$where/env/bin/python" "$where/seen.py" | tee "$where/seen"
diff "$where/expected" "$where/seen"
echo "As described: icalendar 7.3.2, ics 0.7.3."
