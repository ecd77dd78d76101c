"""``headers`` for people: a table for each answer, with what is missing in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.reporters.escape import inert, safe
from secheaders_lint.reporters.grades_text import grade_lines
from secheaders_lint.reporters.kinds_text import NAMES, kind_lines
from secheaders_lint.reporters.modules import heading
from secheaders_lint.reporters.style import pad, width_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secheaders_lint.reporters.style import Style
    from secheaders_lint.reporters.tables import HeaderRow, HeadersModule, ResponseTable

# The headers that graders count, in the order in which they are read.
GRADED = (
    "Strict-Transport-Security",
    "Content-Security-Policy",
    "X-Frame-Options",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Permissions-Policy",
)
_HSTS, _CSP, *_ = GRADED
_REPORT_ONLY = "Content-Security-Policy-Report-Only"
_NAME_WIDTH = 28
_VALUE_WIDTH = 40
_SHORT_VALUE = 11
_REDIRECTS = frozenset({301, 302, 307, 308})
_BROKEN = 500
_MARKS = {"known": " ", "conditional": "~", "unknown": "?"}
_LOOKS = {"known": "green", "conditional": "yellow", "unknown": "yellow"}


class _Page(NamedTuple):
    """What every answer of one module needs: the look, whether all is told, the column in which origins stand."""

    module: HeadersModule
    style: Style
    verbose: bool
    column: int


def render(modules: Iterable[HeadersModule], style: Style, *, verbose: bool = False) -> str:
    """Return the predicted answers of all modules; with ``verbose`` every setting and middleware that has a part in them."""
    return inert(
        "\n".join("".join(f"{line}\n" for line in _module(module, style, verbose)) for module in modules)
    )


def _module(module: HeadersModule, style: Style, verbose: bool) -> list[str]:
    lines = heading(module.info, style)
    page = _Page(module, style, verbose, _column(module, style))
    before: ResponseTable | None = None
    for response in module.responses:
        if response.kind != "page" and not verbose:
            continue
        short = None if before is None or verbose else _in_short(response, before)
        told = [style.paint(line, "bold") for line in style.wrap(short, "", "  ")] if short else []
        lines += ["", *(told or _response(response, page))]
        before = response
    lines += kind_lines(module.responses, style)
    if module.grades is not None:
        lines += ["", *grade_lines(module.grades, style, verbose=verbose)]
    return lines + _legend(module, style)


def _column(module: HeadersModule, style: Style) -> int:
    """Return the column in which most origins can stand beside values."""
    origins = [_origin(each, module, verbose=False) for page in module.responses for each in page.headers]
    longest = max(map(len, origins), default=0)
    start = _NAME_WIDTH + 2
    return min(max(style.width - longest, start + _SHORT_VALUE + 2), start + _VALUE_WIDTH)


def _in_short(response: ResponseTable, before: ResponseTable) -> str | None:
    """Return an answer in one sentence where it differs from the one before in nothing but what the scheme brings."""
    if response.status in _REDIRECTS:
        return None
    rest = [each for each in before.headers if each.name != _HSTS]
    if (response.kind, response.status) != (before.kind, before.status) or list(response.headers) != rest:
        return None
    hsts = f", without {_HSTS}" if len(rest) < len(before.headers) else ""
    return f"{response.scheme}: the same {response.kind}{hsts}; nothing redirects to {before.scheme}"


def _response(response: ResponseTable, page: _Page) -> list[str]:
    style = page.style
    if response.status in _REDIRECTS and response.kind == "page" and not page.verbose:
        names = ", ".join(dict.fromkeys(each.name for each in response.headers))
        told = "" if response.scheme == "https" else f", with {names or 'none of the headers above'}"
        first, *rest = style.wrap(f"{_title(response)}{told}", "", "  ")
        return [style.paint(first, "bold"), *rest]
    lines = [style.paint(_title(response), "bold")]
    by_name = {each.name.lower(): each for each in response.headers}
    for name in GRADED:
        header = by_name.get(name.lower())
        lines += _missing(name, response, by_name, style) if header is None else _header(header, page)
    graded = {name.lower() for name in GRADED}
    for header in response.headers:
        if header.name.lower() not in graded:
            lines += _header(header, page)
    return lines


def _title(response: ResponseTable) -> str:
    name = NAMES.get(response.kind, response.kind)
    article = "an" if name[0] in "aeiou" else "a"
    if response.kind == "redirect" and response.scheme == "https" and response.status in _REDIRECTS:
        return f"https: a {name} ({response.status})"
    if response.status in _REDIRECTS:
        if response.scheme == "https":
            return (
                f"https: redirected to itself without end ({response.status}), so no {name} is ever reached"
            )
        return f"{response.scheme}: redirected to https ({response.status})"
    if response.status == _BROKEN:
        return f"{response.scheme}: every {name} is a server error (500)"
    return f"{response.scheme}: {article} {name} ({response.status or 'status not known'})"


def _missing(name: str, response: ResponseTable, by_name: dict[str, HeaderRow], style: Style) -> list[str]:
    if response.status in _REDIRECTS:
        return []
    if name == _HSTS and response.scheme == "http":
        return [f"  {pad(name, _NAME_WIDTH)}{style.paint('not sent over http', 'dim')}"]
    said = "missing, report-only" if name == _CSP and _REPORT_ONLY.lower() in by_name else "missing"
    return [f"  {pad(name, _NAME_WIDTH)}{style.paint(said, 'red', 'bold')}"]


def _header(header: HeaderRow, page: _Page) -> list[str]:
    style = page.style
    indent = " " * (_NAME_WIDTH + 2)
    unknown = "(not known)" if header.state == "unknown" else "(sent, with a value that is not known)"
    if header.echo:
        unknown = f"(the {safe(header.echo)} of the request)"
    value = unknown if header.value is None else safe(header.value)
    shown = [line.lstrip() for line in style.wrap(value, indent)] or ["(empty)"]
    lines = [indent + style.paint(line, _LOOKS[header.state]) for line in shown]
    name = pad(safe(header.name), _NAME_WIDTH - 1) + style.paint(_MARKS[header.state], "yellow")
    if width_of(name) <= _NAME_WIDTH:
        lines[0] = f"  {name}{lines[0][len(indent) :]}"
    else:
        lines.insert(0, f"  {name}".rstrip())
    origin = _origin(header, page.module, page.verbose)
    fits = width_of(lines[-1]) + 2 <= page.column and page.column + len(origin) <= style.width
    if fits and not page.verbose:
        lines[-1] = f"{pad(lines[-1], page.column)}{style.paint(origin, 'dim')}"
    else:
        lines += [style.paint(line, "dim") for line in style.wrap(origin, f"{indent}  ")]
    return lines


def _origin(header: HeaderRow, module: HeadersModule, verbose: bool) -> str:
    """Return what made a header: where its settings were decided, or else the middleware."""
    if "edge" in header.sources:
        return "sent by the edge, as configured"
    settings = [name for name in header.sources if name.isupper()]
    middleware = [safe(name.rpartition(".")[2]) for name in header.sources if not name.isupper()]
    if verbose:
        return ", ".join([*(f"{safe(name)} ({_place(name, module)})" for name in settings), *middleware])
    places = dict.fromkeys(safe(module.places[name]) for name in settings if name in module.places)
    first, *more = list(places) or (["Django's default"] if settings else middleware) or [""]
    return f"{first} and {len(more)} more" if more else first


def _place(name: str, module: HeadersModule) -> str:
    return safe(module.places[name]) if name in module.places else "Django's default"


def _legend(module: HeadersModule, style: Style) -> list[str]:
    states = {each.state for response in module.responses for each in response.headers}
    words = ["~ not with every page, or another in another environment"] if "conditional" in states else []
    words += ["? not decided"] if "unknown" in states else []
    lines = ["", "; ".join(words)] if words else []
    text = "Not part of this: what views and servers in front of Django do"
    if module.websockets:
        text += ", answers to websockets (Channels)"
    if module.unread:
        text += f", and middleware that was not read: {', '.join(map(safe, module.unread))}"
    return [*lines, "", *style.wrap(f"{text}.")]
