"""The rules behind the figures, each with where it comes from: reports print those they used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.core.clockwork.policy import ClockSwitches
from generator.core.clockwork.policy_tables import FigureRules

_USERS = {
    "to_resolved": "from detection to resolution",
    "impact_windows": "while the impact windows visitors were told of lasted, and from detection "
    "to mitigation where they were told of none",
}
_DOWN = {
    "impact_windows": "while impact windows in the state major_outage lasted, and from detection "
    "to mitigation where visitors were told of no window",
    "to_mitigated": "from detection to mitigation",
    "to_resolved": "from detection to resolution",
}
_UPGRADE = {
    "strict": "from its own start, also after an upgrade",
    "restart": "from the upgrade, where one came before it ended",
}
_CHAIN = {
    "acknowledgement": "Each stage is measured from the end of the one before; what was promised "
    "from detection on stands beside it.",
    "detection": "Mitigation is measured from when acknowledgement was due.",
}


class FigureRule(NamedTuple):
    """One rule.

    Attributes:
        sentence: The rule, whole.
        source: Lines of the document, numbers of requirements, and the policy's field.
    """

    sentence: str
    source: str


def rules_of_incident(clocks: ClockSwitches) -> Iterator[FigureRule]:
    """Yield the rules behind the figures of one incident, as the policy has them."""
    yield FigureRule("A length without both of its moments is not known, and never 0.", "R145")
    yield FigureRule(
        "Mitigated is when people could work again, as a responder stated it; after a reopening "
        "the first mitigation and the last resolution count.",
        "X17, R98",
    )
    yield FigureRule(
        "Time to resolve counts from mitigation, as the document has it; most people mean the time "
        "from detection, which stands beside it.",
        "S:1287, X21",
    )
    yield FigureRule(
        "The highest severity ever set counts; a stage goes by the highest in force when it ended, "
        f"measured {_UPGRADE[clocks.on_upgrade]}.",
        "R9, X2; policy clocks.on_upgrade",
    )
    yield FigureRule(_CHAIN[clocks.mitigation_from], "X24; policy clocks.mitigation_from")
    yield FigureRule(
        "A length equal to its target has met it; seconds count before anything is rounded.", "R148"
    )
    yield FigureRule(
        "The whole is missed as soon as one stage is, and met when all stages with a target are.",
        "R149, R150",
    )
    yield FigureRule("What was written down afterwards is not judged.", "R103")


def rules_of_period(rules: FigureRules) -> Iterator[FigureRule]:
    """Yield the rules behind the figures of a period, as the policy has them."""
    yield FigureRule(
        "An incident counts in the UTC month in which it was detected, once, however long it "
        "went on.",
        "R151, X27",
    )
    yield FigureRule("The highest severity ever set counts.", "R152, X2")
    yield FigureRule(
        "False alarms, duplicates and what was merged into another record are left out; so are "
        "planned work and drills.",
        "X1, R177",
    )
    yield FigureRule(
        "A mean is over the incidents that have the value; time to resolve counts from mitigation.",
        "S:1353-1355, R153, X21",
    )
    yield FigureRule(
        "The share is that of incidents met among those met or missed; open ones, and those "
        "written down afterwards, are in neither.",
        "S:1358, R154, X28, R103",
    )
    yield FigureRule(
        f"User impact is the sum of users times hours {_USERS[rules.user_impact]}; incidents "
        "without a number of users are left out.",
        "S:1361, R155, X25; policy figures.user_impact",
    )
    yield FigureRule(
        f"Downtime is that of severity 1 {_DOWN[rules.downtime]}.",
        "S:1362, R156, X46; policy figures.downtime",
    )
    yield FigureRule(
        "Causes are counted by category, the commonest five, equal ones by their names.",
        "S:1365, R157, X26",
    )
    yield FigureRule(
        "The change is against the period of the same length before; from 0 there is none.",
        "S:1368, R158",
    )


def rule_of_credits(downtime: str) -> FigureRule:
    """Return the rule behind an offer of credit."""
    return FigureRule(
        f"A credit goes by the highest severity and by the downtime {_DOWN[downtime]}; who may "
        "approve one is another matter.",
        "S:1259, R178, R166; policy credits, figures.downtime",
    )


CAUTION = (
    "Lengths of incidents are few and skewed: one long night moves a mean a lot. Read median and "
    "range first, and compare no teams by them (R160)."
)
TOO_FEW = "too few to compare"
