# mypy: ignore-errors
"""Run by the system's Python inside a D-Bus session of its own: a calendar store that gets letters.

Reads file names from standard input, one a line, hands each file's calendar object to
evolution-data-server as a mail program does, and writes after each what the calendar holds, as
JSON: a list of [uid, sequence, start].
"""

import json
import sys
from pathlib import Path

import gi

gi.require_version("ECal", "2.0")
gi.require_version("EDataServer", "1.2")
gi.require_version("ICalGLib", "3.0")
from gi.repository import ECal, EDataServer, ICalGLib  # noqa: E402


def open_calendar():
    registry = EDataServer.SourceRegistry.new_sync(None)
    source = registry.ref_default_calendar()
    return ECal.Client.connect_sync(source, ECal.ClientSourceType.EVENTS, 30, None)


def held(client):
    found = client.get_object_list_as_comps_sync("#t", None)
    rows = []
    for component in found[1]:
        event = component.get_icalcomponent()
        rows.append([event.get_uid(), event.get_sequence(), event.get_dtstart().as_ical_string()])
    return sorted(rows)


def main():
    client = open_calendar()
    for line in sys.stdin:
        component = ICalGLib.Component.new_from_string(Path(line.strip()).read_text("utf-8"))
        client.receive_objects_sync(component, ECal.OperationFlags.NONE, None)
        sys.stdout.write(json.dumps(held(client)) + "\n")


main()
