"""Every code a finding may have, in one table (design §5: permanent and documented).

A code is a promise: it is in people's notes, in search engines and in workflows that grep for it.
So a number is never used again, and a code never changes its meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.core import (
    codes_dut,
    codes_fil,
    codes_hst,
    codes_imp,
    codes_imp_formats,
    codes_inc,
    codes_int,
    codes_log,
    codes_mnt,
    codes_msg,
    codes_pmt,
    codes_pol,
    codes_ppl,
    codes_rec,
    codes_rvw,
    codes_sit,
    codes_thm,
    codes_wrd,
    codes_yml,
)
from generator.core.codes_entry import Code

FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "YML": "How a file is written: what YAML allows and what is refused here",
        "REC": "The value of one field",
        "FIL": "Folders, files and their names",
        "INC": "Public incidents",
        "MNT": "Planned maintenance",
        "PMT": "Public post-mortems and promised changes",
        "SIT": "site.yml",
        "HST": "hosts.yml",
        "WRD": "Words that visitors read",
        "THM": "A repository's own theme",
        "POL": "policy.yml: the rules of the clocks",
        "LOG": "Lines of the log",
        "INT": "internal.yml",
        "RVW": "review.yml",
        "DUT": "Duties, and what the policy asks of an incident",
        "PPL": "People, the rota and vendors",
        "MSG": "messages.yml: sentences of messages",
        "IMP": "Files of another status tool",
    }
)
"""Each family of codes and what it is about, in the order of the handbook."""

_ALL = (
    *codes_yml.CODES,
    *codes_rec.CODES,
    *codes_fil.CODES,
    *codes_inc.CODES,
    *codes_mnt.CODES,
    *codes_pmt.CODES,
    *codes_sit.CODES,
    *codes_hst.CODES,
    *codes_wrd.CODES,
    *codes_thm.CODES,
    *codes_pol.CODES,
    *codes_log.CODES,
    *codes_int.CODES,
    *codes_rvw.CODES,
    *codes_dut.CODES,
    *codes_ppl.CODES,
    *codes_msg.CODES,
    *sorted((*codes_imp.CODES, *codes_imp_formats.CODES), key=lambda each: each.code),
)

CODES: Mapping[str, Code] = MappingProxyType({each.code: each for each in _ALL})
"""Every code by its name, in the order of the handbook."""
