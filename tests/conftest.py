"""What every suite shares: how many examples Hypothesis tries, and that a run can be repeated.

``ALLCLEAR_PROOF=1`` asks for the full counts (design §7); without it about a twentieth runs.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

_FEW = 100
_TIMES_IN_PROOF = 20

# No deadline and no complaint about slowness: this suite asserts counts, never times.
_SHARED = settings(
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("ci", _SHARED, max_examples=_FEW)
settings.register_profile("proof", _SHARED, max_examples=_FEW * _TIMES_IN_PROOF)
settings.load_profile("proof" if os.environ.get("ALLCLEAR_PROOF") == "1" else "ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-golden``: write the golden files anew instead of comparing with them."""
    parser.addoption(
        "--update-golden", action="store_true", help="write golden files; read the difference"
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are written rather than compared."""
    return bool(request.config.getoption("--update-golden"))
