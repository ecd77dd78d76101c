from __future__ import annotations

import pytest

from .projects import SITE, Workspace


@pytest.fixture
def workspace(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS", "TERM"):
        monkeypatch.delenv(name, raising=False)
    return Workspace(tmp_path, capsys)


@pytest.fixture
def site(workspace):
    workspace.write(SITE)
    return workspace
