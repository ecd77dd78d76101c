"""The answers that are no pages, for people: a line each that says how they differ from the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.reporters.escape import safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secheaders_lint.reporters.style import Style
    from secheaders_lint.reporters.tables import HeaderRow, ResponseTable

_HSTS = "strict-transport-security"
# What a page has that other answers need not have: it says nothing of how safe they are.
_OF_PAGES = frozenset({"set-cookie", "vary", "cache-control"})
_REDIRECTS = frozenset({301, 302, 307, 308})
NAMES = {
    "redirect": "slash redirect",
    "static": "static file",
    "error": "error page",
    "preflight": "CORS preflight",
}
_WIDTH = 16


def kind_lines(responses: Iterable[ResponseTable], style: Style) -> list[str]:
    """Return the lines about all answers but the page; none where there are none."""
    by_place = {(each.kind, each.scheme): each for each in responses}
    page = by_place.get(("page", "https"))
    kinds = list(dict.fromkeys(kind for kind, _ in by_place if kind != "page"))
    if page is None or not kinds or page.status in _REDIRECTS:
        return []
    redirected = _is_redirected(by_place.get(("page", "http")))
    lines = ["", style.paint("Other answers, against the page", "bold")]
    for kind in kinds:
        secure, plain = by_place[kind, "https"], by_place.get((kind, "http"))
        told = _difference(secure, page)
        if redirected and plain is not None and plain.status == secure.status and kind != "redirect":
            told += "; over http it is not redirected to https"
        status = "not known" if secure.status is None else str(secure.status)
        lines += style.wrap(f"  {NAMES.get(kind, kind):{_WIDTH}}{status}  {told}", "", " " * (_WIDTH + 7))
    return lines


def _is_redirected(response: ResponseTable | None) -> bool:
    return response is not None and response.status in _REDIRECTS


def _difference(response: ResponseTable, page: ResponseTable) -> str:
    """Return in words what an answer lacks, has beside, and has otherwise than the page."""
    own, others = _rows(response), _rows(page)
    lacks = [others[name].name for name in others if name not in own]
    more = [_shown(own[name]) for name in own if name not in others]
    changed = [
        _shown(own[name])
        for name in own
        if name in others and (own[name].value, own[name].state) != (others[name].value, others[name].state)
    ]
    parts = [f"without {', '.join(map(safe, lacks))}"] if lacks else []
    parts += [f"with {', '.join([*more, *changed])}"] if more or changed else []
    return "; ".join(parts) or "the same headers"


def _rows(response: ResponseTable) -> dict[str, HeaderRow]:
    return {each.name.lower(): each for each in response.headers if each.name.lower() not in _OF_PAGES}


def _shown(row: HeaderRow) -> str:
    if row.echo:
        return f"{safe(row.name)}: (the {safe(row.echo)} of the request){' (perhaps)' if row.state != 'known' else ''}"
    if row.value is None:
        return f"{safe(row.name)} (not known)"
    return f"{safe(row.name)}: {safe(row.value)}{' (perhaps)' if row.state != 'known' else ''}"
