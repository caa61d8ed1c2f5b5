"""``python -m benchmarks.checks``: see the package."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks import claims, commitments, voice
from benchmarks.checks import alerts, contradiction, grounding, planted, timing
from benchmarks.workbench import run_parts

PARTS: dict[str, Callable[[Path, Path | None], None]] = {
    "grounding": grounding.measure,
    "contradiction": contradiction.measure,
    "planted": planted.measure,
    "alerts": alerts.measure,
    "commitments": commitments.measure,
    "claims": lambda shared, _: claims.measure(shared),
    "time": timing.measure,
    "voice": lambda shared, _: voice.measure(shared),
}


def main() -> None:
    """Run the parts asked for, in their order."""
    run_parts("What the checks get right, beside peers.", PARTS)


if __name__ == "__main__":
    main()
