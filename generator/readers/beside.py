"""Files beside the records that may be missing: policy, people, vendors, hosts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.core.schema import Type
from generator.readers.decode import BAD, Names, decode
from generator.readers.files import read_file
from generator.readers.source import Source
from generator.readers.yaml_events import read_source


def read_beside(root: Path, type_: Type, source: Source, names: Names) -> Any:
    """Return the fields of the file that *source* names below *root*. Never raises.

    Returns:
        Fields; None where there is no such file; BAD where nothing of it can be read, for a reason
        that *source* has taken.
    """
    path = root / source.path
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        pass  # there is something; opening it says what is wrong
    data = read_file(str(path), source)
    node = None if data is None else read_source(data, source)
    return BAD if node is None else decode(node, type_, source, names)
