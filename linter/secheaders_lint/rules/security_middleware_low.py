"""MW002: something above SecurityMiddleware answers by itself, so its answers go out without the headers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.data import middleware as known
from secheaders_lint.data.middleware import SECURITY
from secheaders_lint.findings import Confidence, Related, Severity
from secheaders_lint.remedies import Move, Remedy
from secheaders_lint.rules.asking import HSTS, listing, security_headers, switch
from secheaders_lint.rules.base import Docs, Report, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.model.stack import Entry

# What these give goes out through the whole stack (process_view, process_exception), has nothing that a header would
# protect (304, preflight), was stored with its headers (cache), leads to https anyway, or is there in development alone.
_HARMLESS = frozenset(
    (
        "django.contrib.auth.middleware.LoginRequiredMiddleware",
        "django.middleware.http.ConditionalGetMiddleware",
        "django_ratelimit.middleware.RatelimitMiddleware",
        "debug_toolbar.middleware.DebugToolbarMiddleware",
        "djangosecure.middleware.SecurityMiddleware",
        "sslify.middleware.SSLifyMiddleware",
        # Above is one of the places that its documentation proposes: a preflight must not be redirected.
        known.CORS,
        known.CSRF,
        known.FETCH_CACHE,
        # MW004 speaks of it.
        known.WHITENOISE,
    )
)
# Health checks must answer to any host by http, tenants must be known first: above is where they are meant to be. Who is
# refused before anything else is done sees nothing of the site.
_MEANT_ABOVE = re.compile(
    r"health|heart_?beat|readiness|liveness|\bready|alive|ping|probe|status|monitor|metrics|tenant|host|domain|xff|forwarded"
    r"|user_?agent|throttl|rate_?limit|firewall"
)


# Headers that mean something on a redirect, and with them the one to https itself.
_OF_REDIRECTS = frozenset((HSTS,))


class Answerer(NamedTuple):
    """A middleware above SecurityMiddleware that answers: what, whether it is meant to stand there, and when.

    ``outwards``: it replaces the answer that has come back from below, by a redirect; SecurityMiddleware has had its turn on
    the way in.
    """

    entry: Entry
    what: str
    on_purpose: bool
    outwards: bool = False


def check(site: SiteModel) -> Iterator[Report]:
    """Report what answers above SecurityMiddleware."""
    security = site.stack.find(SECURITY)
    if security is None:
        return
    lost = security_headers(site)
    found = [each for entry in site.stack.above(security) if (each := _answers(site, entry)) is not None]
    if not found or not lost:
        return
    only_redirects = all(each.outwards for each in found) and not _OF_REDIRECTS & {*lost}
    mild = all(each.on_purpose for each in found) or only_redirects or site.surroundings.tls == "none"
    names = listing([f"{each.entry.label} ({each.what})" for each in found])
    unredirected = site.surroundings.tls != "none" and not all(each.outwards for each in found)
    redirected = unredirected and switch(site, "SECURE_SSL_REDIRECT") is True
    effect = f"go out without {listing(lost)}{', and nobody is sent to https first' if redirected else ''}"
    yield Report(
        f"SecurityMiddleware stands below {names}: the answers that are made above it {effect}",
        site.place(security.site) or site.anchor(),
        SECURITY,
        _help(found, mild=mild),
        related=tuple(
            Related(f"{each.entry.label} answers above it", where)
            for each in found
            if (where := site.place(each.entry.site)) is not None
        ),
        severity=Severity.INFO if mild else None,
        confidence=Confidence.MEDIUM if all(each.entry.own for each in found) else Confidence.HIGH,
        remedies=() if mild else tuple(_remedies(found)),
    )


def _remedies(found: list[Answerer]) -> Iterator[Remedy]:
    """Yield the move above the first that is not meant to answer without the headers."""
    first = next((each.entry for each in found if not each.on_purpose), None)
    if first is not None:
        yield Remedy(f"Move SecurityMiddleware above {first.label}", (Move(SECURITY, above=first.path),))


def _help(found: list[Answerer], *, mild: bool) -> str:
    if mild:
        names = listing([each.entry.label for each in found])
        return f"Leave it if {names} must answer first; else move SecurityMiddleware to the top of the list."
    return "Move SecurityMiddleware to the top of the list; only what must answer before it may stand above."


def _answers(site: SiteModel, entry: Entry) -> Answerer | None:
    """Return what a middleware answers by itself; ``None`` where it does not, or that is not known."""
    if not entry.sure or entry.kind in _HARMLESS:
        return None
    meant = _MEANT_ABOVE.search(entry.path.rpartition(".")[2].lower()) is not None
    if entry.kind == known.LOCALE:
        # Only where URLs begin with a language, which settings do not tell.
        return Answerer(entry, "redirects to a language", on_purpose=True, outwards=True)
    if entry.kind == known.COMMON:
        prepends = switch(site, "PREPEND_WWW") is True
        if not prepends and switch(site, "APPEND_SLASH") is False:
            return None
        return Answerer(entry, "redirects", on_purpose=False, outwards=not prepends)
    if entry.known is not None and entry.known.answers is not None:
        return Answerer(entry, _short(entry.known.answers), on_purpose=meant)
    written = site.written(entry)
    preflights = "cors" in entry.path.rpartition(".")[2].lower()
    if written is not None and written.answers and not preflights:
        return Answerer(entry, "answers of its own", on_purpose=meant)
    return None


def _short(answers: str) -> str:
    """Return the status or the first words of what the table says of a middleware's answers."""
    first = re.split(r"[,;(]| for | of | to | instead", answers)[0].strip()
    return f"answers {first}" if first[:1].isdigit() else first


RULE = Rule(
    code="MW002",
    name="security-middleware-low",
    summary="a middleware above SecurityMiddleware answers by itself, without its headers",
    severity=Severity.WARNING,
    check=check,
    cwe=693,
    source="Django documentation, Middleware ordering; headers recorded from Django 2.2 to 6.1",
    docs=Docs(
        what=(
            "Reports what stands above `SecurityMiddleware` and makes answers of its own: CommonMiddleware's slash redirects, a "
            "maintenance page, a tenant's 404, a middleware of the project that returns a response. Django's checks look whether the "
            "middleware is in the list, never where."
        ),
        why=(
            "On its way out an answer passes only those middleware that stand above the one that made it. A page that is answered above "
            "`SecurityMiddleware` has no Strict-Transport-Security and no X-Content-Type-Options, and a visitor who came by http gets it "
            "by http. Health checks and tenants are often put there on purpose; those are advice only, and so are slash redirects as long "
            "as they lose nothing that means anything on a redirect."
        ),
        example=(
            '```python\nMIDDLEWARE = [\n    "django.middleware.common.CommonMiddleware",  # /page -> /page/ without headers\n'
            '    "django.middleware.security.SecurityMiddleware",\n]\n```'
        ),
        instead=(
            '```python\nMIDDLEWARE = [\n    "django.middleware.security.SecurityMiddleware",\n'
            '    "django.middleware.common.CommonMiddleware",\n]\n```'
        ),
        silence="What stands above has to answer by http or to any host, such as a health check.",
    ),
)
