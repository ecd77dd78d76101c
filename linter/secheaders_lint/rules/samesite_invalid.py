"""COOKIE005: a SameSite that Django refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import csrf_cookie, session_cookie, shown
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.mending import UNSAFE, by_setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

# COOKIE004 speaks of "none", which Django takes from 3.1 on.
_WORDS = frozenset(("lax", "strict", "none"))


def check(site: SiteModel) -> Iterator[Report]:
    """Report the session and the CSRF cookie where ``set_cookie`` raises for their SameSite."""
    if not site.at_least("2.1"):
        return
    for prefix, sets, what in (
        ("SESSION_COOKIE", session_cookie(site), "a log-in, and whatever else sets the session cookie,"),
        ("CSRF_COOKIE", csrf_cookie(site), "every page with a form"),
    ):
        name = f"{prefix}_SAMESITE"
        if sets is True and _is_refused(site.value(name)):
            yield Report(
                f"{name} is {shown(site.value(name))}, which Django refuses: {what} is a server error",
                site.where(name),
                name,
                "Write 'Lax', 'Strict' or 'None' (with Secure); False leaves the attribute out.",
                remedies=by_setting(name, _meant(site.value(name)), most=UNSAFE),
            )


def _meant(value: Any) -> str:
    """Return the word that a value is meant to be: never ``None``, which opens the cookie to other sites."""
    from difflib import get_close_matches

    near = get_close_matches(str(value).lower(), ["lax", "strict"], n=1, cutoff=0.6)
    return near[0].capitalize() if near else "Lax"


def _is_refused(value: Any) -> bool:
    if isinstance(value, str):
        return bool(value) and value.lower() not in _WORDS
    # ``True.lower()`` raises as well.
    return value is True


RULE = Rule(
    code="COOKIE005",
    name="samesite-invalid",
    summary="a SameSite that Django refuses: what sets the cookie is a server error",
    severity=Severity.ERROR,
    check=check,
    cwe=1275,
    versions="Django 2.1 and newer",
    source="Django, HttpResponse.set_cookie; answers recorded from Django 2.2 to 6.0",
    docs=Docs(
        what="Reports `SESSION_COOKIE_SAMESITE` and `CSRF_COOKIE_SAMESITE` with a word that is none of Lax, Strict and None, or with `True`.",
        why=(
            "Django looks at the word only when it sets the cookie, and raises then: the site starts and its front page works, but a "
            "visitor who logs in, or meets a form, gets a server error. No system check looks at it."
        ),
        example='```python\nSESSION_COOKIE_SAMESITE = "Laxx"\n```',
        instead='```python\nSESSION_COOKIE_SAMESITE = "Lax"\n```',
        silence="Never: mend the word.",
    ),
)
