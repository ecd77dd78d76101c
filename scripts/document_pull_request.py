"""Write docs/pull-request.md: play the story of tests/github/scenario.py and tell what was posted.

python scripts/document_pull_request.py
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


class _Writer:
    """A plugin that writes the page instead of comparing it."""

    @staticmethod
    def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
        """Leave the one test that plays the story for the page."""
        items[:] = [item for item in items if item.name == "test_the_page_tells_it"]

    @staticmethod
    def pytest_runtest_call(item: pytest.Item) -> None:
        """Write the page from what the fixture has played."""
        from tests.github.scenario import page

        text = page(item.funcargs["steps"])  # type: ignore[attr-defined]
        (ROOT / "docs/pull-request.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(pytest.main(["-q", str(ROOT / "tests/github/test_story.py")], plugins=[_Writer()]))
