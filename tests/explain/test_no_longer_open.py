"""What turned out to be no incident of its own is over for responders (X1)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.core.brief import Brief
from generator.core.briefing import create_brief
from generator.core.vocabulary import RecordKind
from tests.clocks.stories import story


def brief(outcome: str) -> Brief:
    record = replace(story("14:23 DETECTED", "14:32 SEV 1").record, outcome=outcome)
    return create_brief(record.id, RecordKind.INCIDENT, record.path, view=None, internal=record)


@pytest.mark.parametrize("outcome", ["false_alarm", "duplicate"])
def test_X1_a_false_alarm_or_duplicate_is_no_longer_open(outcome: str) -> None:
    assert brief("").is_open
    assert not brief(outcome).is_open
