"""PyPI icalendar, vobject and ics: the events of the calendar given, by each of them."""

import datetime
import json
import pathlib
import sys

import icalendar
import ics
import vobject


def moment(at):
    """Return *at* in UTC; one without a zone is the reader's own time, which ours never is."""
    if at.tzinfo is None:
        raise SystemExit(f"a time without a zone: {at}")
    return at.astimezone(datetime.UTC).isoformat()


def by_icalendar(content):
    """Return the events."""
    calendar = icalendar.Calendar.from_ical(content)
    if calendar.errors or calendar.get_missing_tzids():
        raise SystemExit(f"icalendar: {calendar.errors} {calendar.get_missing_tzids()}")
    return [
        [
            str(each["UID"]),
            str(each["SUMMARY"]),
            moment(each.start),
            moment(each.end),
            str(each["STATUS"]),
            int(each["SEQUENCE"]),
        ]
        for each in calendar.walk("VEVENT")
    ]


def by_vobject(content):
    """Return the events."""
    calendar = vobject.readOne(content.decode())
    calendar.validate(raiseException=True)
    return [
        [
            each.uid.value,
            each.summary.value,
            moment(each.dtstart.value),
            moment(each.dtend.value),
            each.status.value,
            int(each.sequence.value),
        ]
        for each in calendar.contents.get("vevent", [])
    ]


def by_ics(content):
    """Return the events; this one knows no SEQUENCE but keeps what it does not know."""
    found = []
    for each in ics.Calendar(content.decode()).events:
        (sequence,) = [int(line.value) for line in each.extra if line.name == "SEQUENCE"]
        found.append(
            [
                each.uid,
                each.name,
                moment(each.begin.datetime),
                moment(each.end.datetime),
                each.status,
                sequence,
            ]
        )
    return found


content = pathlib.Path(sys.argv[1]).read_bytes()
readings = {
    "icalendar": by_icalendar(content),
    "vobject": by_vobject(content),
    "ics": by_ics(content),
}
json.dump({name: sorted(events) for name, events in readings.items()}, sys.stdout)
