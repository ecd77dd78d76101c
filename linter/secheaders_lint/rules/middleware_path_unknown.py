"""MW008: a middleware that does not exist."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from secheaders_lint.data import middleware as known
from secheaders_lint.data.django_middleware import has_middleware, is_beyond, nearest, table
from secheaders_lint.findings import Confidence, Severity
from secheaders_lint.remedies import ANY, Remedy, Remove, Swap
from secheaders_lint.rules.asking import version_sureness
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.mending import UNSAFE
from secheaders_lint.rules.middleware_classes_ignored import LACKS
from secheaders_lint.rules.setting_of_wrong_type import glued

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.model.stack import Entry

_PATH = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)+")


def check(site: SiteModel) -> Iterator[Report]:
    """Report paths of Django that its version does not have, and those of the project that lead nowhere."""
    for entry in site.stack.entries:
        # Of two paths that a missing comma glued together DJ008 speaks.
        if not entry.sure or _PATH.fullmatch(entry.path) is None or glued(entry.path):
            continue
        if entry.path.startswith("django."):
            yield from _of_django(site, entry)
        elif entry.path not in known.table():
            missing = _missing(site, entry.path)
            if missing:
                yield _report(
                    site, entry, missing, "Correct the path, or take the line out.", Confidence.HIGH
                )


def _of_django(site: SiteModel, entry: Entry) -> Iterator[Report]:
    path, version = entry.path, site.django.version
    # Of Django 6.0's CSP under an older one CSP006 speaks, with what to use in its place.
    if (
        has_middleware(path, version)
        or path == known.NATIVE_CSP
        or is_beyond(version)
        or _django_is_own(site)
    ):
        return
    span = table().get(path)
    if span is not None:
        if version is None:
            return
        first, last = span
        new = not site.at_least(first)
        why = f"it is new in Django {first}" if new else f"Django {last} was the last to have it"
        advice = f"Upgrade to Django {first}, or take the line out." if new else "Take the line out."
        report = _report(
            site, entry, f"Django {version} has no {path} ({why})", advice, version_sureness(site)
        )
        yield report if new else report._replace(remedies=(_without(entry),))
        return
    meant = nearest(path, version)
    # Without a version it may be one that is newer than what is known here.
    if meant is None and (version is None or not path.endswith("Middleware")):
        return
    advice = f"Write '{meant}'." if meant else "Take the line out."
    report = _report(site, entry, f"Django has no {path}", advice, Confidence.HIGH)
    # What starts for the first time has everything to say that rules know of.
    swap = Remedy(f"Write '{meant}'", (Swap(path, meant),), UNSAFE, (ANY,)) if meant else None
    explains = (meant, *LACKS.get(meant, ())) if meant else ()
    yield report._replace(remedies=(swap or _without(entry),), explains=explains)


def _without(entry: Entry) -> Remedy:
    return Remedy(f"Take {entry.label} out", (Remove(entry.path, entry.index),), UNSAFE, (ANY,))


def _report(site: SiteModel, entry: Entry, what: str, advice: str, confidence: Confidence) -> Report:
    return Report(
        f"{what}: the site does not start (ImportError)",
        site.place(entry.site) or site.anchor(),
        entry.path,
        advice,
        confidence=confidence,
    )


def _django_is_own(site: SiteModel) -> bool:
    from secheaders_lint.model.missing import is_own

    return is_own(site.evaluation.machine.importer, "django")


def _missing(site: SiteModel, path: str) -> str | None:
    # Most lists name nothing of the project.
    from secheaders_lint.model.missing import missing_part

    return missing_part(site.evaluation.machine.importer, path)


RULE = Rule(
    code="MW008",
    name="middleware-path-unknown",
    summary="a middleware that does not exist",
    severity=Severity.ERROR,
    check=check,
    source="packages of Django 1.8 to 6.1",
    docs=Docs(
        what=(
            "Reports a path that begins with `django.` and that the project's version of Django does not have: removed, not yet there, or "
            "misspelt. Of the project's own paths it reports those whose package is in the repository while the module or the class "
            "certainly is not."
        ),
        why=(
            "Django imports every entry when it starts. One that cannot be imported is an ImportError, and the site does not come up; "
            "often that shows only when settings that are used in production alone are read for the first time."
        ),
        example=(
            "```python\n# Django 2.0 and newer\nMIDDLEWARE = [\n"
            '    "django.contrib.auth.middleware.SessionAuthenticationMiddleware",\n]\n```'
        ),
        instead=(
            '```python\nMIDDLEWARE = [\n    "django.contrib.auth.middleware.AuthenticationMiddleware",  # does it by itself\n]\n```'
        ),
        silence="The module is generated when the project is built.",
    ),
)
