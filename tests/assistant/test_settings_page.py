"""The page on settings says what the code does."""

from __future__ import annotations

from pathlib import Path

from assistant.settings import Settings

PAGE = (Path(__file__).parents[2] / "docs" / "settings.md").read_text(encoding="utf-8")


def test_every_setting_is_on_its_page_with_what_it_says() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| `CORAIL_")]
    told = {row.split("`")[1]: row.split(" | ")[1] for row in rows}
    fields = Settings.model_fields.items()
    assert told == {f"CORAIL_{name.upper()}": field.description for name, field in fields}


def test_every_default_on_the_page_is_the_code_s() -> None:
    for name, field in Settings.model_fields.items():
        if field.default_factory is None and field.default not in (None, True, False):
            row = next(r for r in PAGE.splitlines() if r.startswith(f"| `CORAIL_{name.upper()}`"))
            assert row.endswith(f"| {field.default} |")
