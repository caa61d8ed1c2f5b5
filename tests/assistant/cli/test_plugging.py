"""``corail mcp`` where it may not serve, or cannot."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.assistant.cli.conftest import Run


def test_where_people_sign_in_no_tool_is_lent_by_http_to_whoever_asks(
    run: Run, tmp_path: Path
) -> None:
    pytest.importorskip("mcp", reason="needs corail[mcp]")
    secret = tmp_path / "secret"
    secret.write_text("a long enough pass phrase\n", encoding="utf-8")
    run("people", "add", "Ada", "-r", "administrator", "--password-file", str(secret))
    status, out, err = run("mcp", "--http")
    assert (status, out) == (1, "")
    assert "would ask nobody who they are" in err


def test_without_its_package_it_says_what_to_install(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("assistant.toolbox.server", "mcp", "mcp.server"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    status, _, err = run("mcp")
    assert status == 2
    assert "pip install 'corail[mcp]'" in err
