"""Files as people hand them in, made on the spot."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from knowledge.loading import Loaded, Outcome, Refused, Skipped, load
from knowledge.model import SourceDocument

Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file into the test's folder and give its path."""

    def written(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


class Outcomes:
    """What came of one call of ``load``, ready to be asserted on."""

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        self.all = list(outcomes)
        self.loaded = [one for one in outcomes if isinstance(one, Loaded)]
        self.refused = [one for one in outcomes if isinstance(one, Refused)]
        self.skipped = [one for one in outcomes if isinstance(one, Skipped)]
        self.documents = [document for one in self.loaded for document in one.documents]

    @property
    def document(self) -> SourceDocument:
        """The only document."""
        assert len(self.documents) == 1, self.all
        return self.documents[0]

    @property
    def reason(self) -> str:
        """Why the only refused thing was refused."""
        assert len(self.refused) == 1, self.all
        return self.refused[0].reason


Take = Callable[..., Outcomes]


@pytest.fixture
def take() -> Take:
    """Load the given paths and sort the outcomes."""

    def taken(*paths: Path, **options: object) -> Outcomes:
        return Outcomes(list(load(paths, **options)))  # type: ignore[arg-type]

    return taken
