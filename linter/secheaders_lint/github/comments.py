"""The text of a comment: what is wrong, what visitors lose, where it comes from, what can be done, and a mark to know it by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Confidence
from secheaders_lint.reporters.markdown import fix_title, place, rule_link
from secheaders_lint.reporters.markup import block, code, details, prose
from secheaders_lint.reporters.patch import patch_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secheaders_lint.findings import Finding, Fix
    from secheaders_lint.github.marks import Mark
    from secheaders_lint.github.suggestions import Suggestion
    from secheaders_lint.reporters.report import CheckReport

# GitHub takes 65,536 characters.
_LONGEST, _MOST_PATCHES, _MOST_RELATED = 60_000, 3, 8
_SURE = {
    Confidence.MEDIUM: "The environment decides this, and may decide otherwise.",
    Confidence.LOW: "Something that cannot be read has a part in this.",
}


def comment_on(
    findings: Sequence[Finding],
    report: CheckReport,
    mark: Mark,
    offered: Sequence[Fix] = (),
    suggestion: Suggestion | None = None,
    *,
    deleted: bool = False,
) -> str:
    """Return the comment about one finding, or several that one suggestion mends.

    ``offered`` are the fixes that ``suggestion`` applies, others are shown as patches. ``deleted`` says that the comment stands on a line
    that is gone.
    """
    parts = [part for each in findings for part in _about(each, report, deleted=deleted)]
    offer = f"{_offer(offered)}\n\n{suggestion.block}" if suggestion is not None else ""
    # What is to be applied is whole, whatever is cut.
    about = "\n".join(filter(None, parts))[: max(_LONGEST - len(offer), 0)]
    text = f"{about}\n{offer}" if offer else about
    for fix in [fix for each in findings for fix in each.fixes if fix not in offered][:_MOST_PATCHES]:
        patch = patch_of(fix, report.text)
        shown = f"\n{details(fix_title(fix), block(patch, 'diff'))}" if patch else ""
        if len(text) + len(shown) < _LONGEST:
            text += shown
    return f"{text}\n{mark.text}\n"


def _about(finding: Finding, report: CheckReport, *, deleted: bool) -> list[str]:
    parts = [
        f"**{finding.severity.label}** {rule_link(finding, report)}: {prose(finding.message)}\n",
        f"This line is gone; what holds now: {place(finding.location)}.\n" if deleted else "",
        f"→ {prose(finding.help)}\n" if finding.help else "",
        f"*{_SURE[finding.confidence]}*\n" if finding.confidence in _SURE else "",
        "".join(
            f"- {place(each.location)}: {prose(each.message)}\n" for each in finding.related[:_MOST_RELATED]
        ),
    ]
    if len(finding.modules) > 1:
        parts.append(f"Holds for {', '.join(code(each) for each in finding.modules)}.\n")
    return parts


def _offer(fixes: Sequence[Fix]) -> str:
    """Say what applying the suggestion does, and who may decide on it."""
    least = min(each.applicability for each in fixes).label
    titles = "; ".join(dict.fromkeys(prose(each.title) for each in fixes))
    done = {1: "", 2: " fixes both"}.get(len(fixes), f" fixes all {len(fixes)}")
    return f"Applying this{done} ({least}): {titles}"
