"""SET002: a comment that silences nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Confidence, Finding, Location, Severity
from secheaders_lint.remedies import EraseText, Remedy
from secheaders_lint.rules.base import Docs, Report, Rule, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.source.suppressions import Suppression

HELP = "Remove it, or move it to the line of the finding that it is meant for (or alone to the line above)."


def check(site: SiteModel) -> Iterator[Report]:
    """Yield nothing: only after all rules have run is it known which comments were of use; see :func:`report`."""
    del site
    return iter(())


def report(suppression: Suppression, selectors: tuple[str, ...], modules: tuple[str, ...]) -> Finding:
    """Return the finding about those selectors of a comment that silence nothing, for the modules its file is part of."""
    what = "silences nothing in this file" if suppression.file_wide else "silences nothing here"
    found = finding(
        RULE,
        Report(
            f"ignore{'-file' if suppression.file_wide else ''}[{', '.join(selectors)}] {what}",
            place_of(suppression),
            ",".join(suppression.selectors),
            HELP,
        ),
        "",
        Confidence.HIGH,
    )
    found.modules = modules
    found.remedies = (_remedy(suppression, selectors),)
    return found


def _remedy(suppression: Suppression, idle: tuple[str, ...]) -> Remedy:
    """Return the comment without the selectors that silence nothing; without any that is left it goes as a whole."""
    left = [each for each in suppression.selectors if each not in idle]
    place = (suppression.path, suppression.line, suppression.column, suppression.end_column)
    if not left:
        return Remedy("Remove the comment", (EraseText(*place),))
    return Remedy(f"Leave {', '.join(left)} alone", (EraseText(*place, suppression.naming(left)),))


def place_of(suppression: Suppression) -> Location:
    """Return where a comment stands."""
    return Location(
        suppression.path, suppression.line, suppression.column, suppression.line, suppression.end_column
    )


RULE = Rule(
    code="SET002",
    name="unused-ignore",
    summary="an ignore comment that silences nothing",
    severity=Severity.WARNING,
    check=check,
    docs=Docs(
        what=(
            "Reports `# secheaders: ignore[…]` and `ignore-file[…]` of which a selector silences no finding: the finding has gone, or "
            "it stands on another line."
        ),
        why="A comment that was forgotten says that something is wrong where nothing is, and will hide the next finding of that rule.",
        example="```python\nSECURE_HSTS_SECONDS = 31536000  # secheaders: ignore[HSTS001] still rolling out\n```",
        instead="```python\nSECURE_HSTS_SECONDS = 31536000\n```",
        silence="The finding comes and goes with something outside of the repository; silence it in the config instead.",
    ),
)
