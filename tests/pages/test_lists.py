"""History, planned work, reports, and the pages of plain words; whole values."""

from __future__ import annotations

from tests.pages.reading import foot_text, main_text
from tests.pages.records import (
    DOWN,
    LOOKING,
    OVER,
    SLOW,
    busy,
    calm,
    incident,
    night_work,
    update,
    withdrawn,
)
from tests.pages.school import frame
from tests.pages.site import build


def read(path: str, *records: object, **more: object) -> list[str]:
    files = build(records, **more)  # type: ignore[arg-type]
    return main_text(files[path].decode())


def test_history_lists_the_months_newest_first_with_what_they_hold() -> None:
    assert read("history/index.html", *busy()) == [
        "History",
        "History",
        "Every month with something to report, newest first.",
        "Newest first",
        "2025",
        "April 2025",
        "5 incidents, 4 planned works",
        "March 2025",
        "One incident",
        "February 2025",
        "2 incidents, one planned work",
        "January 2025",
        "One incident",
        "2024",
        "December 2024",
        "One incident",
        "Parts no longer offered",
        "Practice diary",
    ]


def test_a_withdrawn_notice_is_listed_and_not_counted() -> None:
    record = withdrawn()

    assert read("history/index.html", record)[2:7] == [
        "Every month with something to report, newest first.",
        "Newest first",
        "2025",
        "February 2025",
        "Nothing to report.",
    ]
    assert read("history/2025-02/index.html", record)[:7] == [
        "History",
        "February 2025",
        "Nothing to report.",
        "Newest first",
        "Feb 19",
        "A withdrawn notice",
        "Withdrawn",
    ]


def test_a_history_of_nothing_says_so() -> None:
    assert read("history/index.html")[:5] == [
        "History",
        "History",
        "Nothing has been reported yet.",
        "Newest first",
        "Nothing has been reported yet.",
    ]


def test_a_month_tells_each_entry_in_one_line_and_its_neighbours() -> None:
    assert read("history/2025-02/index.html", *calm()) == [
        "History",
        "February 2025",
        "2 incidents, one planned work",
        "Newest first",
        "Feb 19",
        "A withdrawn notice",
        "Withdrawn",
        "Feb 12",
        "Search misses results",
        "Search · Partly down for 40 min",
        "Feb 5",
        "Nobody can sign in",
        "Sign-in, Teacher dashboard · In all: down for 54 min, partly down for 38 min",
        "What happened, why, and what we are changing",
        "Feb 2",
        "New disks for scores",
        "Score recording · Planned work for 1 h",
        "Other months",
        "April 2025 March 2025 January 2025 December 2024 All months",
    ]


def test_older_words_never_summarise_an_update_without_any() -> None:
    early = update("2025-04-10 14:00", status=LOOKING, components=(("search", SLOW),), text="Slow.")
    over = incident("2025-04-10-008", "Over", early, update("2025-04-10 14:20", status=OVER))
    worse = incident(
        "2025-04-10-009",
        "Worse",
        early,
        update("2025-04-10 14:30", components=(("search", DOWN), ("reports", SLOW))),
    )

    assert read("history/2025-04/index.html", over, worse)[4:10] == [
        "Apr 10",
        "Over",
        "Search · Having trouble for 20 min",
        "Apr 10",
        "Worse",
        "Search, Reports · Investigating",
    ]
    assert read("history/2025-04/index.html", over, worse)[10] == (
        "Search is not working. Reports are slow."
    )


def test_a_month_written_down_afterwards_says_so() -> None:
    assert read("history/2024-12/index.html", *calm())[3:7] == [
        "Newest first",
        "Dec 18",
        "Profiles did not open",
        "Student profiles · Down for 12 min · written down afterwards",
    ]


def test_planned_work_stands_by_state() -> None:
    assert read("maintenance/index.html", *busy()) == [
        "Announced beforehand",
        "Planned work",
        "One is announced. 3 are in progress.",
        "In progress",
        "Thu, Apr 10 9:00 to 11:00 AM Eastern 13:00 to 15:00 UTC",
        "A clearer form for gift codes",
        "Gift codes · In progress",
        "The planned end, 11:00 AM Eastern (15:00 UTC), has passed; we have not yet confirmed "
        "that the work is finished.",
        "The work has begun.",
        "Thu, Apr 10 10:00 AM to noon Eastern 14:00 to 16:00 UTC",
        "A new look for profiles",
        "Student profiles · Checking",
        "Thu, Apr 10 11:00 AM to 1:00 PM Eastern 15:00 to 17:00 UTC",
        "Search gets a new index",
        "Search · In progress",
        "Search finds nothing meanwhile.",
        "Announced",
        "Sat, Apr 12 10:00 PM to 2:00 AM Eastern 02:00 to 06:00 UTC, Apr 13",
        "Moving our database to newer machines",
        "Score recording, Sign-in · Announced",
        "For up to 20 minutes nobody can sign in and scores are not saved.",
        "Earlier",
        "Apr 9, 2025",
        "A new way to pay",
        "Subscriptions and payments · Called off",
        "Our tests found something. Not now.",
        "Feb 2, 2025",
        "New disks for scores",
        "Score recording · Planned work for 1 h",
        "Follow planned work",
        "Calendar of planned work Get updates",
    ]


def test_a_list_that_changed_on_a_day_tells_no_clock() -> None:
    html = build((night_work(),))["maintenance/index.html"].decode()

    assert foot_text(html)[0] == "This page last changed April 9, 2025"


def test_no_planned_work_is_said_in_words() -> None:
    assert read("maintenance/index.html") == [
        "Announced beforehand",
        "Planned work",
        "None announced.",
        "Announced",
        "None announced.",
        "Follow planned work",
        "Calendar of planned work Get updates",
    ]


def test_reports_are_listed_by_their_own_titles() -> None:
    assert read("postmortems/index.html", *calm()) == [
        "Reports",
        "What we learned",
        "When something went badly wrong we publish what happened, why, and what we are changing.",
        "Newest first",
        "Feb 5, 2025",
        "Nobody could sign in for an hour on February 5",
        "Published on February 14, 2025",
        "Jan 15, 2025",
        "Scores could not be saved on January 15",
        "Published on January 17, 2025",
    ]
    assert read("postmortems/index.html")[-1] == "We have not published a report yet."


def test_following_is_explained_in_ordinary_words() -> None:
    assert read("subscribe/index.html")[:24] == [
        "Get updates",
        "Get told when something breaks",
        "Pick one. All of them say the same thing at the same time.",
        "For everyone",
        "By e-mail",
        "Leave your address on our list, and we write when something breaks and when it is over.",
        "Join the list",
        "On this page",
        "Leave it open. It looks for news once a minute and tells you when there is some.",
        "In your calendar",
        "Planned work can show in your own calendar, and moves there when it moves. In Google "
        "Calendar choose “From URL”, in Outlook “Subscribe from web”, on an iPhone or Mac “Add "
        "Subscription Calendar”, and paste this address. Calendars look for changes by themselves, "
        "some of them only once a day.",
        "https://status.school.example/maintenance.ics",
        "Open it in my calendar",
        "For teams",
        "Slack or Teams",
        "In a Slack channel, type this line. Teams has an RSS app that takes the same address.",
        "/feed subscribe https://status.school.example/history.rss",
        "Feed reader",
        "A feed reader is a program that collects news from many places. Give it one of these "
        "addresses; there is one entry for each update:",
        "RSS Atom JSON Feed",
        "One part only",
        "Each part has feeds of its own:",
        "Music games Score recording Homework Reports Sign-in Student profiles Teacher dashboard "
        "Subscriptions and payments Gift codes E-mail Public website Search",
        "For programs",
    ]


def test_no_list_is_offered_where_there_is_none() -> None:
    assert "By e-mail" not in read("subscribe/index.html", frame=frame(email_list_url=""))


def test_uptime_is_explained_with_the_numbers_the_program_counts_with() -> None:
    lines = read("about/index.html")

    assert "Uptime = 1 \N{MINUS SIGN} time lost \N{DIVISION SIGN} time counted." in lines
    assert (
        "Time counted is the whole span less planned maintenance and less days before a part "
        "existed. Of the time down, 100 % is lost; of the time partly down, 30 %; of the time "
        "having trouble, 0 %."
    ) in lines


def test_a_wrong_address_is_answered_kindly() -> None:
    assert read("404.html") == [
        "Not found",
        "There is no page at this address",
        "What now",
        "The address may have a mistake in it, or the page was never here.",
        "To the status page",
    ]


def test_pages_that_are_no_news_name_no_last_change() -> None:
    html = build(())["about/index.html"].decode()

    assert foot_text(html) == [
        "Times are Eastern first, then UTC. Questions: support@school.example"
    ]


def test_the_foot_of_a_site_in_utc_names_one_zone_once() -> None:
    for zone in ("UTC", "Etc/UTC"):
        html = build((), frame=frame(zone=zone))["about/index.html"].decode()

        assert foot_text(html) == ["All times are UTC. Questions: support@school.example"]
