"""``python -m benchmarks.listening``: see the package."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.listening import complaints, scale, themes
from benchmarks.workbench import arguments

PARTS: dict[str, Callable[[Path, Path | None], None]] = {
    "themes": themes.measure,
    "scale": scale.measure,
    "complaints": complaints.measure,
}


def main() -> None:
    """Run the parts asked for, in their order."""
    parser = arguments("What listening hears, beside peers.")
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART")
    options = parser.parse_args()
    for name in options.parts or PARTS:
        print(f"\n== {name}", flush=True)
        PARTS[name](options.shared, options.data)
        sys.stdout.flush()


if __name__ == "__main__":
    main()
