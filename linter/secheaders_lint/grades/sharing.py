"""What the Observatory's question about CORS is answered: its origin is one that no project lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.grades.observatory.scan import SCANNER_ORIGIN
from secheaders_lint.prediction.cors import allowed
from secheaders_lint.prediction.simulate import answer, gives

if TYPE_CHECKING:
    from secheaders_lint.grades.observatory.scan import Headers
    from secheaders_lint.model.site import SiteModel

_ORIGIN, _CREDENTIALS = "Access-Control-Allow-Origin", "Access-Control-Allow-Credentials"
_EVERYONE = ("CORS_ALLOW_ALL_ORIGINS", "CORS_ORIGIN_ALLOW_ALL")
_PUBLIC: Headers = ((_ORIGIN, "*"),)
# Any origin is let in by its own name, and with cookies: what costs half of all points.
_ANYONE: Headers = ((_ORIGIN, SCANNER_ORIGIN), (_CREDENTIALS, "true"))
# Two letters at least must follow the slash: `/`, which is what the scanner asks about, does not fit.
_BELOW_ROOT = re.compile(r"\^/[A-Za-z0-9_-]{2}[^|]*")


class Sharing(NamedTuple):
    """The headers of the answer at its best and at its worst; ``None``: it has none that matter."""

    best: Headers | None = None
    worst: Headers | None = None


def sharing_of(site: SiteModel) -> Sharing:
    """Return how the site answers a preflight request for ``/`` from the scanner.

    A list of origins does not hold the scanner's, and patterns of origins are taken not to fit it.
    """
    if not gives(site, "preflight") or _is_below_root(site):
        return Sharing()
    header = answer(site, "preflight", "https").header(_ORIGIN)
    if header is None or not set(_EVERYONE).intersection(header.sources):
        return Sharing()
    if header.value == "*":
        return Sharing(_PUBLIC, _PUBLIC)
    credentials = site.settings.get("CORS_ALLOW_CREDENTIALS").truth
    worst = _PUBLIC if credentials is False else _ANYONE
    sure = allowed(site).sure is True and _has_no_pattern(site)
    return Sharing((_ANYONE if credentials else _PUBLIC) if sure else None, worst)


def _has_no_pattern(site: SiteModel) -> bool:
    return not site.settings.is_set("CORS_URLS_REGEX")


def _is_below_root(site: SiteModel) -> bool:
    """Tell whether CORS is switched on for paths below a folder alone."""
    pattern = site.value("CORS_URLS_REGEX")
    return isinstance(pattern, str) and _BELOW_ROOT.fullmatch(pattern) is not None
