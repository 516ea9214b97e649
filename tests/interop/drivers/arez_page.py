"""PyPI arez: every attribute of the page at the origin given."""

import asyncio
import json
import sys

from arez.statuspage import StatusPage


def said(event):
    """Return all that is known of an incident or of planned work."""
    assert event.last_update is event.updates[0]
    assert event.color == event.colour
    return {
        "id": event.id,
        "name": event.name,
        "status": event.status,
        "impact": event.impact,
        "created_at": event.created_at.isoformat(),
        "components": sorted(each.name for each in event.components),
        "updates": [
            [each.created_at.isoformat(), each.status, each.description] for each in event.updates
        ],
    }


def planned(event):
    """Return all that is known of planned work."""
    window = [event.scheduled_for.isoformat(), event.scheduled_until.isoformat()]
    return {**said(event), "window": window}


def touched(part):
    """Return the ids of what touches a component or a group."""
    return [each.id for each in part.incidents], [each.id for each in part.maintenances]


async def main():
    """Ask once and print."""
    async with StatusPage(sys.argv[1]) as page:
        now = await page.get_status()
    found = {
        "name": now.name,
        "status": now.status,
        "impact": now.impact,
        "id": now.id,
        "updated_at": now.updated_at.isoformat(),
        "groups": {
            each.name: [each.status, sorted(part.name for part in each.components), *touched(each)]
            for each in now.groups
        },
        "components": {
            each.name: [each.status, each.group.name if each.group else None, *touched(each)]
            for each in now.components
        },
        "incidents": [said(each) for each in now.incidents],
        "maintenances": [planned(each) for each in now.maintenances],
    }
    json.dump(found, sys.stdout)


asyncio.run(main())
