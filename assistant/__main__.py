"""``python -m assistant``: the same as ``corail``."""

from assistant.cli import main

main()
