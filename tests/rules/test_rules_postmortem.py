"""Rules over public post-mortems and the changes they promise."""

from __future__ import annotations

from datetime import date

from generator.core.facts import ActionState, Edition, Record
from generator.core.rules import Remark, find_rule_damage
from generator.core.vocabulary import IncidentStatus
from tests.rules.builders import (
    FOLDER,
    PUBLIC,
    at,
    change,
    check,
    codes,
    edition,
    first,
    incident,
    resolved,
    update,
)

FIRST = f"{FOLDER}/postmortem.1.yml"
ACTIONS = f"{FOLDER}/actions.yml"


def _told(*editions: Edition, **changes: object) -> Record:
    return incident(first(), resolved(), editions=editions, **changes)


def test_an_account_after_the_end_has_no_remark() -> None:
    assert check(_told(edition())) == []


def test_an_account_is_published_when_it_is_over() -> None:
    record = _told(edition(published_at=at("15:09")))
    assert check(record) == [
        Remark(
            code="PMT001",
            path=FIRST,
            field=("published_at",),
            message="published at 2025-01-15 15:09Z, when the incident was not resolved",
            fix="correct the time, or post the update that resolves the incident",
        )
    ]
    assert codes(_told(edition(published_at=at("15:10")))) == []
    assert codes(incident(first(), editions=(edition(),))) == ["PMT001"]


def test_an_account_published_before_the_trouble_came_back_stays_right() -> None:
    again = update("09:00", day=18, status=IncidentStatus.INVESTIGATING)
    record = incident(first(), resolved(), again, editions=(edition(),))
    assert codes(record) == []


def test_withdrawn_and_merged_incidents_never_end() -> None:
    for end in ({"retracts": "incident"}, {"merged_into": "INC-2025-01-15-002"}):
        assert codes(incident(first(), update("14:52", **end), editions=(edition(),))) == []


def test_editions_are_numbered_without_gaps() -> None:
    assert [(each.code, each.path, each.message) for each in check(_told(edition(2)))] == [
        ("PMT002", f"{FOLDER}/postmortem.2.yml", "edition 2 stands without an edition 1")
    ]
    assert codes(_told(edition(1), edition(2), edition(4))) == ["PMT002"]
    assert check(_told(edition(2)), unread=[FIRST]) == []


def test_actions_name_promised_changes() -> None:
    record = _told(
        edition(changes=(change("pool-dashboard"),)),
        actions=(ActionState(id="pool-dashbord", done=date(2025, 1, 21)),),
    )
    assert check(record) == [
        Remark(
            code="PMT003",
            path=ACTIONS,
            field=("pool-dashbord",),
            message="no post-mortem promises a change 'pool-dashbord'",
            fix="write 'pool-dashboard'",
            value="pool-dashbord",
        )
    ]
    assert find_rule_damage(check(record)) == ()


def test_nothing_is_done_on_a_day_to_come() -> None:
    record = _told(
        edition(changes=(change("load-test"),)),
        actions=(ActionState(id="load-test", done=date(2025, 1, 19)),),
    )
    assert check(record, now=at("04:59", day=19)) == [
        Remark(
            code="PMT011",
            path=ACTIONS,
            field=("load-test", "done"),
            message="'load-test' is done on 2025-01-19, a day that has not begun; it is not shown "
            "as done before",
            fix="correct the day, or say 'done' when it is done",
            value="2025-01-19",
        )
    ]
    assert codes(record, now=at("05:00", day=19)) == []
    assert codes(record, now=at("04:59", day=19), replay=True) == []


def test_actions_without_any_account_promise_nothing() -> None:
    record = incident(first(), resolved(), actions=(ActionState(id="load-test"),))
    assert [(each.code, each.fix) for each in check(record)] == [
        ("PMT003", "use the id of a change in postmortem.<n>.yml, or delete it")
    ]
    assert check(record, unread=[FIRST]) == []


def test_a_change_is_promised_for_a_month() -> None:
    record = _told(edition(changes=(change("load-test"), change("few-first", None))))
    assert [(each.code, each.field, each.message) for each in check(record)] == [
        ("PMT004", ("changes", 1), "the change 'few-first' is promised for no month")
    ]
    assert check(record, unread=[FIRST]) == []


def test_X33_an_account_needs_a_public_incident() -> None:
    record = incident(title=None, editions=(edition(), edition(2)))
    assert [(each.code, each.path) for each in check(record)] == [("PMT005", FIRST)]
    assert check(record, unread=[PUBLIC]) == []


def test_ids_of_changes_are_unique_within_an_edition() -> None:
    record = _told(edition(changes=(change("load-test"), change("x"), change("load-test"))))
    assert [(each.code, each.field, each.message) for each in check(record)] == [
        ("PMT006", ("changes", 2, "id"), "two changes are called 'load-test'")
    ]


def test_a_promise_does_not_disappear_without_a_word() -> None:
    editions = (
        edition(changes=(change("load-test"), change("x"))),
        edition(2, changes=(change("x"),)),
    )
    assert [(each.code, each.path, each.message) for each in check(_told(*editions))] == [
        (
            "PMT007",
            f"{FOLDER}/postmortem.2.yml",
            "edition 1 promises 'load-test', this one no longer does",
        )
    ]  # fmt: skip
    for settled in (
        ActionState(id="load-test", done=date(2025, 1, 21)),
        ActionState(id="load-test", dropped="Not needed."),
    ):
        assert codes(_told(*editions, actions=(settled,))) == []
    assert codes(_told(*editions, actions=(ActionState(id="load-test"),))) == ["PMT007"]
    assert codes(_told(*editions), unread=[ACTIONS]) == []


def test_later_editions_are_published_later() -> None:
    record = _told(edition(published_at=at("14:00", 20)), edition(2, published_at=at("14:00", 20)))
    assert [(each.code, each.field, each.message) for each in check(record)] == [
        (
            "PMT008",
            ("published_at",),
            "edition 2 is of 2025-01-20 14:00Z, not after edition 1 of 2025-01-20 14:00Z",
        )
    ]


def test_a_change_is_done_or_dropped_not_both() -> None:
    both = ActionState(id="x", done=date(2025, 1, 21), dropped="Not needed.")
    record = _told(edition(changes=(change("x"),)), actions=(both,))
    assert [(each.code, each.field, each.message) for each in check(record)] == [
        ("PMT009", ("x", "dropped"), "'x' is done and dropped at once; it is shown as done")
    ]


def test_a_final_account_answers_every_question() -> None:
    record = _told(edition(edition="final", affected=("students",), why=("x",)))
    assert check(record) == [
        Remark(
            code="PMT010",
            path=FIRST,
            message="a final post-mortem without 'not_affected', 'what_to_do', 'impact', "
            "'what_happened', 'changes'",
            fix="add what is missing, or write 'edition: preliminary' while it is not known",
        )
    ]
    whole = edition(
        edition="final",
        affected=("students",),
        not_affected="x",
        what_to_do="x",
        impact=(("students", "x"),),
        what_happened="x",
        why=("x",),
        changes=(change("x"),),
    )
    assert codes(_told(whole)) == []
