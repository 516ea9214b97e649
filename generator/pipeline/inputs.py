"""Everything about a site but its records: ``site.yml``, words, theme, and one key for it all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from generator.core.facts import SiteConfig
from generator.core.findings import Finding
from generator.pipeline.program import program_key
from generator.readers.public import Context, context_for
from generator.readers.site import read_site
from generator.readers.words import read_words
from generator.renderers.frame import Frame
from generator.renderers.theme import load_theme


@dataclass(frozen=True, slots=True)
class Inputs:
    """What every page of a build depends on.

    Attributes:
        content_key: Hash of ``site.yml``, words and theme: equal wherever the repository lies.
        program_key: Hash that changes with the program itself; only for memory.
    """

    config: SiteConfig
    frame: Frame
    context: Context
    content_key: str
    program_key: str


def read_inputs(root: Path) -> tuple[Inputs | None, tuple[Finding, ...]]:
    """Read what lies beside the records below *root*.

    Returns:
        The inputs, or None when ``site.yml`` cannot be read (fail policy, design §5: the last
        good site stays), and all findings.
    """
    config, site_findings = read_site(root)
    parts = None if config is None else [component.id for component in config.components]
    words, words_findings = read_words(root, parts)
    findings = (*site_findings, *words_findings)
    if config is None:
        return None, findings
    theme = load_theme(root)
    frame = Frame(config, words, theme)
    content = repr((config, sorted(words.table.items()), theme.key))
    return (
        Inputs(
            config=config,
            frame=frame,
            context=context_for(config),
            content_key=hashlib.blake2b(content.encode(), digest_size=16).hexdigest(),
            program_key=program_key(),
        ),
        findings,
    )
