"""``banner.json``: what a product shows its people, and that it never says too little (R28)."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.facts import Damage, Record
from generator.core.vocabulary import BannerScope, ComponentState, badness
from generator.renderers.banner import create_banner, render_script
from generator.renderers.markup import printable
from tests.core import fx1
from tests.core.builders import (
    DOWN,
    FINE,
    INVESTIGATING,
    MONITORING,
    PARTLY,
    RESOLVED,
    SLOW,
    at,
    component,
    config,
    incident,
    publish,
    said,
    work,
)
from tests.embeds.making import NOON, frame_of, made
from tests.payloads import PAYLOADS

LINK = "https://status.school.example/incidents/INC-2025-01-15-001/"
HIDDEN = '{"show":false,"banners":[]}\n'
KEYS = ["show", "scope", "state", "text", "advice", "since", "link", "components"]


def banner(*records: Record, as_of: str = NOON, **fields: object) -> dict[str, object]:
    site = publish(records, as_of, config(**fields))  # type: ignore[arg-type]
    found: dict[str, object] = json.loads(create_banner(site, frame_of(site.config)))
    return found


def listed(*records: Record, as_of: str = NOON) -> list[tuple[str, str, str]]:
    """Return scope, state and text of each banner; the first one is repeated at the top."""
    found = banner(*records, as_of=as_of)
    banners = found["banners"]
    assert isinstance(banners, list)
    assert {key: found[key] for key in KEYS} == banners[0]
    assert all(list(each) == KEYS for each in banners)
    return [(each["scope"], each["state"], each["text"]) for each in banners]


def fx1_at(moment: str, record: Record = fx1.RECORD) -> dict[str, object]:
    found: dict[str, object] = json.loads(made([record], moment, fx1.CONFIG)["banner.json"])
    return found


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        ("14:23", None),
        ("14:35", None),
        ("14:36", ("all", "major_outage", "Score recording is not working.")),
        ("14:51", ("all", "major_outage", "Score recording is not working.")),
        ("14:52", ("affected", "degraded_performance", "Score recording is having trouble.")),
        ("15:09", ("affected", "degraded_performance", "Score recording is having trouble.")),
        ("15:10", None),
        ("18 12:00", None),
    ],
)
def test_R28_the_banner_of_the_fixture_is_there_from_first_update_to_resolution(
    moment: str, shown: tuple[str, str, str] | None
) -> None:
    found = fx1_at(moment)

    if shown is None:
        assert found == {"show": False, "banners": []}
    else:
        assert found["show"] is True
        assert (found["scope"], found["state"], found["text"]) == shown


def test_R28_a_record_that_says_so_reaches_everybody_until_it_is_resolved() -> None:
    record = replace(fx1.RECORD, banner=BannerScope.ALL)

    assert [fx1_at(moment, record).get("scope") for moment in ("14:36", "15:09", "15:10")] == [
        "all",
        "all",
        None,
    ]


def test_R28_a_record_that_wants_none_has_none() -> None:
    assert fx1_at("14:40", replace(fx1.RECORD, banner=BannerScope.NONE))["show"] is False


def test_the_file_is_exactly_this() -> None:
    text = made([fx1.RECORD], "14:52", fx1.CONFIG)["banner.json"]
    values = """\
"show": true,
@"scope": "affected",
@"state": "degraded_performance",
@"text": "Score recording is having trouble.",
@"advice": "Games finished between 14:22 and 14:50 UTC may need to be played again.",
@"since": "2025-01-15T14:36:00Z",
@"link": "https://status.musiclearningcommunity.com/incidents/INC-2025-01-15-001/",
@"components": [
@ "score-recording"
@]"""

    assert text == (
        "{\n "
        + values.replace("@", " ")
        + ',\n "banners": [\n  {\n   '
        + values.replace("@", "   ")
        + "\n  }\n ]\n}\n"
    )


def test_when_nothing_is_wrong_the_file_is_exactly_this() -> None:
    over = incident(said("14:00", INVESTIGATING, scores=DOWN), said("14:30", RESOLVED))
    ahead = work(said("12:00"))

    assert made([])["banner.json"] == HIDDEN
    assert made([over, ahead])["banner.json"] == HIDDEN


def test_the_worst_comes_first_and_planned_work_last() -> None:
    def other(number: int, *updates: object) -> Record:
        return incident(*updates, id=f"INC-2025-01-15-00{number}")  # type: ignore[arg-type]

    slow = other(1, said("14:40", INVESTIGATING, search=SLOW))
    down = other(2, said("14:30", INVESTIGATING, scores=DOWN))
    nameless = other(3, said("14:35", INVESTIGATING, title="Phones are silent"))
    planned = work(said("12:00"), scheduled_for=at("14:00"), components=("sign-in",))

    assert listed(planned, nameless, slow, down) == [
        ("all", "major_outage", "Scores is not working."),
        ("affected", "degraded_performance", "Search is having trouble."),
        ("affected", "operational", "Phones are silent"),
        ("affected", "under_maintenance", "Sign-in is closed for planned work."),
    ]


def test_several_parts_are_told_worst_first_as_far_as_there_is_room() -> None:
    names = [component(f"part-{n}") for n in range(12)]
    states = (("part-1", SLOW), ("part-3", DOWN), *((f"part-{n}", PARTLY) for n in range(4, 12)))
    record = incident(said("14:40", INVESTIGATING, components=states))
    text = str(banner(record, components=tuple(names))["text"])

    assert text.startswith("Part-3 is not working. Part-4 fails for some people. ")
    assert text.endswith(".")
    assert 150 < len(text) <= 200


def test_a_part_that_works_again_is_no_longer_named() -> None:
    record = incident(
        said("14:30", INVESTIGATING, scores=DOWN, search=SLOW),
        said("14:40", MONITORING, scores=FINE),
    )

    assert banner(record)["components"] == ["search"]


def test_advice_is_told_without_its_marks_or_not_at_all() -> None:
    update = said("14:40", INVESTIGATING, scores=DOWN)
    link = "Your **scores** are safe; [read on](https://school.example)."

    assert banner(incident(update))["advice"] is None
    assert banner(incident(replace(update, advice=link)))["advice"] == (
        "Your scores are safe; read on."
    )


def test_what_cannot_be_read_comes_before_all_and_concerns_everybody() -> None:
    damaged = incident(
        damage=(Damage(path="public.yml", at=at("14:50"), components=("search",)),),
        id="INC-2025-01-15-002",
    )
    down = incident(said("14:30", INVESTIGATING, scores=DOWN))
    found = banner(damaged, down, support_email="help@school.example")

    assert {key: found[key] for key in KEYS} == {
        "show": True,
        "scope": "all",
        "state": "unknown",
        "text": "We cannot say for certain what is working.",
        "advice": (
            "If something else fails, it may be us and not you. Tell us at help@school.example"
        ),
        "since": "2025-01-15T14:50:00Z",
        "link": "https://status.school.example/",
        "components": ["search"],
    }
    assert [each[1] for each in listed(damaged, down)] == ["unknown", "major_outage"]
    assert banner(damaged)["advice"] is None


def test_damage_of_long_ago_is_a_notice_and_no_alarm() -> None:
    damaged = incident(damage=(Damage(path="public.yml", at=at("14:50")),))
    site = publish([damaged], at("14:50") + timedelta(days=91), config())

    assert create_banner(site, frame_of(site.config)) == HIDDEN


@given(
    st.lists(
        st.tuples(
            st.dictionaries(
                st.sampled_from(["scores", "search"]),
                st.sampled_from([FINE, SLOW, PARTLY, DOWN]),
            ),
            st.sampled_from([None, *BannerScope]),
        ),
        max_size=3,
    )
)
def test_every_open_incident_has_its_banner_unless_it_wants_none(
    told: list[tuple[dict[str, ComponentState], BannerScope | None]],
) -> None:
    records = [
        incident(
            said("14:40", INVESTIGATING, components=tuple(states.items())),
            id=f"INC-2025-01-15-00{n}",
            banner=scope,
        )
        for n, (states, scope) in enumerate(told, start=1)
    ]
    found = banner(*records)
    wanted = [scope for _, scope in told if scope is not BannerScope.NONE]
    shown = found["banners"]
    assert isinstance(shown, list)

    assert found["show"] is bool(wanted)
    assert len(shown) == len(wanted)
    ranks = [badness(ComponentState(each["state"])) for each in shown]
    assert ranks == sorted(ranks, reverse=True)
    for each in shown:
        is_all = each["scope"] == "all"
        assert is_all or each["state"] != "major_outage" or BannerScope.AFFECTED in wanted


def test_hostile_texts_stay_texts_of_bounded_length() -> None:
    for payload in PAYLOADS:
        update = said("14:40", INVESTIGATING, title=payload, advice=payload)
        found = banner(incident(update, title=None))
        text, advice = found["text"], found["advice"]

        assert isinstance(text, str)
        assert len(text) <= 200
        assert printable(text) == text
        assert "\n" not in text
        assert advice is None or (isinstance(advice, str) and 0 < len(advice) <= 400)
        assert found["link"] == LINK
        assert re.fullmatch(r"[0-9-]{10}T[0-9:]{8}Z", str(found["since"]))


def test_nothing_in_it_knows_when_it_was_made() -> None:
    assert fx1_at("14:37") == fx1_at("14:51")


def test_the_script_holds_the_words_of_the_site_and_stays_small() -> None:
    script = render_script(frame_of(config())).content

    assert len(script) <= 2048
    assert script.isascii()
    assert b'"Status page"' in script
    assert b'"Hide"' in script
    assert b"{more}" not in script
    for name in (b"innerHTML", b"eval", b"document.write", b"insertAdjacent", b".cookie"):
        assert name not in script


def test_words_that_break_out_of_a_script_do_not() -> None:
    frame = frame_of(config())
    for payload in PAYLOADS:
        words = replace(frame.words, table={**frame.words.table, "banner.dismiss": payload})
        script = render_script(replace(frame, words=words)).content.decode()
        begin = script.index("data.dismiss||") + len("data.dismiss||")

        assert script.isascii()
        value, _ = json.JSONDecoder().raw_decode(script[begin:])
        assert isinstance(value, str)
