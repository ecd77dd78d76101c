from __future__ import annotations

from secheaders_lint.findings import Confidence, Location, Severity
from secheaders_lint.rules.unused_ignore import report
from secheaders_lint.source.suppressions import Suppression

from .sites import BASE, Site


def comment(*selectors: str, file_wide: bool = False) -> Suppression:
    """Return a well-formed comment with these selectors."""
    return Suppression(
        path="config/settings.py",
        line=7,
        column=30,
        end_column=62,
        file_wide=file_wide,
        selectors=selectors,
        reason="still rolling out",
        alone=False,
        malformed="",
    )


def test_selectors_that_silence_nothing() -> None:
    found = report(comment("HSTS001", "CTO001"), ("CTO001",), ("config.settings", "config.other"))
    assert found.code == "SET002"
    assert found.severity is Severity.WARNING
    assert found.confidence is Confidence.HIGH
    assert found.message == "ignore[CTO001] silences nothing here"
    assert found.location == Location("config/settings.py", 7, 30, 7, 62)
    assert found.modules == ("config.settings", "config.other")


def test_whole_file() -> None:
    found = report(comment("CSP", file_wide=True), ("CSP",), ("config.settings",))
    assert found.message == "ignore-file[CSP] silences nothing in this file"


def test_comments_differ_by_what_they_name() -> None:
    first, second = (report(comment(name), (name,), ("m",)) for name in ("HSTS001", "CTO001"))
    assert first.fingerprint != second.fingerprint


def test_check_itself_yields_nothing() -> None:
    assert not Site(BASE + "SECURE_HSTS_SECONDS = 31536000  # secheaders: ignore[HSTS001] done\n").findings(
        "SET"
    )
