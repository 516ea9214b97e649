"""``hosts.yml``: where built sites are deployed (design §2).

Commands read it and ``check`` does; no build does, so it may be missing on every machine.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from generator.core.audience import NEITHER
from generator.core.findings import Finding
from generator.core.hosts import Host
from generator.core.schema_hosts import FORMAT, HOSTS
from generator.readers.beside import read_beside
from generator.readers.decode import BAD, Fields, Names
from generator.readers.source import Source, show

HOSTS_FILE = NEITHER[0]


def read_hosts(root: Path) -> tuple[tuple[Host, ...], tuple[Finding, ...]]:
    """Read the hosts below *root*. Never raises for what the file holds.

    Returns:
        Every host that could be read, in the order written, and all findings. Without the file
        neither: a site may well be deployed by hand.
    """
    source = Source(HOSTS_FILE)
    fields = read_beside(root, HOSTS, source, Names())
    hosts = () if fields is None or fields is BAD else _create(fields, source)
    return hosts, tuple(source.findings)


def _create(fields: Fields, source: Source) -> tuple[Host, ...]:
    if fields.get("format", FORMAT) > FORMAT:
        source.report(
            "HST001",
            fields.nodes["format"],
            f"format {fields.get('format')} is newer than this program, which knows {FORMAT}",
            "update the program",
            value=str(fields.get("format")),
        )
        return ()
    hosts: list[Host] = []
    seen: set[str] = set()
    for item in fields.get("hosts", ()):
        if item is BAD or not {"name", "url"} <= item.values.keys():
            continue
        host = Host(name=item.get("name"), url=_url(item, source))
        known = [name for name in ("name", "url") if getattr(host, name) in seen]
        for name in known:
            source.report(
                "HST002",
                item.nodes[name],
                f"{show(getattr(host, name))} stands twice",
                "give each host a name and an address of its own",
                value=getattr(host, name),
            )
        if not known:
            seen |= {host.name, host.url}
            hosts.append(host)
    return tuple(hosts)


def _url(item: Fields, source: Source) -> str:
    url: str = item.get("url")
    parts = urlsplit(url)
    if not (url.endswith("/") or "?" in url or "#" in url):
        return url
    plain = f"{parts.scheme}://{parts.netloc}{parts.path}".rstrip("/")
    source.report(
        "HST003",
        item.nodes["url"],
        f"{show(url)} ends in more than the site's address",
        f"write '{plain}'",
        value=url,
    )
    return plain
