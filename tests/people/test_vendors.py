"""``vendors.yml``: cards, the names of site.yml, and where the status page lies."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from generator.core.schema_vendors import VENDORS_FILE
from generator.core.staff.vendors import VendorCard
from generator.pipeline.check import check_repository
from generator.readers.decode import Names
from generator.readers.vendors import read_vendors
from tests.records.repositories import write_repository

ROOT = Path(__file__).parents[2]
NOW = datetime(2025, 4, 10, 15, 20, tzinfo=UTC)
NAMES = Names(components=frozenset({"score-recording", "music-games"}))
FULL = """\
format: 1
vendors:
  braintree:
    name: Braintree Payments
    public_name: Braintree
    status_url: https://status.example.net
    support_url: https://support.example.net
    support_line: Payment support
    plan: Pro
    account_id: 0042
    components: [score-recording, music-games]
    sla: {uptime: 99.9% a month, priority-1: response in 1 h}
    note: Payments.
  plain:
    name: Plain
hosting:
  vendor: plain
"""


def find(root: Path, text: str) -> list[tuple[str, int, str]]:
    write_repository(root, {VENDORS_FILE: text})
    found = check_repository(root, now=NOW, strict=False).findings
    return [(each.code, each.line, each.message) for each in found]


def test_R139_every_field_of_a_card_comes_out(tmp_path: Path) -> None:
    vendors, findings = read_vendors(write_repository(tmp_path, {VENDORS_FILE: FULL}), NAMES)

    assert findings == ()
    assert vendors is not None
    assert vendors.cards["braintree"] == VendorCard(
        slug="braintree",
        name="Braintree Payments",
        public_name="Braintree",
        status_url="https://status.example.net",
        support_url="https://support.example.net",
        support_line="Payment support",
        plan="Pro",
        account_id="0042",
        components=("score-recording", "music-games"),
        sla=(("uptime", "99.9% a month"), ("priority-1", "response in 1 h")),
        note="Payments.",
    )
    assert vendors.cards["plain"] == VendorCard(slug="plain", name="Plain")
    assert (vendors.hosting, vendors.is_unread) == ("plain", False)
    assert vendors.suggest("plainn") == "plain"


def test_R139_the_sample_has_the_five_cards_of_the_document() -> None:
    components = frozenset(
        {
            "website", "music-games", "teacher-dashboard", "score-recording", "assignments",
            "reports", "student-profiles", "sign-in", "payments", "gift-codes", "email",
        }
    )  # fmt: skip
    vendors, findings = read_vendors(ROOT, Names(components=components))

    assert findings == ()
    assert vendors is not None
    assert list(vendors.cards) == ["vercel", "neon", "cloudflare", "braintree", "email-provider"]
    assert {each.account_id for each in vendors.cards.values()} == {""}


def test_without_the_file_no_vendor_is_spoken_of(tmp_path: Path) -> None:
    assert read_vendors(write_repository(tmp_path, {}), NAMES) == (None, ())


def test_R143_R170_a_status_page_at_a_vendor_of_the_platform_is_a_warning(tmp_path: Path) -> None:
    text = FULL.replace("vendor: plain", "vendor: braintree")

    assert find(tmp_path, text) == [
        (
            "PPL034",
            17,
            "'braintree' hosts the status page, and score-recording, music-games depend on it too",
        )
    ]
    assert find(tmp_path / "fine", FULL) == []


def test_a_vendor_of_another_id_than_in_site_yml_is_told_once(tmp_path: Path) -> None:
    text = "vendors:\n  brain-tree:\n    name: Braintree\n  own:\n    name: Own\n"

    assert find(tmp_path, text) == [
        ("PPL031", 2, "'brain-tree' has the id 'braintree' in site.yml")
    ]


def test_a_part_that_does_not_exist_is_found_and_the_card_stays(tmp_path: Path) -> None:
    text = FULL.replace("[score-recording, music-games]", "[scores, music-games]")

    assert [each[:2] for each in find(tmp_path, text)] == [("REC021", 11)]
    vendors, _ = read_vendors(tmp_path, NAMES)
    assert vendors is not None
    assert vendors.cards["braintree"].components == ("music-games",)
