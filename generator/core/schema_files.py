"""Every kind of file the program reads, with its table of fields."""

from __future__ import annotations

from generator.core.audience import NEITHER, Audience
from generator.core.schema import FileKind, Type
from generator.core.schema_hosts import HOSTS
from generator.core.schema_internal import INTERNAL
from generator.core.schema_people import PEOPLE, PEOPLE_FILE
from generator.core.schema_policy import POLICY
from generator.core.schema_postmortem import ACTIONS, POSTMORTEM
from generator.core.schema_public import (
    INCIDENT,
    INCIDENT_UPDATE,
    MAINTENANCE,
    MAINTENANCE_UPDATE,
)
from generator.core.schema_review import REVIEW
from generator.core.schema_site import SITE
from generator.core.schema_vendors import VENDORS, VENDORS_FILE


def _public(name: str, pattern: str, title: str, help_: str, type_: Type, example: str) -> FileKind:
    return FileKind(
        name=name,
        pattern=pattern,
        title=title,
        help=help_,
        type=type_,
        audience=Audience.PUBLIC,
        example=example,
    )


FILES: tuple[FileKind, ...] = (
    _public(
        "incident",
        "incidents/*/INC-*/public.yml",
        "An incident, for visitors",
        "Everything visitors read about an incident, written by hand. Optional: commands write "
        "files under updates/ instead, and both forms mix.",
        INCIDENT,
        "title: Students cannot save scores\n"
        "updates:\n"
        "  - at: 14:36\n"
        "    status: investigating\n"
        "    components:\n"
        "      score-recording: major_outage\n",
    ),
    _public(
        "incident-update",
        "incidents/*/INC-*/updates/*.yml",
        "One update of an incident",
        "One public update per file; the file's name is its time and its id.",
        INCIDENT_UPDATE,
        "title: Students cannot save scores\n"
        "status: investigating\n"
        "components:\n"
        "  score-recording: major_outage\n",
    ),
    _public(
        "maintenance",
        "incidents/*/MNT-*/public.yml",
        "Planned maintenance, for visitors",
        "Planned work: what it touches, and when.",
        MAINTENANCE,
        "title: Replacing the score database\n"
        "components:\n"
        "  - score-recording\n"
        "scheduled_for: 2025-02-01 22:00 America/New_York\n"
        "scheduled_until: 2025-02-02 02:00 America/New_York\n",
    ),
    _public(
        "maintenance-update",
        "incidents/*/MNT-*/updates/*.yml",
        "One update of planned maintenance",
        "One public update per file; it may move the window or call the work off.",
        MAINTENANCE_UPDATE,
        "status: in_progress\ntext: The work has begun.\n",
    ),
    _public(
        "postmortem",
        "incidents/*/INC-*/postmortem.*.yml",
        "A public post-mortem",
        "One approved edition; it never changes. A correction is the next number.",
        POSTMORTEM,
        "published_at: 2025-01-17 14:00Z\n"
        "title: Scores could not be saved on 15 January\n"
        "summary: |\n"
        "  For 27 minutes scores could not be saved. We are sorry that work was lost.\n",
    ),
    _public(
        "actions",
        "incidents/*/INC-*/actions.yml",
        "State of promised changes",
        "How far each change of the public post-mortem is.",
        ACTIONS,
        "pool-dashboard:\n  done: 2025-01-21\n",
    ),
    _public(
        "site",
        "site_src/public/site.yml",
        "The site",
        "Who we are, what we offer, how it looks.",
        SITE,
        "format: 1\n"
        "name: Example School\n"
        "url: https://status.example.com\n"
        "zone: America/New_York\n"
        "groups:\n"
        "  - id: learning\n"
        "    name: Learning\n"
        "    components:\n"
        "      - id: score-recording\n"
        "        name: Score recording\n",
    ),
    FileKind(
        name="internal",
        pattern="incidents/*/*/internal.yml",
        title="An incident, for responders",
        help="Everything visitors never read: header facts, who is affected, the log.",
        type=INTERNAL,
        audience=Audience.INTERNAL,
        example="title: score API errors\nlog: |\n  14:23 DETECTED score API error rate 45%\n",
    ),
    FileKind(
        name="review",
        pattern="incidents/*/INC-*/review.yml",
        title="A post-mortem, for responders",
        help="What happened, why, and what is to be done. The timeline is the log and is never "
        "copied.",
        type=REVIEW,
        audience=Audience.INTERNAL,
        example="status: draft\n"
        "meeting:\n"
        "  at: 2025-01-16 10:00 America/New_York\n"
        "five_whys:\n"
        "  - question: Why did scores fail to save?\n"
        "    answer: Because the database connection pool was exhausted.\n"
        "    actions: [A1]\n"
        "actions:\n"
        "  - id: A1\n"
        "    text: Add a dashboard for the database connection pool\n"
        '    owner: "@db-engineer"\n'
        "    horizon: immediate\n"
        "    kind: detect\n"
        "    due: 2025-01-22\n",
    ),
    FileKind(
        name="policy",
        pattern="site_src/internal/policy.yml",
        title="The policy",
        help="Severities, targets, duties, permissions and every other rule. What is not in it "
        "has the value that ships with the program.",
        type=POLICY,
        audience=Audience.INTERNAL,
        example="format: 1\nseverities:\n  1:\n    acknowledge: 4m\n",
    ),
    FileKind(
        name="people",
        pattern=PEOPLE_FILE,
        title="People and the rota",
        help="Who we are, how to reach each, and who is on call when. Visitors never read it.",
        type=PEOPLE,
        audience=Audience.INTERNAL,
        example="format: 1\n"
        "people:\n"
        "  engineer:\n"
        "    name: Engineer One\n"
        "    roles: [on_call, ic]\n"
        "    senior: true\n"
        "rota:\n"
        "  primary:\n"
        "    rotations:\n"
        "      - people: [engineer]\n"
        "        starts: 2025-01-13\n"
        "  after_hours:\n"
        "    rotations:\n"
        "      - people: [engineer]\n"
        "        starts: 2025-01-13\n",
    ),
    FileKind(
        name="vendors",
        pattern=VENDORS_FILE,
        title="Vendors",
        help="Whom we depend on and how to reach them at night. Visitors never read it.",
        type=VENDORS,
        audience=Audience.INTERNAL,
        example="format: 1\n"
        "vendors:\n"
        "  neon:\n"
        "    name: Neon\n"
        "    status_url: https://neonstatus.com\n"
        "    components: [score-recording]\n",
    ),
    FileKind(
        name="hosts",
        pattern=NEITHER[0],
        title="Where the site is deployed",
        help="The hosts that commands ask what they show. Without it nobody is asked.",
        type=HOSTS,
        audience=None,
        example="format: 1\nhosts:\n  - name: pages\n    url: https://status.example.com\n",
    ),
)
"""In the order of the reference page."""


def find_file_kind(name: str) -> FileKind:
    """Return the kind of file called *name*.

    Raises:
        KeyError: If there is none.
    """
    return {each.name: each for each in FILES}[name]
