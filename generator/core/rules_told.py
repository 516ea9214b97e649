"""Rules over what people were told: the vendor by name, mails by whoever may, true durations.

They speak of R35, R142, R163 and X14. Only ``check`` calls them; no public build imports this
module (P1). Their remarks point at internal files, as what they know is internal, and never quote
it beside a public one.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.clockwork.duty_verdict import find_senders, is_told_to_subscribers
from generator.core.clockwork.matter import Matter
from generator.core.clockwork.standing import has_role, name_roles
from generator.core.clockwork.typed_durations import find_durations, fits, list_lengths
from generator.core.facts import Record, Vendor
from generator.core.incident_types import IncidentType
from generator.core.review_facts import Review
from generator.core.rules_base import Remark, Trail, hold
from generator.core.rules_internal_base import about_entry


def check_told(matter: Matter) -> Iterator[Remark]:
    """Yield what people were told otherwise than the record knows it."""
    yield from _check_vendor(matter)
    yield from _check_mails(matter)
    if matter.course.resolved_at is not None and matter.is_whole:
        yield from _check_durations(matter)


def _check_vendor(matter: Matter) -> Iterator[Remark]:
    """Yield that visitors were not told whose trouble it is (R35, R142).

    ``vendor:`` in ``public.yml`` makes the page say it, with name and link; else a text has to.
    """
    record, public = matter.course.record, matter.public
    if IncidentType.THIRD_PARTY not in record.types or public is None or public.vendor:
        return
    link = record.vendor
    if link is not None and link.role == "ruled_out":
        return
    holding = hold(public, matter.as_of)
    if not holding.updates or holding.is_tombstone or not holding.is_whole:
        return
    texts = _texts_of(public)
    vendors = matter.config.vendors
    meant = [each for each in vendors if link is not None and each.id == link.id] or list(vendors)
    named = [each for each in meant if each.name.casefold() in texts]
    if any(_is_linked(each, texts) for each in named):
        return
    place: Trail = ("vendor", "id") if link is not None and link.id else ("types",)
    if named:
        what = f"{named[0].name} is named, and its status page {named[0].status_url} is not linked"
    elif len(meant) == 1:
        what = f"they are not told that it is trouble of {meant[0].name}"
    else:
        what = "they are not told whose trouble it is"
    yield matter.about(
        "DUT009",
        place,
        f"visitors read of this incident, and {what} (S:269; R35)",
        "write 'vendor:' into public.yml, or name the company with its status page in an update",
    )


def _check_mails(matter: Matter) -> Iterator[Remark]:
    """Yield e-mails to all subscribers by somebody who may not send them (S:1388; R163)."""
    senders = find_senders(matter.policy)
    for entry in matter.course.notices:
        if not entry.who or "email" not in entry.channels:
            continue
        if not is_told_to_subscribers(entry.audiences, matter.policy):
            continue
        if has_role(matter.course, matter.people, entry.who, senders, entry.at) is False:
            yield about_entry(
                entry,
                "DUT025",
                f"'@{entry.who}' mailed subscribers, which {name_roles(senders)} may (S:1388; "
                "R163)",
                "have one of them send it; 'COMMS @name' says who speaks",
            )


def _texts_of(public: Record) -> str:
    said = [public.title or "", public.text, public.vendor_url or ""]
    for update in public.updates:
        said += [update.title or "", update.text or "", update.advice or ""]
    return "\n".join(said).casefold()


def _is_linked(vendor: Vendor, texts: str) -> bool:
    return not vendor.status_url or vendor.status_url.rstrip("/").casefold() in texts


def _check_durations(matter: Matter) -> Iterator[Remark]:
    """Yield typed durations that fit no length the record knows (X14)."""
    known = list_lengths(matter.course)
    if not known:
        return
    lengths = tuple(known.values())
    nearby = ", ".join(
        f"{name} {int(known[name].total_seconds() // 60)} min"
        for name in ("detection to resolution", "detection to mitigation")
        if name in known
    )
    texts = (
        [] if matter.course.record.review is None else _review_texts(matter.course.record.review)
    )
    for path, field, text in (*texts, *_public_texts(matter)):
        is_internal = path.endswith("/review.yml")  # else what only the log knows stays unsaid
        for typed in find_durations(text):
            if not fits(typed.length, lengths):
                yield Remark(
                    code="DUT021",
                    path=path,
                    field=field,
                    message=f"'{typed.words}' is more than a tenth off from every length the "
                    f"record knows ({nearby if is_internal else 'see its log'}; X14)",
                    fix="correct the number, or leave it out: the page has the times",
                    value=typed.words,
                )


def _review_texts(review: Review) -> list[tuple[str, Trail, str]]:
    found: list[tuple[str, Trail, str]] = [
        (review.path, ("executive_summary",), review.executive_summary)
    ]
    parts = (
        ("users", review.impact.users),
        ("business", review.impact.business),
        ("data", review.impact.data),
    )
    for part, pairs in parts:
        found += [(review.path, ("impact", part, name), text) for name, text in pairs]
    return found


def _public_texts(matter: Matter) -> list[tuple[str, Trail, str]]:
    """Return texts of the newest public post-mortem; older editions stay as they are."""
    editions = matter.public.editions if matter.public is not None else ()
    if not editions:
        return []
    newest = editions[-1]
    found: list[tuple[str, Trail, str]] = [
        (newest.path, ("summary",), newest.summary),
    ]
    found += [
        (newest.path, ("impact", number, "text"), text)
        for number, (_, text) in enumerate(newest.impact)
    ]
    return found
