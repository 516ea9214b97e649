"""Hints about a text for visitors, each with the words seen (R80, R210)."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.core.speech_lint import Speech, lint_speech
from generator.core.vocabulary import ComponentState, worst
from tests.core.builders import DOWN, FINE, PARTLY, SLOW, WORK

ROOT = Path(__file__).parents[2]
GOOD = "Scores cannot be saved. We are looking for the cause and apologize for the lost work."
NO_APOLOGY = Speech("nothing says that we are sorry", "apologise, and name what people lose by it")
NOT_SHOWN = "leave it out; the page gives every link"


def lint(
    text: str,
    state: ComponentState = SLOW,
    *,
    is_over: bool = False,
    is_first: bool = False,
    severity: int | None = None,
    sentences: tuple[str, ...] = (),
    is_maintenance: bool = False,
) -> tuple[Speech, ...]:
    return lint_speech(
        text,
        worst=state,
        is_over=is_over,
        is_first=is_first,
        severity=severity,
        sentences=sentences,
        is_maintenance=is_maintenance,
    )


def test_a_good_text_needs_no_hint() -> None:
    assert lint(GOOD, DOWN, is_first=True, severity=1) == ()


def test_an_empty_text_needs_none_because_the_template_speaks() -> None:
    assert lint("  \n", DOWN, is_first=True, severity=1) == ()


@pytest.mark.parametrize(
    ("text", "whats"),
    [
        ("The database cannot answer.", ["words of our trade: 'database'"]),
        ("Our API and the api are slow.", ["words of our trade: 'API'"]),
        ("Pods of the cluster wait in a queue for a node.",
         ["words of our trade: 'Pods', 'cluster', 'queue', 'node'"]),
        ("An N+1 query filled the connection pool.",
         ["words of our trade: 'N+1 query', 'connection pool'"]),
        ("We rolled back the deploy; 5xx, latency and timeouts are gone.",
         ["words of our trade: 'rolled back', 'deploy', '5xx', 'latency', 'timeouts'"]),
        ("Cached replicas, DNS, endpoints, rollback, SEV 1 and 503 errors.",
         ["words of our trade: 'Cached', 'replicas', 'DNS', 'endpoints', 'rollback', …"]),
        ("It will work soon.", ["a promise that nobody has agreed to keep: 'soon'"]),
        ("All is well shortly. ETA 15:00.",
         ["a promise that nobody has agreed to keep: 'shortly', 'ETA'"]),
        ("We expect a fix in 10 minutes.",
         ["a promise that nobody has agreed to keep: 'in 10 minutes'"]),
        ("It should be fixed by 15:00.",
         ["a promise that nobody has agreed to keep: 'should be fixed', 'fixed by 15:00'"]),
        ("Scores are back within the hour.",
         ["a promise that nobody has agreed to keep: 'within the hour'"]),
        ("This will not happen again.",
         ["a promise that nobody has agreed to keep: 'will not happen again'"]),
        ("It was human error, a mistake by an engineer.",
         ["words that look for a culprit: 'human error', 'mistake by an'"]),
        ("Somebody forgot to renew it; they should have known.",
         ["words that look for a culprit: 'Somebody forgot', 'should have known'"]),
        ("Ask @bob about it.", ["a person's handle: '@bob'"]),
        ("There is an outage.", ["more is said than degraded_performance: 'outage'"]),
        ("Search is down.", ["more is said than degraded_performance: 'is down'"]),
        ("Scores are NOT saved and SLOW.", ["words that shout: 'NOT', 'SLOW'"]),
        ("It works again!! Thanks!", ["an exclamation mark: 'again!!', 'Thanks!'"]),
        ("See INC-2025-01-15-001 and #4711 in score_recording.",
         ["an id of ours: 'INC-2025-01-15-001', '#4711', 'score_recording'"]),
        ("See https://x.example/api or write to help@x.example.",
         ["an address: 'https://x.example/api', 'help@x.example'"]),
        ("Host 10.0.0.17 is slow.", ["a machine's number: '10.0.0.17'"]),
        ("Look at /var/log/app.log for more.", ["a file: '/var/log/app.log'"]),
        ("Release v2.5.3 replaced 2.5.2.", ["a version number: 'v2.5.3', '2.5.2'"]),
        ("word " * 121, ["121 words are more than 120"]),
    ],
)  # fmt: skip
def test_each_hint_quotes_what_was_seen(text: str, whats: list[str]) -> None:
    assert [each.what for each in lint(text)] == whats


@pytest.mark.parametrize(
    "text",
    [
        "Assignments appear as soon as they are handed in.",
        "Reports open within ten seconds again, and e-mails arrive within a minute.",
        "The next update comes in 30 minutes. We will write again in 30 minutes.",
        "Please try again in one hour.",
        "We went back to the version before it within 20 minutes.",
        "Soon after 14:00, and shortly before 15:00, pages were slow.",
        "The company that delivers them had trouble: Braintree reports that it is over.",
        "A list was emptied by mistake, and we write it down now; it was taken down.",
        "Games finished between 14:22 and 14:50 UTC on 15.01.2025 may need to be played again.",
        "Students and/or teachers can use MIDI, PDF and COVID-19 pages 24/7.",
        "You should have received a new password.",
    ],
)
def test_plain_words_raise_no_false_alarm(text: str) -> None:
    assert lint(text) == ()


def test_the_fix_offers_plain_words() -> None:
    assert lint("Latency is high; the database waits.") == (
        Speech(
            "words of our trade: 'Latency', 'database'",
            "say what people notice; for 'Latency' perhaps 'slow'",
        ),
    )


@pytest.mark.parametrize("state", [PARTLY, DOWN])
def test_who_speaks_first_or_last_of_an_outage_says_sorry(state: ComponentState) -> None:
    text = "Scores cannot be saved."
    assert lint(text, state, is_first=True) == (NO_APOLOGY,)
    assert lint("Scores are saved again.", state, is_over=True) == (NO_APOLOGY,)
    assert lint(text, state) == ()


def test_severity_1_owes_an_apology_whatever_the_state() -> None:
    assert lint("Scores are late.", SLOW, is_first=True, severity=1) == (NO_APOLOGY,)
    assert lint("Scores are late.", SLOW, is_first=True, severity=2) == ()


def test_planned_work_owes_none_and_may_say_how_long_it_takes() -> None:
    text = "Nobody can sign in. We plan to be ready in two hours."
    assert lint(text, PARTLY, is_first=True, is_maintenance=True) == ()


def test_the_first_and_the_last_text_say_what_people_notice() -> None:
    missing = Speech("nothing says what people notice", "begin with it, such as 'Search is slow.'")
    text = "We are looking into it."
    assert lint(text, SLOW, is_first=True, sentences=("Search is slow.",)) == (missing,)
    assert lint("Thank you.", SLOW, is_over=True, sentences=("Search is slow.",)) == (missing,)
    assert lint(text, SLOW) == ()
    assert lint(text, FINE, is_first=True) == ()


def test_a_components_own_sentence_says_what_people_notice() -> None:
    own = ("Die Suche findet nur etwas.",)
    assert lint("Die Suche findet nur etwas; wir suchen.", SLOW, is_first=True, sentences=own) == ()


def test_an_outage_may_be_called_one() -> None:
    assert lint("The outage is known; search is down.", DOWN) == ()
    assert lint("The outage is known; search is down.", WORK) == ()


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("https://x.example/\x1b[0m", "an address: 'https://x.example/\ufffd[0m'"),
        ("x" * 80 + "_y", "an id of ours: '" + "x" * 59 + "…'"),
    ],
)
def test_what_is_quoted_is_fit_to_be_shown(text: str, what: str) -> None:
    assert [each.what for each in lint(text)] == [what]


@given(st.text(max_size=300), st.sampled_from(ComponentState), st.booleans(), st.booleans())
def test_any_text_can_be_judged(
    text: str, state: ComponentState, is_first: bool, is_over: bool
) -> None:
    found = lint(text, state, is_first=is_first, is_over=is_over, severity=1)
    assert all(each.what.isprintable() and each.fix.isprintable() for each in found)


def texts_of(folder: Path) -> list[tuple[str, tuple[Speech, ...]]]:
    """Return the hints for each text of one record, by its place in it."""
    is_work = folder.name.startswith("MNT")
    public = yaml.load((folder / "public.yml").read_text("utf-8"), yaml.BaseLoader)
    updates = [
        {"at": f"{path.stem[:8]}", **yaml.load(path.read_text("utf-8"), yaml.BaseLoader)}
        for path in sorted(folder.glob("updates/*.yml"))
    ]
    said = [public] if "text" in public else []
    said += [*public.get("updates", []), *updates]
    peak = WORK if is_work else FINE
    found = []
    for number, update in enumerate(said):
        states = () if update is public else update.get("components", {}).values()
        peak = worst([peak, *map(ComponentState, states)])
        hints = lint(
            update.get("text", ""),
            peak,
            is_first=number == 0,
            is_over=update.get("status") in ("resolved", "completed"),
            is_maintenance=is_work,
        )
        hints += lint(update.get("advice", ""), FINE)
        found.append((f"{folder.name} {number}", hints))
    return found


def test_the_texts_of_this_repository_raise_only_what_is_true_of_them() -> None:
    folders = sorted(path.parent for path in ROOT.glob("incidents/*/*/public.yml"))
    judged = [each for folder in folders for each in texts_of(folder)]
    assert len(judged) > 60
    assert [(place, hint.what) for place, hints in judged for hint in hints] == [
        ("INC-2025-01-15-001 2", "words of our trade: 'database'"),
        ("INC-2025-02-05-002 0", NO_APOLOGY.what),
        ("INC-2025-02-12-001 0", NO_APOLOGY.what),
        ("INC-2025-02-19-001 0", NO_APOLOGY.what),
        ("INC-2025-03-06-001 1", "words of our trade: 'database'"),
        ("INC-2025-03-06-001 1", "an address: 'https://neonstatus.com'"),
        ("INC-2025-03-12-001 2", NO_APOLOGY.what),
        ("INC-2025-04-03-001 2", NO_APOLOGY.what),
        ("MNT-2025-01-27-001 0", "words of our trade: 'database'"),
    ]
