"""Words that make a public text worse, as tables (spec R80, R210; English only).

Each is matched as whole words. What is looked for is what people write in a hurry; a table grows
by what a review finds, and a test holds this repository's own texts against all of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w@/-])(?:{'|'.join(patterns)})(?![\w-]|/\w)", re.IGNORECASE)


JARGON: Mapping[str, str] = {
    r"databases?|DB": "the place where we keep things",
    r"back-?ends?": "our side",
    r"front-?ends?": "the page",
    r"endpoints?": "a part of the service",
    r"pods?|clusters?|nodes?|containers?|replicas?|shards?": "our machines",
    r"kubernetes|k8s|docker|redis|postgres(?:ql)?|mysql|kafka|nginx": "our machines",
    r"roll(?:ed|ing)?[ -]?backs?": "going back to the version before",
    r"re-?deploy(?:s|ed|ing|ments?)?|deploy(?:s|ed|ing|ments?)?|hotfix(?:es)?": "a change",
    r"latenc(?:y|ies)": "slow",
    r"time-?outs?|timed out|timing out": "takes too long",
    r"[45]xx|[45]\d\d errors?|status codes?|error rates?": "does not work",
    r"N\+1(?: quer(?:y|ies))?|slow quer(?:y|ies)": "a question to our records",
    r"(?:connection|thread) pools?": "too busy",
    r"cach(?:e|es|ed|ing)": "a copy kept ready",
    r"queues?|backlogs?": "what is waiting",
    r"DNS|CDN|TLS|SSL|HTTPS?|TCP|VPN|CPU|SQL|JSON|SDK": "our machines",
    r"load balancers?|fail-?overs?|throughput|memory leaks?|regressions?": "our machines",
    r"webhooks?|microservices?|cron(?: ?jobs?)?": "a task",
    r"throttl(?:ed|ing)|rate limit(?:s|ed|ing)?": "too busy",
    r"mitigat(?:e|es|ed|ing|ion)": "people can work again",
    r"(?:sev|severity)[ -]?[1-4]|P[1-4]|RCA|MTTR|SLA|SLO": "how bad it is, in words",
}
"""Words of our trade, and plain ones that may stand for them."""

CAPITAL_JARGON = re.compile(r"(?<![\w-])APIs?(?![\w-])")
"""Only in capitals; small letters are a name or a slip."""

JARGON_PATTERNS = tuple((_any(pattern), plain) for pattern, plain in JARGON.items())

VAGUE_PROMISE = _any(
    r"(?<!as )soon(?! after)",
    r"shortly(?! (?:before|after))",
    r"momentarily",
    r"before long",
    r"in no time",
    r"any (?:minute|moment)(?: now)?",
    r"ETA",
    r"in a (?:few|couple of) (?:minutes|hours|moments)",
    r"(?:with)?in the hour",
    r"(?:should|will|ought to) be (?:\w+ )?(?:fixed|resolved|solved|restored|repaired|back)",
    r"(?:will not|won't|won\u2019t|can never|will never) happen again",
    r"never again",
    r"guarantee[ds]?",
)
"""Words that promise what nobody has agreed to keep."""

TIMED_PROMISE = _any(
    r"(?<!again )(?:with)?in (?:about |around |the next )?(?:an?|one|two|three|half an?|\d{1,3})"
    r"(?:[ -]to[ -]\d{1,3})? ?(?:minutes?|mins?|hours?|hrs?)"
)
"""A length of time; a promise only where the sentence looks ahead."""

LOOKS_AHEAD = _any(
    r"will", r"expect\w*", r"should", r"hope", r"plan", r"estimat\w*", r"aim",
    r"(?:back|fix|ready) (?:with)?in",
)  # fmt: skip
OF_THE_NEXT_WORD = _any(r"updates?", r"write", r"news", r"report", r"hear from us", r"publish")
"""A time for the next word from us is agreed and kept; it is the one promise to make."""

TIMED_REPAIR = _any(
    r"(?:fix(?:ed)?|resol(?:ved|ution)|restored|repaired|solved|back|working) "
    r"(?:again )?(?:by|before) (?:\d{1,2}(?::\d\d)?|noon|midnight|tonight|tomorrow|the end of)"
)

BLAME = _any(
    r"(?:human|operator|user|pilot) errors?",
    r"mistakes? (?:by|of) (?:an?|one|our|the|somebody|someone)",
    r"(?:somebody|someone|an? \w+|one of our \w+) (?:forgot|broke|messed up|misconfigured)",
    r"(?:an?|our|one of our) (?:engineer|developer|colleague|employee|contractor|intern)s? "
    r"(?:made|deleted|caused|pushed|ran|failed|did not)",
    r"careless(?:ly|ness)?|negligen(?:t|ce)|sloppy|incompeten(?:t|ce)",
    r"failed to follow",
    r"should have (?:known|checked|tested|noticed|seen)",
    r"(?:at|our engineer's|his|her|their) fault",
    r"to blame",
)
"""Words that look for a culprit. Companies we depend on are named, never shamed."""

APOLOGY = re.compile(r"\b(?:apolog\w+|sorry|regret)\b", re.IGNORECASE)

NOTICED = re.compile(
    r"\b(?:can ?not|can(?:'|\u2019)t|cannot|unable|nobody|no one|none|nothing|not|(?:do|does|did|is"
    r"|are|was|were|may|might|has|have)n(?:'|\u2019)t|no longer|slow\w*|late|later|longer|delay\w*"
    r"|wait\w*|fail\w*|refus\w+|reject\w+|miss\w+|lost|clos\w+|stop\w*"
    r"|interrupt\w*|unavailable|take up to|again|work(?:s|ing)?|normal\w*|usual|fast|quick\w*"
    r"|open\w*|arriv\w+|accept\w+|appear\w*|load\w*|sav(?:e|es|ed|ing)|gone|over|back"
    r"|can be|available|received?|false)\b",
    re.IGNORECASE,
)
"""Words by which a text says what people notice: what does not work, or what works again."""

OUTAGE = re.compile(
    r"\b(?:outages?|(?:is|are|was|were|been|be|being|goes|went|gone|currently|still|partly"
    r"|completely|totally|fully)\s+down|(?:'|\u2019)s\s+down)\b",
    re.IGNORECASE,
)
"""Says that all is lost; "written down" and "taken down" do not."""

SHOUTED = re.compile(r"(?<![\w.-])(?:[A-Z]{4,}|NOT|ALL|NOW|ANY|NO|YES|DO|ARE|MUST)(?![\w-])")
NOT_SHOUTED = frozenset(
    {"HTTPS", "JSON", "MIDI", "MTTR", "IBAN", "COPPA", "FERPA", "GDPR", "DSGVO"}
)

INTERNAL: Mapping[str, str] = {
    "an id of ours": (
        r"\b(?!COVID-)[A-Z]{2,10}-\d+(?:-\d+)*\b|(?<![\w&])#\d{3,}\b|\b[a-z0-9]+(?:_[a-z0-9]+)+\b"
    ),
    "an address": r"https?://[^\s)>]+|\bwww\.[^\s)>]+|(?<![\w.])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+",
    "a machine's number": (
        r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)"
        r"|(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}:?[0-9a-f]{1,4}(?![\w:])"
    ),
    "a file": (
        r"(?<![\w/.:])/[A-Za-z][\w.-]*(?:/[\w.-]+)+/?|\b[A-Z]:\\\S+"
        r"|\b[\w-]{1,64}\.(?:py|js|ts|ya?ml|json|log|sql|conf|env|sh|toml)\b"
    ),
    "a version number": r"\bv\d+(?:\.\d+)+\b|(?<![\w.])\d{1,3}\.\d{1,3}\.\d{1,3}(?![\w.]*\d)",
}
"""What means nothing to visitors, by what it is."""

INTERNAL_PATTERNS = tuple((what, re.compile(pattern)) for what, pattern in INTERNAL.items())
ADDRESS = re.compile(INTERNAL["an address"])
