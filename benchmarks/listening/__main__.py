"""``python -m benchmarks.listening``: see the package."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.listening import complaints, inbox, scale, themes
from benchmarks.workbench import run_parts

PARTS: dict[str, Callable[[Path, Path | None], None]] = {
    "themes": themes.measure,
    "scale": scale.measure,
    "inbox": inbox.measure,
    "complaints": complaints.measure,
}


def main() -> None:
    """Run the parts asked for, in their order."""
    run_parts("What listening hears, beside peers.", PARTS)


if __name__ == "__main__":
    main()
