"""What a log tells fills messages as well as what the header says."""

from __future__ import annotations

from pathlib import Path

from tests.messages.house import FOLDER, Case, build, look


def night(root: Path, log: str, now: str, *, header: str = "", replay: bool = True) -> Case:
    """Return an incident with *log*, lines with their times, and no public side."""
    house = build(root)
    for name in ("public.yml", "postmortem.1.yml", "actions.yml", "review.yml"):
        (house / FOLDER / name).unlink()
    lines = "".join(f"  {line}\n" for line in log.splitlines())
    text = f"title: Scores\ncomponents: [score-recording]\n{header}log: |\n{lines}"
    (house / FOLDER / "internal.yml").write_text(text, "utf-8")
    return look(house, now, replay=replay)


def test_R66_an_option_that_only_the_log_tells_of_is_proposed_with_all_it_says(
    tmp_path: Path,
) -> None:
    case = night(
        tmp_path,
        "14:23 DETECTED errors\n14:32 SEV 1\n"
        "14:38 PROPOSED A roll back to v2; risk: low; expected: scores save; back out: v3 again\n",
        "14:39",
    )

    assert case.body("T2") == (
        "🔧 MITIGATION PROPOSED\n"
        "Incident ID: INC-2025-01-15-001\n"
        "Proposed Action: roll back to v2\n"
        "Risk Level: Low\n"
        "Expected Impact: scores save\n"
        "Rollback Plan: v3 again\n"
        "Approval: Awaiting Incident Commander approval"
    )
    assert "T2/slack" in case.names()


def test_R66_an_option_that_was_begun_is_no_longer_proposed(tmp_path: Path) -> None:
    case = night(
        tmp_path,
        "14:23 DETECTED errors\n14:32 SEV 1\n14:38 PROPOSED A roll back\n"
        "14:40 APPROVED A @incident-commander\n14:41 BEGUN A\n",
        "14:42",
    )

    assert case.body("T2").endswith(
        "Approval: Approved by @incident-commander, 2025-01-15 14:40 UTC"
    )
    assert "T2/slack" not in case.names()


def test_R111_a_timeline_over_midnight_names_the_new_day(tmp_path: Path) -> None:
    case = night(
        tmp_path,
        "23:58 DETECTED errors\n00:07 ACTION restarted\n00:09 better\n",
        "2025-01-16T01:00",
    )

    timeline = case.body("T10").partition("All times in UTC.\n\n")[2].partition("\n\n")[0]
    assert timeline == (
        "- `23:58` - DETECTED errors\n- `2025-01-16 00:07` - ACTION restarted\n- `00:09` - better"
    )


def test_R141_everything_measured_stands_among_the_errors(tmp_path: Path) -> None:
    case = night(tmp_path, "14:23 DETECTED errors at 45%\n14:30 DATA timeout in pool 3\n", "14:40")

    assert "- Error Messages: errors at 45%; timeout in pool 3\n" in case.body("T13")


def test_what_the_header_says_counts_at_once_where_nothing_is_replayed(tmp_path: Path) -> None:
    header = "affected:\n  users:\n    count: 500\n    approx: at_least\ndata:\n  loss: possible\n"
    log = "14:23 DETECTED errors\n14:32 SEV 1\n"

    live = night(tmp_path / "live", log, "14:40", header=header, replay=False)
    past = night(tmp_path / "past", log, "14:40", header=header)

    assert "Affected Users: 500+\n" in live.body("summary")
    assert "We are checking whether scores of games played during the outage were lost." in (
        live.body("T6")
    )
    assert "Affected Users: [missing: affected.users in internal.yml]\n" in past.body("summary")


def test_a_record_that_says_nothing_fills_every_message_with_what_is_to_be_written(
    tmp_path: Path,
) -> None:
    case = night(tmp_path, "", "14:40")

    for name, channel in (
        ("T1", ""),
        ("T4", "sms"),
        ("T5", "sms"),
        ("T6", ""),
        ("T8", ""),
        ("T9", ""),
    ):
        message = case.write(name, channel)
        assert message.missing, name
        assert all(f"[missing: {each}]" in message.body for each in message.missing)
    assert case.names() == ["T14/slack"]
