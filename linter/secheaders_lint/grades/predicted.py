"""From predicted answers to both grades."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.grades.assumptions import SCRIPTS, Assumptions
from secheaders_lint.grades.observatory import Scan, Score, grade
from secheaders_lint.grades.observatory.scan import HOST, Hop
from secheaders_lint.grades.outlook import outlook_on
from secheaders_lint.grades.securityheaders import NOT_FOLLOWED, Estimate, estimate
from secheaders_lint.grades.sharing import Sharing, sharing_of
from secheaders_lint.prediction.simulate import page

if TYPE_CHECKING:
    from secheaders_lint.grades.observatory.scan import Headers
    from secheaders_lint.grades.outlook import Outlook
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.prediction.answer import Response

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FIRST_REFUSED = 400
# Status codes of refused pages that the Observatory grades nevertheless.
_GRADED_REFUSALS = frozenset({401, 403})
_NONCE = "'nonce-*'"
_MISSING = (Hop("http", HOST),)
_TO_HTTPS = (*_MISSING, Hop("https", HOST))


class Predicted(NamedTuple):
    """What a site answers: the page by https and by http, a preflight request, and who ends TLS (``none``: nobody)."""

    https: Response
    http: Response
    sharing: Sharing = Sharing()
    tls: str = "django"


class Letter(NamedTuple):
    """The estimated letter of securityheaders.com with its reasons; ``worst`` where what is not known can bring a worse one."""

    best: Estimate | None
    worst: Estimate | None = None


class Points(NamedTuple):
    """The score of the Observatory; ``worst`` where what is not known can bring another one."""

    best: Score | None
    worst: Score | None = None


class Grades(NamedTuple):
    """Both grades. ``without``: why there is no score; ``unknown``: the headers that are taken at their best."""

    securityheaders: Letter
    observatory: Points
    assumed: tuple[str, ...] = ()
    without: str = ""
    unknown: tuple[str, ...] = ()


def grades_of_site(site: SiteModel, assumptions: Assumptions = Assumptions()) -> Grades:  # noqa: B008 - it is immutable
    """Predict the answers of a site and grade them."""
    predicted = Predicted(page(site, "https"), page(site, "http"), sharing_of(site), site.surroundings.tls)
    return grades_of(predicted, assumptions)


def grades_of(predicted: Predicted, assumptions: Assumptions) -> Grades:
    """Return both grades of the page, which is taken as one that sets the session and the CSRF cookie."""
    shown = predicted.http if predicted.tls == "none" else predicted.https
    assumed = tuple(assumptions.told())
    if any(_NONCE in (header.value or "") for header in shown.headers):
        # It stands in the header where the page asks for it, and not otherwise.
        assumed += ("the page uses the nonce of its policy",)
    without = _why_none(shown)
    if without:
        letter = Estimate(NOT_FOLLOWED, (without,)) if shown.status in _REDIRECTS else None
        return Grades(Letter(letter), Points(None), assumed, without)
    outlook = outlook_on(shown)
    return Grades(
        _letter(outlook, secure=predicted.tls != "none"),
        _points(outlook, predicted, assumptions),
        assumed,
        unknown=outlook.unknown,
    )


def _why_none(shown: Response) -> str:
    """Return why there is nothing to grade; empty where there is."""
    status = shown.status
    if status in _REDIRECTS:
        return "the page redirects to itself without end"
    if status is not None and status >= _FIRST_REFUSED and status not in _GRADED_REFUSALS:
        return f"every page is an error ({status})"
    return ""


def _letter(outlook: Outlook, *, secure: bool) -> Letter:
    best, worst = (estimate(headers, secure=secure) for headers in (outlook.best, outlook.worst_letter))
    return Letter(best, worst if worst.grade != best.grade else None)


def _points(outlook: Outlook, predicted: Predicted, assumptions: Assumptions) -> Points:
    best_hops, worst_hops = _hops(predicted, assumptions)
    best = grade(_scan(outlook.best, best_hops, predicted.sharing.best, predicted.tls, assumptions))
    worst = grade(
        _scan(outlook.worst_points, worst_hops, predicted.sharing.worst, predicted.tls, assumptions)
    )
    return Points(best, worst if worst.tests != best.tests else None)


def _scan(
    headers: Headers,
    hops: tuple[Hop, ...] | None,
    cors: Headers | None,
    ends_tls: str,
    assumptions: Assumptions,
) -> Scan:
    tls = "none" if ends_tls == "none" else "valid" if assumptions.certificate else "invalid"
    return Scan(headers, hops, tls, cors, assumptions.preloaded, SCRIPTS[assumptions.scripts])


def _hops(
    predicted: Predicted, assumptions: Assumptions
) -> tuple[tuple[Hop, ...] | None, tuple[Hop, ...] | None]:
    """Return where a visitor of http comes to, at best and at worst."""
    if predicted.tls == "none":
        return _MISSING, _MISSING
    if assumptions.http != "django":
        hops = _TO_HTTPS if assumptions.http == "redirect" else None
        return hops, hops
    status = predicted.http.status
    return (
        _TO_HTTPS if status is None or status in _REDIRECTS else _MISSING,
        _TO_HTTPS if status in _REDIRECTS else _MISSING,
    )
