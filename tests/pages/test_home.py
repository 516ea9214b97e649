"""The home page as a text browser reads it, in every mood; whole values."""

from __future__ import annotations

from dataclasses import replace

from generator.core.facts import Damage
from generator.renderers.page_base import DESCRIPTION_LENGTH
from tests.pages.reading import by_id, elements, main_text, meta, words_of
from tests.pages.records import (
    AS_OF,
    DOWN,
    LOOKING,
    OVER,
    QUIET,
    at,
    backfilled,
    calm,
    cards,
    checked_work,
    clock_work,
    games,
    incident,
    late_evening,
    merged,
    night_work,
    old_unreadable,
    scores,
    slow_reports,
    unconfirmed_work,
    unreadable,
    update,
)
from tests.pages.school import frame
from tests.pages.site import build

PARTS = "Part by part"


def home(*records: object, **more: object) -> str:
    return build(records, **more)["index.html"].decode()  # type: ignore[arg-type]


def top(html: str) -> list[str]:
    """Return everything above the parts."""
    lines = main_text(html)
    return lines[: lines.index(PARTS)]


def bottom(html: str) -> list[str]:
    """Return everything below the parts."""
    lines = main_text(html)
    return lines[lines.index("Something wrong that is not listed?") :]


def test_a_calm_day_says_so_in_one_sentence() -> None:
    assert top(home(late_evening(), night_work())) == [
        "All 12 parts",
        "Everything is working.",
        "Games can be played. Scores are being saved.",
        "At a glance",
        "Without an incident",
        "3 days since April 7",
        "Next planned work",
        "Sat, Apr 12 10:00 PM Eastern · 02:00 UTC, Apr 13",
        "This page is as of",
        "11:20 AM Eastern April 10, 2025 · 15:20 UTC",
    ]


def test_the_first_day_of_a_site_claims_no_past() -> None:
    html = home()

    assert top(html) == [
        "All 12 parts",
        "Everything is working.",
        "Games can be played. Scores are being saved.",
        "At a glance",
        "Next planned work",
        "None announced",
        "This page is as of",
        "11:20 AM Eastern April 10, 2025 · 15:20 UTC",
    ]
    assert bottom(html) == [
        "Something wrong that is not listed?",
        "Tell us at support@school.example · Our help page",
        "Planned work",
        "None announced.",
        "The last 14 days",
        "Nothing to report from March 28 to April 10. No problem is on record.",
        "Get updates",
        "By e-mail RSS Atom JSON Feed Other ways",
    ]


def test_an_outage_says_what_to_do_and_when_we_write_again() -> None:
    assert top(home(games(), late_evening())) == [
        "Major outage",
        "Games do not start.",
        "The other 11 parts are working.",
        "What you can do now",
        "Please try again later. Scores and progress are safe.",
        "Our updates",
        "Next update by",
        "11:32 AM Eastern 15:32 UTC",
        "Last update",
        "11:02 AM Eastern 15:02 UTC",
        "This page is as of",
        "11:20 AM Eastern April 10, 2025 · 15:20 UTC",
        "Down",
        "Games do not start",
        "Music games · Identified",
        "By 11:32 AM Eastern 15:32 UTC",
        "The next update, earlier if something changes.",
        "11:02 AM Eastern 15:02 UTC",
        "Identified",
        "We have found the cause. We are switching to a second copy.",
        "10:38 AM Eastern 14:38 UTC",
        "Investigating",
        "Games do not start, on any device. We apologize to the classes in the middle of a lesson.",
    ]


def test_of_several_troubles_the_worst_speaks_first_and_each_keeps_its_own_advice() -> None:
    lines = top(home(slow_reports(), cards(), games(), merged(), clock_work()))

    assert lines[:9] == [
        "Major outage",
        "Games do not start.",
        "Paying by card fails for some people.",
        "Reports are slow.",
        "Gift codes take longer than usual.",
        "Search is closed for planned work. Planned until 1:00 PM.",
        "The other 7 parts are working.",
        "What you can do now",
        "Please try again later. Scores and progress are safe.",
    ]
    assert [line for line in lines if line.endswith("safe.")] == [lines[8]]
    assert lines.count("What you can do now") == 3
    assert "Please try again in an hour. Subscriptions stay active meanwhile." in lines
    assert "Reports are complete. If one does not open, open it again." in lines
    assert "Card Company\N{RIGHT SINGLE QUOTATION MARK}s own status page" in lines


def test_a_promise_that_passed_is_said_plainly_and_never_counted_down() -> None:
    lines = top(home(slow_reports()))

    assert lines[lines.index("Our updates") + 1 :][:2] == [
        "Update was due at",
        "11:10 AM Eastern 15:10 UTC",
    ]
    assert lines[lines.index("By 11:10 AM Eastern 15:10 UTC") + 1] == "An update was due."


def test_planned_work_says_until_when_and_that_nothing_need_be_done() -> None:
    assert top(home(clock_work())) == [
        "Planned work",
        "Search is closed for planned work.",
        "The other 11 parts are working.",
        "What you can do now",
        "You do not need to do anything. The work is planned to end by 1:00 PM Eastern "
        "(17:00 UTC).",
        "Our updates",
        "Planned end",
        "1:00 PM Eastern 17:00 UTC",
        "Last update",
        "noon Eastern April 7, 2025 · 16:00 UTC",
        "This page is as of",
        "11:20 AM Eastern April 10, 2025 · 15:20 UTC",
        "Maintenance",
        "Search gets a new index",
        "Search · In progress",
        "When",
        "Thu, Apr 10, 11:00 AM to 1:00 PM Eastern (15:00 to 17:00 UTC)",
        "11:00 AM Eastern 15:00 UTC",
        "In progress",
        "The planned work has begun.",
        "noon Eastern Apr 7 · 16:00 UTC",
        "Announced",
        "Search finds nothing meanwhile.",
    ]


def test_work_past_its_planned_end_is_not_called_finished() -> None:
    lines = top(home(unconfirmed_work()))
    said = (
        "The planned end, 11:00 AM Eastern (15:00 UTC), has passed; we have not yet confirmed "
        "that the work is finished."
    )

    assert lines[lines.index("What you can do now") + 1] == said
    assert lines[lines.index("When") + 2] == said


def test_an_unreadable_notice_makes_the_page_unknown_and_stands_once() -> None:
    html = home(*calm(), unreadable())

    assert top(html) == [
        "State not known",
        "We cannot say for certain what is working.",
        "One of our notices could not be read, so a problem may be missing from this page.",
        "What you can do now",
        "Go on as usual. If something fails, it may be us and not you. Tell us at "
        "support@school.example",
        "Our updates",
        "Last update",
        "4:00 PM Eastern April 9, 2025 · 20:00 UTC",
        "This page is as of",
        "11:20 AM Eastern April 10, 2025 · 15:20 UTC",
        "Not known",
        "A notice we cannot show yet",
        "It may concern any part",
        "11:10 AM Eastern 15:10 UTC",
        "Not readable",
        "This notice was changed and could not be read. It appears here as soon as it can be. "
        "Until then we do not call anything working that may not be.",
    ]
    assert "No trouble reported" in words_of(by_id(html, "main"))
    assert " Working " not in words_of(by_id(html, "main"))


def test_beside_an_unreadable_notice_advice_is_about_what_is_known_to_be_broken() -> None:
    def advice(*records: object) -> str:
        lines = top(home(*records, unreadable()))
        return lines[lines.index("What you can do now") + 1]

    assert advice(slow_reports(), games()) == (
        "Please try again later. Scores and progress are safe."
    )
    assert advice(replace(games(), updates=games().updates[1:])) == (
        "If something else fails, it may be us and not you. Tell us at support@school.example"
    )
    assert advice(clock_work()) == (
        "If something else fails, it may be us and not you. Tell us at support@school.example"
    )
    assert advice().startswith("Go on as usual.")


def test_beside_an_unreadable_notice_planned_work_keeps_its_own_advice() -> None:
    told, *_ = clock_work().updates
    advised = replace(clock_work(), updates=(replace(told, advice="Browse by title meanwhile."),))

    assert top(home(advised)).count("Browse by title meanwhile.") == 1
    assert top(home(advised, unreadable())).count("Browse by title meanwhile.") == 1


def test_an_incident_that_is_half_readable_gives_its_advice_once() -> None:
    half = replace(games(), damage=(Damage(path="updates/x.yml", at=at("2025-04-10 15:10")),))
    lines = top(home(half))

    assert lines[lines.index("What you can do now") + 1] == (
        "Please try again later. Scores and progress are safe."
    )
    assert lines.count("Please try again later. Scores and progress are safe.") == 1


def test_the_advice_of_the_worst_stands_once_beside_an_unreadable_notice() -> None:
    lines = top(home(games(), unreadable()))

    assert lines.count("Please try again later. Scores and progress are safe.") == 1


def test_a_half_readable_incident_is_one_article_with_what_can_be_read() -> None:
    html = home(unreadable(names=("website",), is_open=True))

    assert len(elements(html, "article")) == 1
    assert top(html)[-11:] == [
        "Not known",
        "The website opens slowly",
        "Public website",
        "11:10 AM Eastern 15:10 UTC",
        "Not readable",
        "This notice was changed and could not be read. It appears here as soon as it can be. "
        "Until then we do not call anything working that may not be.",
        "By 10:30 AM Eastern 14:30 UTC",
        "An update was due.",
        "10:00 AM Eastern 14:00 UTC",
        "Investigating",
        "We are currently investigating why the public website does not open as it should. "
        "We apologize to everyone who is looking for information there.",
    ]
    assert "It concerns Public website, which may not be working." in top(html)


def test_the_part_an_unreadable_notice_is_known_to_concern_is_not_known() -> None:
    lines = main_text(home(unreadable(names=("website",))))

    assert "Public website Not known Uptime 100%" in lines
    assert "Search No trouble reported Uptime 100%" in lines


def test_an_old_unreadable_notice_changes_nothing_here() -> None:
    assert home(late_evening(), old_unreadable()) == home(late_evening())


def test_a_notice_of_which_only_the_day_is_known_has_no_clock() -> None:
    record = incident("2025-04-09-005", None, damage=(Damage(path="public.yml"),))
    lines = top(home(record))

    assert lines[lines.index("It may concern any part") + 1 :][:2] == ["Apr 9", "Not readable"]


def test_the_last_update_is_a_day_where_no_more_is_known() -> None:
    lines = top(home(replace(clock_work(), text="Search finds nothing.", updates=())))

    assert lines[lines.index("Last update") + 1] == "April 7, 2025"


def test_a_notice_about_no_part_is_the_sentence_of_the_page() -> None:
    lines = top(home(incident("2025-04-10-007", "Phones are busy", update("2025-04-10 15:00"))))

    assert lines[:3] == [
        "Incident open",
        "Phones are busy",
        "All 12 parts are reported as working.",
    ]


def test_a_row_tells_part_state_uptime_and_the_latest_trouble() -> None:
    lines = main_text(home(scores(), cards(), checked_work()))
    start = lines.index("Learning")

    assert lines[start : start + 18] == [
        "Learning",
        "Music games Working Uptime 100%",
        "Score recording Working Uptime 99.97% January 15: down for 28 min, having trouble for "
        "16 min",
        "Homework Working Uptime 100%",
        "Reports Working Uptime 100%",
        "Accounts",
        "Sign-in Working Uptime 100%",
        "Student profiles Maintenance Uptime 100%",
        "Teacher dashboard Working Uptime 100%",
        "Money",
        "Subscriptions and payments Partly down Uptime 99.97% April 10: partly down for 1 h 40 min",
        "Gift codes Having trouble Uptime 100% April 10: having trouble for 1 h 40 min",
        "Messages and pages",
        "E-mail Working Uptime 100%",
        "Public website Working Uptime 100%",
        "Search Working Uptime 100%",
        "One mark is one day: no trouble planned work trouble partly down down not counted or "
        "not known The number is uptime, rounded down.",
        "Something wrong that is not listed?",
    ]


def test_what_is_planned_and_what_was_stand_below_with_both_days() -> None:
    assert bottom(home(*calm())) == [
        "Something wrong that is not listed?",
        "Tell us at support@school.example · Our help page",
        "Planned work",
        "Sat, Apr 12 10:00 PM to 2:00 AM Eastern 02:00 to 06:00 UTC, Apr 13",
        "Moving our database to newer machines",
        "Score recording, Sign-in · Announced",
        "For up to 20 minutes nobody can sign in and scores are not saved.",
        "The last 14 days",
        "Apr 9",
        "A new way to pay",
        "Subscriptions and payments · Called off",
        "Our tests found something. Not now.",
        "Apr 7",
        "Homework opens slowly",
        "Homework · Having trouble for 1 h 20 min",
        "Homework opens at once again.",
        "Other days",
        "Nothing to report. All of April 2025",
        "Get updates",
        "By e-mail RSS Atom JSON Feed Other ways",
    ]


def test_a_quiet_fortnight_is_one_line_that_leads_to_the_last_month_that_was_not() -> None:
    html = home(backfilled(), scores())

    assert bottom(html)[4:6] == [
        "The last 14 days",
        "Nothing to report from March 28 to April 10. The last problem was on January 15, 2025. "
        "All of January 2025",
    ]
    assert 'href="history/2025-01/"' in html


def test_trouble_that_ended_in_the_fortnight_is_listed_on_the_day_it_began() -> None:
    html = home(
        incident(
            "2025-04-02-001",
            "Search finds nothing",
            update("2025-04-02 10:00", status=LOOKING, components=(("search", DOWN),)),
            update("2025-04-14 11:00", status=OVER),
        ),
        as_of=QUIET,
    )

    assert bottom(html)[4:10] == [
        "The last 14 days",
        "Apr 2",
        "Search finds nothing",
        "Search · Down for 12 days",
        "Other days",
        "Nothing to report. All of April 2025",
    ]


def test_while_something_is_open_the_list_below_never_says_that_all_was_well() -> None:
    nothing_else = "Nothing else to report from March 28 to April 10."

    def last_days(*records: object) -> str:
        lines = bottom(home(*records))
        return lines[lines.index("The last 14 days") + 1]

    assert last_days(games()) == f"{nothing_else} All of April 2025"
    assert last_days(scores(), games()) == (
        f"{nothing_else} The last problem that is over was on January 15, 2025. All of April 2025"
    )
    assert last_days(unreadable()) == f"{nothing_else} All of April 2025"
    assert last_days(clock_work()) == f"{nothing_else} No problem is on record. All of April 2025"


def test_beside_what_is_over_the_other_days_do_not_deny_what_is_open() -> None:
    lines = bottom(home(late_evening(), games()))

    assert lines[lines.index("Other days") + 1] == "Nothing else to report. All of April 2025"


def test_a_shared_link_says_the_state_and_of_when_it_is() -> None:
    found = meta(home(games(), slow_reports()))

    assert found["og:title"] == "Games do not start. Example School status"
    assert found["og:site_name"] == "Example School Status"
    assert found["og:description"] == (
        "Games do not start. Reports are slow. The other 10 parts are working. "
        "As of April 10, 2025, 11:20\N{NO-BREAK SPACE}AM Eastern (15:20\N{NO-BREAK SPACE}UTC)."
    )
    assert found["description"] == found["og:description"]


def test_a_description_is_cut_at_a_words_end() -> None:
    found = meta(home(games(), slow_reports(), cards(), clock_work(), checked_work()))

    assert len(found["description"]) <= DESCRIPTION_LENGTH
    assert found["description"].endswith("…")
    assert found["description"].startswith("Games do not start. Paying by card fails")


def test_without_a_support_address_nobody_is_sent_to_one() -> None:
    bare = frame(support_email="", support_url="", email_list_url="", mirrors=())
    html = home(unreadable(), frame=bare)

    assert "Something wrong that is not listed?" not in html
    assert "By e-mail" not in html
    assert "What you can do now" not in html
    assert "mailto:" not in html


def test_times_of_a_site_in_utc_are_said_once() -> None:
    lines = top(home(games(), frame=frame(zone="Etc/UTC")))

    assert lines[lines.index("Our updates") + 1 :][:6] == [
        "Next update by",
        "3:32 PM UTC",
        "Last update",
        "3:02 PM UTC",
        "This page is as of",
        "3:20 PM UTC April 10, 2025",
    ]


def test_nothing_readable_at_all_still_makes_a_page() -> None:
    record = replace(games(), updates=(), damage=(Damage(path="public.yml", at=AS_OF),))

    assert top(home(record))[0] == "State not known"


def test_the_page_carries_its_own_stamp_for_the_script() -> None:
    html = home(games())

    assert ' data-hash="00000000000000000000000000000000" data-as-of="2025-04-10T15:20:00Z"' in html
    assert f' data-next="{at("2025-04-10 15:32"):%Y-%m-%dT%H:%M:%SZ}"' in html
