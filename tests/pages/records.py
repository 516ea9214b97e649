"""Records of every kind that shows publicly, as facts; the moment to look at them is ``AS_OF``."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from generator.core.facts import (
    ActionState,
    Damage,
    Edition,
    ImpactWindow,
    Promise,
    PublicChange,
    Record,
    Update,
)
from generator.core.vocabulary import (
    ComponentState,
    DataLoss,
    IncidentStatus,
    MaintenanceStatus,
    RecordKind,
)

AS_OF = datetime(2025, 4, 10, 15, 20, tzinfo=UTC)
"""11:20 in the morning at the school; two incidents are open and work is under way."""
QUIET = datetime(2025, 4, 24, 15, 20, tzinfo=UTC)
"""Two weeks later, for the records that are over by then."""

DOWN, PARTLY, SLOW, FINE = (
    ComponentState.MAJOR_OUTAGE,
    ComponentState.PARTIAL_OUTAGE,
    ComponentState.DEGRADED_PERFORMANCE,
    ComponentState.OPERATIONAL,
)
LOOKING, KNOWN, WATCHING, OVER = IncidentStatus
ANNOUNCED, UNDERWAY, CHECKING, DONE = MaintenanceStatus


def at(text: str) -> datetime:
    """Return the UTC moment written as ``2025-01-15 14:36``."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def update(moment: str, **said: object) -> Update:
    """Return an update of *moment*; its id is its time, as inline updates have it."""
    when = at(moment)
    values: dict[str, object] = {"id": f"{when:%Y%m%dT%H%M%SZ}", "at": when}
    return Update(**values | said)  # type: ignore[arg-type]


def incident(id_: str, title: str | None, *updates: Update, **said: object) -> Record:
    """Return an incident record."""
    return _record(RecordKind.INCIDENT, f"INC-{id_}", title, updates, said)


def work(id_: str, title: str, start: str, end: str, *updates: Update, **said: object) -> Record:
    """Return planned work between two moments."""
    times = {"scheduled_for": at(start), "scheduled_until": at(end)}
    return _record(RecordKind.MAINTENANCE, f"MNT-{id_}", title, updates, times | said)


def _record(
    kind: RecordKind, id_: str, title: str | None, updates: object, said: dict[str, object]
) -> Record:
    values: dict[str, object] = {
        "id": id_,
        "kind": kind,
        "date": date.fromisoformat(id_[4:14]),
        "path": f"incidents/{id_[4:8]}/{id_}",
        "title": title,
        "updates": updates,
    }
    return Record(**values | said)  # type: ignore[arg-type]


def half_hour(moment: str) -> Promise:
    """Return the promise of an update half an hour after *moment*."""
    return Promise(due_at=at(moment) + timedelta(minutes=30))


def _window(component: str, state: ComponentState, start: str, end: str) -> ImpactWindow:
    return ImpactWindow(component=component, state=state, start=at(start), end=at(end))


def scores() -> Record:
    """Return the acceptance fixture of design §3, with its post-mortem of thirteen parts."""
    return incident(
        "2025-01-15-001",
        "Students cannot complete games and save scores",
        update(
            "2025-01-15 14:36",
            status=LOOKING,
            components=(("scores", DOWN),),
            next_update=half_hour("2025-01-15 14:36"),
            text="We are currently investigating an issue where students are unable to complete "
            "games and save scores.\nOur engineering team is actively working on a resolution. "
            "We apologize for the disruption to your learning.",
        ),
        update(
            "2025-01-15 14:52",
            status=WATCHING,
            components=(("scores", SLOW),),
            next_update=half_hour("2025-01-15 14:52"),
            text="A fix is in place and scores are saving again. We are watching closely.",
            advice="Games finished between 14:22 and 14:50 UTC may need to be played again.",
        ),
        update(
            "2025-01-15 15:10",
            status=OVER,
            text="Score recording is working normally.\n\nCause: a change we had released kept "
            "the database too busy to store scores. Fix: we went back to the version before it.",
        ),
        impact_windows=(
            _window("scores", DOWN, "2025-01-15 14:22", "2025-01-15 14:50"),
            _window("scores", SLOW, "2025-01-15 14:50", "2025-01-15 15:06"),
        ),
        editions=(scores_edition(),),
        actions=(
            ActionState(id="pool", done=date(2025, 1, 21)),
            ActionState(id="twice", dropped="The new check makes it needless."),
        ),
    )


def scores_edition() -> Edition:
    """Return the public post-mortem with every field filled."""
    return Edition(
        number=1,
        published_at=at("2025-01-17 14:00"),
        title="Scores could not be saved on January 15",
        affected=("students", "teachers"),
        not_affected="Playing games, signing in and payments worked throughout.",
        data_lost=DataLoss.CONFIRMED,
        data_recoverable=False,
        data_text="About 200 games were not saved. Nothing else was lost or seen by others.",
        summary="For 28 minutes on a school morning, games could be played but the scores at the "
        "end were not saved. A change we had released kept our database too busy; going back to "
        "the version before it ended the problem. We apologize to the students whose finished "
        "games did not count.",
        what_to_do="If a score from that morning is missing, play the game again.",
        impact=(
            ("students", "Could not finish games and save scores. About 200 did not count."),
            ("teachers", "Saw no new scores in progress reports during that time."),
        ),
        what_happened="To show one page, a new feature asked the database many small questions "
        "where one large question would have done.\n\nWhen a student finished a game, the score "
        "waited for a free line, found none and was given up.",
        why=(
            "The feature's way of asking the database grew with the number of visitors.",
            "Our test copy holds little data, so the feature was fast there.",
        ),
        fix="We went back to the version before it. Failed saves fell from 45 in 100 to below "
        "1 in 100 and stayed there for fifteen minutes.",
        changes=(
            PublicChange(
                id="pool", text="See how many database lines are free, at any time.", due="2025-01"
            ),
            PublicChange(
                id="load", text="Try every release under the load of a school day.", due="2025-02"
            ),
            PublicChange(id="few", text="Give each release to a few people first.", due="2025-06"),
            PublicChange(id="twice", text="Let two people look at each release."),
            PublicChange(id="copy", text="A test copy as full as the real one."),
        ),
        went_well=("Monitoring noticed within a minute.", "Going back took five minutes."),
        contact="Questions: [support@school.example](mailto:support@school.example).",
    )


def sign_in() -> Record:
    """Return an incident of two parts whose report has a preliminary and a final edition."""
    first = Edition(
        number=1,
        published_at=at("2025-02-06 15:00"),
        edition="preliminary",
        title="Nobody could sign in on February 5",
        summary="A certificate had run out. We apologize to the classes that could not begin.",
        data_lost=DataLoss.POSSIBLE,
    )
    final = Edition(
        number=2,
        published_at=at("2025-02-14 15:00"),
        title="Nobody could sign in for an hour on February 5",
        summary="A certificate had run out. We apologize to the classes that could not begin.",
        data_lost=DataLoss.NONE,
        changes=(PublicChange(id="dates", text="Watch the dates of certificates.", due="2025-12"),),
    )
    return incident(
        "2025-02-05-001",
        "Nobody can sign in",
        update("2025-02-05 15:48", status=LOOKING, components=(("sign-in", DOWN),)),
        update("2025-02-05 16:10", status=KNOWN, components=(("dashboard", PARTLY),)),
        update("2025-02-05 16:42", status=WATCHING, components=(("sign-in", SLOW),)),
        update("2025-02-05 17:20", status=OVER),
        editions=(first, final),
    )


def games() -> Record:
    """Return the worst of the open incidents: it has advice and a promise."""
    return incident(
        "2025-04-10-002",
        "Games do not start",
        update(
            "2025-04-10 14:38",
            status=LOOKING,
            components=(("games", DOWN),),
            text="Games do not start, on any device. We apologize to the classes in the middle "
            "of a lesson.",
            advice="Please try again later. Scores and progress are safe.",
        ),
        update(
            "2025-04-10 15:02",
            status=KNOWN,
            next_update=half_hour("2025-04-10 15:02"),
            text="We have found the cause. We are switching to a second copy.",
        ),
        update("2025-04-10 16:05", status=OVER, text="Games start normally."),
    )


def cards() -> Record:
    """Return an open incident whose cause lies with another company; states only, no words."""
    return incident(
        "2025-04-10-003",
        "Some card payments fail",
        update(
            "2025-04-10 13:40",
            status=LOOKING,
            components=(("payments", PARTLY), ("gift-codes", SLOW)),
            advice="Please try again in an hour. Subscriptions stay active meanwhile.",
        ),
        update("2025-04-10 19:00", status=OVER),
        vendor="cards",
        vendor_url="https://status.cards.example/incidents/1",
    )


def slow_reports() -> Record:
    """Return a small open incident of three updates, whose promise has passed."""
    return incident(
        "2025-04-10-001",
        "Reports open slowly",
        update("2025-04-10 12:40", status=LOOKING, components=(("reports", SLOW),)),
        update(
            "2025-04-10 13:10",
            status=KNOWN,
            text="Last night's change is the cause. We are taking it back.",
            advice="Reports are complete. If one does not open, open it again.",
        ),
        update(
            "2025-04-10 14:40",
            status=WATCHING,
            next_update=Promise(due_at=at("2025-04-10 15:10")),
            text="Reports open within ten seconds again for most teachers.",
        ),
        update("2025-04-10 17:00", status=OVER),
    )


def renamed() -> Record:
    """Return an incident whose title changed and whose second update was corrected."""
    return incident(
        "2025-03-06-001",
        "E-mail is slow",
        update("2025-03-06 18:20", status=LOOKING, components=(("email", SLOW),)),
        update(
            "2025-03-06 18:41",
            status=KNOWN,
            components=(("email", PARTLY),),
            title="Some e-mails do not arrive",
            text="Some of our e-mails are lost.",
        ),
        update(
            "2025-03-06 18:50", amends="20250306T184100Z", text="Some of our e-mails are held back."
        ),
        update("2025-03-06 19:15", status=OVER, text="All e-mails have arrived."),
    )


def withdrawn_update() -> Record:
    """Return an incident one of whose updates was taken back."""
    return incident(
        "2025-02-12-001",
        "Search misses results",
        update("2025-02-12 09:00", status=LOOKING, components=(("search", PARTLY),)),
        update("2025-02-12 09:10", status=KNOWN, text="PLANTED SECRET: the password is swordfish."),
        update("2025-02-12 09:15", retracts="20250212T091000Z"),
        update("2025-02-12 09:40", status=OVER),
    )


def withdrawn() -> Record:
    """Return an incident that was taken back as a whole."""
    return incident(
        "2025-02-19-001",
        "PLANTED SECRET title",
        update("2025-02-19 12:00", status=LOOKING, components=(("website", DOWN),)),
        update("2025-02-19 12:20", retracts="incident"),
    )


def merged() -> Record:
    """Return an incident that turned out to be part of another."""
    return incident(
        "2025-04-10-004",
        "The music stops",
        update("2025-04-10 14:45", status=LOOKING, components=(("games", PARTLY),)),
        update("2025-04-10 14:58", merged_into="INC-2025-04-10-002"),
    )


def backfilled() -> Record:
    """Return an incident of last year that was written down afterwards."""
    return incident(
        "2024-12-18-001",
        "Profiles did not open",
        update("2024-12-18 20:00", status=LOOKING, components=(("profiles", DOWN),)),
        update("2024-12-18 20:12", status=OVER),
        backfilled=True,
    )


def late_evening() -> Record:
    """Return an incident whose UTC day is not the school's."""
    return incident(
        "2025-04-08-001",
        "Homework opens slowly",
        update(
            "2025-04-08 01:10",
            status=LOOKING,
            components=(("homework", SLOW),),
            text="Homework opens slowly tonight.",
        ),
        update("2025-04-08 02:30", status=OVER, text="Homework opens at once again."),
    )


def unreadable(*, names: tuple[str, ...] = (), is_open: bool = False) -> Record:
    """Return a record with a file that cannot be read; *names* are the parts it concerns."""
    told = (update("2025-04-10 14:00", status=LOOKING, components=(("website", SLOW),)),)
    return incident(
        "2025-04-10-005",
        "The website opens slowly" if is_open else None,
        *(told if is_open else ()),
        damage=(Damage(path="updates/x.yml", at=at("2025-04-10 15:10"), components=names),),
    )


def old_unreadable() -> Record:
    """Return a record of last autumn with a file that cannot be read: a notice, no alarm."""
    return incident("2024-10-02-001", None, damage=(Damage(path="public.yml"),))


def night_work() -> Record:
    """Return work ahead, late on a Saturday evening: in UTC it is Sunday."""
    return work(
        "2025-04-09-001",
        "Moving our database to newer machines",
        "2025-04-13 02:00",
        "2025-04-13 06:00",
        text="For up to 20 minutes nobody can sign in and scores are not saved.",
        components=("scores", "sign-in"),
    )


def clock_work() -> Record:
    """Return work in progress because its window runs."""
    return work(
        "2025-04-07-001",
        "Search gets a new index",
        "2025-04-10 15:00",
        "2025-04-10 17:00",
        update("2025-04-07 16:00", status=ANNOUNCED, text="Search finds nothing meanwhile."),
        components=("search",),
    )


def checked_work() -> Record:
    """Return work that a person said is being checked, inside its window."""
    return work(
        "2025-04-08-001",
        "A new look for profiles",
        "2025-04-10 14:00",
        "2025-04-10 16:00",
        update("2025-04-08 16:00", status=ANNOUNCED),
        update("2025-04-10 14:05", status=UNDERWAY),
        update("2025-04-10 15:15", status=CHECKING),
        update("2025-04-10 16:00", status=DONE),
        components=("profiles",),
    )


def unconfirmed_work() -> Record:
    """Return work whose planned end has passed without a person's word."""
    return work(
        "2025-04-03-001",
        "A clearer form for gift codes",
        "2025-04-10 13:00",
        "2025-04-10 15:00",
        update("2025-04-03 14:00", status=ANNOUNCED, text="Gift codes cannot be used meanwhile."),
        update("2025-04-10 13:02", status=UNDERWAY, text="The work has begun."),
        update("2025-04-10 16:10", status=DONE),
        components=("gift-codes",),
    )


def finished_work() -> Record:
    """Return work that the clock began and completed; nobody reported on it."""
    return work(
        "2025-01-27-001",
        "New disks for scores",
        "2025-02-02 07:00",
        "2025-02-02 08:00",
        components=("scores",),
        text="Scores cannot be saved for an hour at night.",
    )


def cancelled_work() -> Record:
    """Return work that was called off."""
    return work(
        "2025-03-03-001",
        "A new way to pay",
        "2025-04-20 04:00",
        "2025-04-20 06:00",
        update("2025-03-03 15:00", status=ANNOUNCED, text="Payments are closed at night."),
        update("2025-04-09 20:00", cancelled=True, text="Our tests found something. Not now."),
        components=("payments",),
    )


def calm() -> tuple[Record, ...]:
    """Return everything that is over before April 10, and what is planned."""
    return (
        scores(), sign_in(), renamed(), withdrawn_update(), withdrawn(), backfilled(),
        late_evening(), finished_work(), cancelled_work(), night_work(),
    )  # fmt: skip


def busy() -> tuple[Record, ...]:
    """Return all but the freshly unreadable: three incidents open, work in every state."""
    return (
        *calm(), games(), cards(), slow_reports(), merged(), clock_work(), checked_work(),
        unconfirmed_work(),
    )  # fmt: skip
