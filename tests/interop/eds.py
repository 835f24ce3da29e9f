# mypy: ignore-errors
"""Run by the system's Python inside a D-Bus session of its own: a calendar store that gets letters.

Reads calendar objects from standard input, each on a line of its own in base64, hands them to
evolution-data-server as a mail program does, and writes after each what the calendar holds, as a
line of JSON: a list of entries, the times in seconds of Unix.
"""

import base64
import json
import sys

import gi

gi.require_version("ECal", "2.0")
gi.require_version("EDataServer", "1.2")
gi.require_version("ICalGLib", "3.0")
from gi.repository import ECal, EDataServer, ICalGLib  # noqa: E402


def open_calendar():
    registry = EDataServer.SourceRegistry.new_sync(None)
    source = registry.ref_default_calendar()
    return ECal.Client.connect_sync(source, ECal.ClientSourceType.EVENTS, 1, None)


def seconds(client, event, kind):
    """An entry's start or end, by the zone that the calendar has kept for it."""
    found = event.get_first_property(kind)
    tzid = found.get_first_parameter(ICalGLib.ParameterKind.TZID_PARAMETER)
    time = ICalGLib.Time.new_from_string(found.get_value_as_string())
    if tzid is None:
        return time.as_timet()
    return time.as_timet_with_zone(client.get_timezone_sync(tzid.get_tzid(), None)[1])


def held(client):
    rows = []
    for component in client.get_object_list_as_comps_sync("#t", None)[1]:
        event = component.get_icalcomponent()
        rows.append(
            {
                "uid": event.get_uid(),
                "sequence": event.get_sequence(),
                "starts": seconds(client, event, ICalGLib.PropertyKind.DTSTART_PROPERTY),
                "ends": seconds(client, event, ICalGLib.PropertyKind.DTEND_PROPERTY),
                "summary": event.get_summary(),
                "location": event.get_location(),
                "status": ICalGLib.Property.status_to_string(event.get_status()),
            }
        )
    return rows


def main():
    client = open_calendar()
    for line in sys.stdin:
        text = base64.b64decode(line).decode()
        component = ICalGLib.Component.new_from_string(text)
        client.receive_objects_sync(component, ECal.OperationFlags.NONE, None)
        sys.stdout.write(json.dumps(held(client)) + "\n")
        sys.stdout.flush()


main()
