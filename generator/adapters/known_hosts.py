"""The hosts of ``site_src/hosts.yml``, remembered: status is typed often, the file changes rarely.

Reading it takes a YAML reader that nothing else of a warm ``status`` needs (design §8).
"""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import Any

from generator.adapters.disk import Disk
from generator.adapters.kept import keep, read_kept
from generator.core.audience import NEITHER
from generator.core.hosts import Host
from generator.pipeline.own_values import pack_values, unpack_values
from generator.pipeline.program import program_key

MEMORY = Path(".allclear") / "internal" / "hosts"


def load_hosts(root: Path) -> tuple[Host, ...]:
    """Return the hosts that the repository at *root* names; none where nothing can be read."""
    content = read_kept(root / NEITHER[0])
    if not content:
        return ()
    key = blake2b(program_key().encode() + content, digest_size=16).hexdigest()
    path = root / MEMORY
    try:
        saved: Any = unpack_values(read_kept(path))
        if saved[0] == key:
            return tuple(Host(name=name, url=url) for name, url in saved[1])
    except Exception:  # noqa: S110 - what cannot be read was not remembered
        pass
    from generator.readers.hosts import read_hosts  # late: brings YAML

    hosts, _ = read_hosts(root)
    keep(path, pack_values((key, [(host.name, host.url) for host in hosts])), Disk())
    return hosts
