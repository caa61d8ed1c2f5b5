"""The wheel, installed elsewhere, finds its prompts, its example and its migrations."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TRY = """
import pathlib, sys
import assistant, knowledge, prompts
for package in (assistant, knowledge, prompts):
    assert package.__file__.startswith(sys.argv[1]), package.__file__
from assistant import example
from assistant.assembly import build
from assistant.checks.platforms import length
from assistant.model import Post
from assistant.reading import read
from assistant.settings import Settings
from assistant.model import Wishes
from assistant.refining import understand
from assistant.drafting.asking import digests, lines
from assistant.strategies import load_playbooks, load_tones
assert "acknowledge" in load_playbooks()
assert length("see example.com", "x").used == 4 + 23
assert "warmer" in load_tones()
assert all(digests(code) and lines(code) for code in ("fr", "en"))
assert understand("plus court", Wishes(), "fr").done
assert read(Post("Pourquoi ?")).reasons
with build(Settings(data_dir=pathlib.Path(sys.argv[2]))) as it:
    assert it.brands() == [] and it.conversations_of(None).recent() == []
    assert it.example_posts(example.brand().name)
from importlib import resources
names = [p.name for p in resources.files("knowledge").joinpath("example").iterdir()]
assert "brand.yaml" in names and len(names) > 3, names
assert resources.files("assistant").joinpath("ui/style.css").is_file()
print("found all")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the tracked sources, so that no build folder is left."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for name in ("assistant", "knowledge", "prompts"):
        shutil.copytree(
            ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc")
        )
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, source / name)
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", folder, source],
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_finds_its_own_documents(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--no-deps", "-q", "--target", target, wheel],
        check=True,
        capture_output=True,
    )
    environment = {**os.environ, "PYTHONPATH": str(target)}
    done = subprocess.run(
        [sys.executable, "-c", TRY, str(target), str(tmp_path / "data")],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment,
        check=False,
    )
    assert done.stdout.strip() == "found all", done.stderr
