"""MW007: a middleware stands in the list twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data import middleware as known
from secheaders_lint.findings import Confidence, Related, Severity
from secheaders_lint.remedies import Remedy, Remove
from secheaders_lint.rules.base import Docs, Report, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.model.stack import Entry

# Of these the project's subclass takes the place of the original; of others both may be wanted, with work of their own.
_ONE_OF_A_KIND = {
    known.SESSION: "both load the session, and both set its cookie",
    known.CSRF: "the lower one has nothing left to check",
    known.SECURITY: "what the lower one sets stands, and the upper one works in vain",
    known.CLICKJACKING: "what the lower one sets stands, and the upper one works in vain",
    known.GZIP: "only the lower one compresses",
    known.CORS: "what the upper one sets stands, and the lower one works in vain",
    known.WHITENOISE: "only the upper one ever serves a file, and the files are looked up twice at start",
}


def check(site: SiteModel) -> Iterator[Report]:
    """Report the second of two that are the same."""
    seen: dict[str, Entry] = {}
    for entry in site.stack.entries:
        if not entry.sure:
            continue
        first = seen.setdefault(entry.kind, entry)
        if first is entry:
            continue
        if first.path == entry.path:
            yield _report(site, first, entry, f"'{entry.path}' stands in the list twice: {_same(entry)}")
        elif entry.kind in _ONE_OF_A_KIND and first.own != entry.own:
            own, plain = (entry, first) if entry.own else (first, entry)
            yield _report(
                site,
                first,
                entry,
                f"{own.label} of the project inherits from {plain.label}, which stands in the list as well: {_ONE_OF_A_KIND[entry.kind]}",
                Confidence.MEDIUM,
            )


def _same(entry: Entry) -> str:
    if entry.known is None or entry.own:
        return "it runs two times for every request"
    return _ONE_OF_A_KIND.get(entry.kind, "it runs two times for every request, once to no use")


def _report(
    site: SiteModel, first: Entry, second: Entry, message: str, confidence: Confidence = Confidence.HIGH
) -> Report:
    where = site.place(first.site)
    return Report(
        message,
        site.place(second.site) or site.anchor(),
        second.kind,
        "Keep the one that stands where it belongs, and take the other out.",
        related=(Related(f"{first.label} stands here first", where),) if where is not None else (),
        confidence=confidence,
        remedies=(Remedy("Keep the first, take the second out", (Remove(second.path, second.index),)),)
        if first.path == second.path
        else (),
    )


RULE = Rule(
    code="MW007",
    name="middleware-twice",
    summary="a middleware stands in the list twice",
    severity=Severity.INFO,
    check=check,
    source="Django documentation, Middleware; code of Django 6.0 and of the packages",
    docs=Docs(
        what=(
            "Reports a path that is in the list two times, and a class of the project beside the original that it inherits from, where "
            "only one of the two makes sense (sessions, CSRF, security headers, compression, CORS, WhiteNoise). It is advice: Django runs "
            "both, and as far as is known nothing is lost by it."
        ),
        why=(
            "It usually comes from settings files that each add to the list. The work is done twice for every request, and whoever "
            "moves or removes one of the two wonders why nothing changes."
        ),
        example=(
            '```python\n# production.py\nMIDDLEWARE = ["django.middleware.security.SecurityMiddleware", *MIDDLEWARE]'
            "  # base.py has it already\n```"
        ),
        instead="```python\n# production.py: nothing, the list of base.py is complete\n```",
        silence="Both are wanted, each with a part of the work.",
    ),
)
