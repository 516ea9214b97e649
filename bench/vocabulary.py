"""What the sample records say: components of a school's online service, and plain sentences.

All of it is sample data. Lengths follow real status pages: titles of five to nine words,
updates of four to eight sentences.
"""

from __future__ import annotations

_GROUPS = (
    (
        "learning",
        "Learning",
        (
            ("score-recording", "Score recording", "Saving scores"),
            ("practice-rooms", "Practice rooms", "Opening a practice room"),
            ("games", "Games", "Playing a game"),
        ),
    ),
    (
        "teaching",
        "Teaching",
        (
            ("assignments", "Assignments", "Handing in an assignment"),
            ("gradebook", "Gradebook", "Reading the gradebook"),
            ("class-lists", "Class lists", "Changing a class list"),
        ),
    ),
    (
        "account",
        "Account and payments",
        (
            ("sign-in", "Sign-in", "Signing in"),
            ("payments", "Payments", "Paying by card"),
            ("e-mail", "E-mail", "Sending e-mail"),
        ),
    ),
    (
        "site",
        "Website",
        (
            ("website", "Website", "Opening the website"),
            ("mobile-app", "Mobile app", "Using the mobile app"),
            ("search", "Search", "Searching the library"),
        ),
    ),
)

COMPONENTS = tuple(component for _, _, parts in _GROUPS for component, _, _ in parts)
STATES = ("degraded_performance", "partial_outage", "major_outage")


def _site() -> str:
    lines = [
        "format: 1",
        "name: Sample School",
        "url: https://status.example.org",
        "zone: America/New_York",
        "default_next_update: 30m",
        "support:",
        "  email: help@example.org",
        "author: The Sample School Team",
        "feed_year: 2025",
        "stale_after: 26h",
        "groups:",
    ]
    for group, group_name, parts in _GROUPS:
        lines += [f"  - id: {group}", f"    name: {group_name}", "    components:"]
        for component, name, doing in parts:
            lines += [
                f"      - id: {component}",
                f"        name: {name}",
                f"        description: {doing} from home and from school.",
                "        sentences:",
                f"          operational: {doing} works.",
                f"          under_maintenance: {doing} is closed for planned work.",
                f"          degraded_performance: {doing} is slow.",
                f"          partial_outage: {doing} fails for some people.",
                f"          major_outage: {doing} is not working.",
            ]
    return "\n".join(lines) + "\n"


SITE = _site()

TITLES = (
    "Problems with {component} for some classes",
    "Slow {component} since this morning",
    "{component} cannot be used at the moment",
    "Error messages when using {component}",
    "Some people see an empty page in {component}",
    "Delays in {component} after the nightly update",
    "{component} answers late in several regions",
    "Students report that {component} stops responding",
)
MAINTENANCE_TITLES = (
    "Planned work on the database",
    "Moving to larger machines",
    "New certificates for all addresses",
    "Planned upgrade of the storage system",
)
OPENINGS = {
    "investigating": (
        "We are looking into reports that pages load slowly or show an error message.",
        "Since a few minutes ago we see more errors than usual and we are finding out why.",
        "Several schools have told us that something is not working, and we can see it too.",
    ),
    "identified": (
        "We have found the cause and are working on a correction.",
        "The cause is a change that we made earlier today; we are taking it back now.",
        "One of our databases is overloaded and we are moving work away from it.",
    ),
    "monitoring": (
        "A correction is in place and the number of errors is falling.",
        "Everything answers normally again; we keep watching it closely.",
        "The change has been taken back and pages open at their usual speed.",
    ),
    "resolved": (
        "This is over: everything has been working normally for half an hour.",
        "The problem is solved and we have seen no further errors.",
        "All parts of the service are back to normal.",
    ),
    "scheduled": (
        "We are going to do planned work at night, when few people use the service.",
        "The service gets new machines, and for a short time some parts are closed.",
    ),
    "in_progress": (
        "The planned work has begun as announced.",
        "We have started, and the parts named above are closed until we are done.",
    ),
    "verifying": (
        "The work is done and we are checking the result.",
        "All steps are finished; we are making sure that everything answers.",
    ),
    "completed": (
        "The planned work is finished and everything is open again.",
        "We are done, earlier than planned, and all checks are good.",
    ),
}
DETAILS = (
    "Lessons that are already open can go on, but results may be shown late.",
    "About one request in five fails; trying again after a minute usually helps.",
    "Teachers may see older numbers in their overview until the queue has been worked off.",
    "Nothing that was saved before the problem began has been lost.",
    "People who are signed in stay signed in, so please keep the window open.",
    "The mobile app is affected in the same way as the website.",
    "Payments are not affected and no card has been charged twice.",
    "We have added more capacity as a precaution while we look for the cause.",
    "The first reports came from schools in the eastern time zone.",
    "Homework handed in during this time is kept and will be counted as on time.",
    "Our measurements show that the time to open a page has tripled since the start.",
    "E-mail notices about results are being held back and will be sent later.",
    "Printing and downloading worksheets works as usual.",
    "A restart of one machine brought relief for a short while only.",
    "Classes with more than thirty students are more likely to notice it.",
    "The overview of the past week is being calculated again and fills up step by step.",
    "We are in contact with the people who run the machines for us.",
    "Some schools see the problem only when many students begin at the same moment.",
    "Saved drafts can be opened, changed and handed in without any restriction.",
    "Search results may be incomplete until the index has caught up.",
    "We have switched off one rarely used report to make room for everything else.",
    "So far 38 schools in 4 states have written to us; thank you for every report.",
    "The waiting list has fallen from about 12,000 entries to fewer than 900.",
    "Audio examples can be played, although they may take a moment to begin.",
)
CLOSINGS = (
    "We are sorry for the trouble this causes in class.",
    "Thank you for your patience.",
    "We will write again as soon as there is something new.",
    "If you see something different, please write to help@example.org.",
    "We apologise to everybody whose lesson was interrupted.",
)
ADVICE = (
    "Games finished in this time may need to be played again. Please leave the window open.",
    "You can keep teaching: open the lesson again and choose the last saved draft.",
    "If a page stays empty, wait for a minute and open it again.",
)
LINKS = (
    "More about what we are doing: https://help.example.org/articles/slow-pages",
    "Please read [how to save your work](https://help.example.org/articles/drafts) meanwhile.",
)
LIST_ITEMS = (
    "opening a lesson works",
    "handing in homework works, with a delay",
    "the gradebook shows yesterday's numbers",
    "new accounts can be created",
    "certificates cannot be printed",
    "audio examples start late",
)
WITHDRAWN = "The earlier message was meant for another problem."
