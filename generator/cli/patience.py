"""How long a command waits for what others do; tests bring a patience that never sleeps."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Handed to a command as click's ``obj``; without one, this as it stands.

    Attributes:
        pause: Waits for so many seconds.
        at_most: How long hosts are waited for in all; a forge needs a minute or two.
        answer: How long one round of asking hosts may take, in seconds.
    """

    pause: Callable[[float], None] = time.sleep
    at_most: timedelta = timedelta(minutes=5)
    answer: float = 10.0
