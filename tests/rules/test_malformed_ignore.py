from __future__ import annotations

from secheaders_lint.findings import Confidence, Location, Severity
from secheaders_lint.rules.malformed_ignore import report
from secheaders_lint.source.suppressions import Suppression

from .sites import BASE, Site

WHY = "name what is ignored in brackets, as in 'ignore[HSTS001]': a rule's code or name, or a family"
BARE = Suppression(
    path="config/settings.py",
    line=3,
    column=1,
    end_column=22,
    file_wide=False,
    selectors=(),
    reason="",
    alone=True,
    malformed=WHY,
)


def test_bare_ignore() -> None:
    found = report(BARE, ("config.settings",))
    assert found.code == "SET003"
    assert found.severity is Severity.WARNING
    assert found.confidence is Confidence.HIGH
    assert found.message == f"this comment silences nothing: {WHY}"
    assert found.location == Location("config/settings.py", 3, 1, 3, 22)
    assert found.modules == ("config.settings",)
    assert "ignore[CODE]" in found.help


def test_check_itself_yields_nothing() -> None:
    assert not Site(BASE + "SECURE_HSTS_SECONDS = 31536000  # secheaders: ignore\n").findings("SET")
