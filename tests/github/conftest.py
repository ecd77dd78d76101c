from __future__ import annotations

import pytest

from tests.cli.projects import SITE
from tests.source.test_git import run

from . import described
from .fake import Fake, serving
from .places import NO_NOSNIFF, PATH, SOUND, Place


@pytest.fixture
def fake(tmp_path):
    server = tmp_path / "server"
    server.mkdir()
    run(server, "init", "-q")
    for one in serving(server):
        yield one
        # Whatever was asked fits GitHub's own description of its API.
        for request in one.requests:
            described.check(request)


@pytest.fixture
def place(tmp_path, fake: Fake, monkeypatch, capsys):
    return Place(tmp_path, fake, monkeypatch, capsys)


@pytest.fixture
def opened(place: Place) -> Place:
    """A pull request that switches nosniff off, while the base branch has gained lines above."""
    place.commit("main", {**SITE, PATH: SOUND})
    place.commit("feature", {PATH: NO_NOSNIFF, "docs/x.md": "x\n"})
    place.commit("main", {PATH: "# One.\n# Two.\n" + SOUND, "other.py": "x = 1\n"})
    place.open_pull()
    return place
