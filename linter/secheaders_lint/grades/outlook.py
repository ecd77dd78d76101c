"""A predicted answer as graders would see it: what is not known is taken at its best and at its worst."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from secheaders_lint.grades.observatory.scan import Headers
    from secheaders_lint.prediction.answer import Header, Response

_COOKIE = "set-cookie"
_BEST_COOKIE, _WORST_COOKIE = "sessionid=*; Path=/; Secure; HttpOnly; SameSite=Lax", "sessionid=*; Path=/"
# What brings the most. A header that is not named here changes no grade, and counts only where it is known.
_BEST = {
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "geolocation=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
}
# What costs more points than not to be sent at all.
_WORSE_THAN_NONE = {
    "referrer-policy": "unsafe-url",
    "cross-origin-opener-policy": "invalid",
    "cross-origin-embedder-policy": "invalid",
    "cross-origin-resource-policy": "invalid",
}


class Outlook(NamedTuple):
    """The headers of an answer at their best, and the two ways of being at their worst: for points and for letters.

    ``unknown`` names the headers that these differ in.
    """

    best: Headers
    worst_points: Headers
    worst_letter: Headers
    unknown: tuple[str, ...]


def outlook_on(response: Response) -> Outlook:
    """Return the headers of a predicted answer with what is not known filled in; cookies that few pages set are left out."""
    unknown = [
        header.name
        for header in response.headers
        if not header.optional and header.value is None and header.name.lower() in {*_BEST, _COOKIE}
    ]
    return Outlook(
        tuple(_filled(response, _BEST, 0, _BEST_COOKIE)),
        tuple(_filled(response, _WORSE_THAN_NONE, 1, _WORST_COOKIE)),
        tuple(_filled(response, {}, 1, _WORST_COOKIE)),
        tuple(dict.fromkeys(unknown)),
    )


def _filled(
    response: Response, values: Mapping[str, str], bound: int, cookie: str
) -> Iterator[tuple[str, str]]:
    for header in response.headers:
        if header.optional:
            continue
        value = header.value if header.value is not None else _guess(header, values, bound, cookie)
        if value is not None:
            yield header.name, value


def _guess(header: Header, values: Mapping[str, str], bound: int, cookie: str) -> str | None:
    if header.bounds is not None:
        return header.bounds[bound]
    name = header.name.lower()
    return cookie if name == _COOKIE else values.get(name)
