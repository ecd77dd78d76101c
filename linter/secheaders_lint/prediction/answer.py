"""Requests, answers on their way out, and the headers of a predicted response."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.evaluator.rendering import Repr, UnknownPart

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from secheaders_lint.model.site import SiteModel


class Header(NamedTuple):
    """One header: its ``value`` (``None`` where not known), how sure it is, and what made it.

    ``state``: ``known`` (nothing outside of the repository changes it), ``conditional`` (the environment can), ``unknown``.
    ``bounds`` are the safest and the weakest of what an unknown value can be, where that is worked out: cookies have flags
    that are known beside ones that are not. ``optional``: a page may do without, whatever the settings are. ``echo`` names the header of the
    request whose value it repeats, where it does: it is sent for sure, with a value that the visitor brings.
    """

    name: str
    value: str | None
    state: str
    sources: tuple[str, ...]
    bounds: tuple[str, str] | None = None
    optional: bool = False
    echo: str = ""


class Response(NamedTuple):
    """One predicted answer: what kind, by which scheme the visitor came, its status (``None``: not known), its headers."""

    kind: str
    scheme: str
    status: int | None
    headers: tuple[Header, ...]

    def header(self, name: str) -> Header | None:
        """Return the first header of that name, in any case."""
        wanted = name.lower()
        return next((header for header in self.headers if header.name.lower() == wanted), None)


class Request(NamedTuple):
    """What a visitor asks: the kind of answer that the URLs would give, the visitor's scheme, what Django takes it for.

    ``cross_origin``: it has an Origin header, with an origin that is not the site's own.
    """

    kind: str
    scheme: str
    secure: bool
    path: str = "/page/"
    cross_origin: bool = False


class Started(NamedTuple):
    """An answer that a middleware makes on the way in: how sure that it does, and whether its own way out sees it."""

    draft: Draft
    sure: bool
    seen_by_itself: bool


def unknown_among(parts: Iterable[Any]) -> UnknownPart | None:
    """Return the first part that is not known: objects of other packages are known by name alone."""
    for part in parts:
        if isinstance(part, UnknownPart):
            return part
        if isinstance(part, Repr):
            return UnknownPart(f"value of {part.text}", None)
    return None


class Broken(Exception):  # noqa: N818 - it is Django's error that is told of, not ours
    """Raised where the middleware itself raises: Django then answers with a server error at that level of the stack."""


class Draft:
    """An answer on its way out through the middleware.

    ``viewed`` where a view gave it, or failed to; ``plain`` where Django's own error page did; ``reached``: how many middleware,
    from the outermost, saw the request.
    """

    __slots__ = ("cookies", "fixed", "headers", "plain", "reached", "status", "sure", "viewed")

    def __init__(self, status: int | None, *, viewed: bool = False) -> None:
        self.status = status
        self.viewed = viewed
        self.plain = False
        self.reached = 0
        self.headers: dict[str, Header] = {}
        self.cookies: list[Header] = []
        # False while a middleware works on it that may not be in the list, or not in every environment.
        self.sure = True
        self.fixed = True

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.headers

    def put(
        self, site: SiteModel, name: str, value: Any, sources: Iterable[str], *, keep: bool = True
    ) -> None:
        """Set a header from settings; with ``keep`` one that is there already stays."""
        key = name.lower()
        if keep and key in self.headers:
            return
        made = tuple(sources)
        if isinstance(value, UnknownPart) or value is None:
            self.headers[key] = Header(name, None, "unknown", made)
        else:
            self.headers[key] = Header(name, str(value), self.state(site, made), made)

    def state(self, site: SiteModel, sources: Iterable[str]) -> str:
        """Return the state of what the running middleware makes of some settings."""
        return "known" if self.sure and self.fixed and constant(site, sources) else "conditional"

    def weaken(self, name: str = "") -> None:
        """Note that a header, or everything, is another one in another environment."""
        for key, header in self.headers.items():
            if header.state == "known" and name.lower() in {"", key}:
                self.headers[key] = header._replace(state="conditional")
        if not name:
            self.cookies = [_maybe(cookie) for cookie in self.cookies]

    def vary(self, site: SiteModel, value: str, source: str, *, sure: bool = True) -> None:
        """Add a field name to Vary; not ``sure`` where it depends on more than settings whether it is added."""
        before = self.headers.get("vary")
        names = (
            []
            if before is None or before.value is None
            else [part.strip() for part in before.value.split(",")]
        )
        if value.lower() not in {name.lower() for name in names}:
            sources = () if before is None else before.sources
            self.put(site, "Vary", ", ".join([*names, value]), (*sources, source), keep=False)
            if not sure or (before is not None and before.state != "known"):
                self.headers["vary"] = self.headers["vary"]._replace(state="conditional")

    def send(
        self, name: str, value: str | None, state: str, sources: Iterable[str], *, echo: str = ""
    ) -> None:
        """Set a header that is there, whatever was there before; ``value`` ``None``: with a value that is not known, or an echo."""
        self.headers[name.lower()] = Header(name, value, state, tuple(sources), echo=echo)

    def doubt(self, name: str, source: str) -> None:
        """Note that a middleware which cannot be read may set a header, or change it."""
        before = self.headers.get(name.lower())
        sources = () if before is None else before.sources
        self.headers[name.lower()] = Header(name, None, "unknown", (*sources, source))


def merged(one: Draft, other: Draft) -> Draft:
    """Return the answer that is the one or the other: what they do not share is conditional."""
    both = Draft(one.status if one.status == other.status else None, viewed=one.viewed and other.viewed)
    both.reached = max(one.reached, other.reached)
    for key in (*one.headers, *(key for key in other.headers if key not in one.headers)):
        first, second = one.headers.get(key), other.headers.get(key)
        if first is not None and second is not None and first.value == second.value:
            both.headers[key] = first
            continue
        found = first or second
        if found is not None:
            state = "unknown" if found.value is None or (first and second) else "conditional"
            both.headers[key] = found._replace(state=state, value=None if first and second else found.value)
    both.cookies = [
        cookie if cookie in one.cookies and cookie in other.cookies else _maybe(cookie)
        for cookie in dict.fromkeys((*one.cookies, *other.cookies))
    ]
    return both


def _maybe(header: Header) -> Header:
    return header if header.state == "unknown" else header._replace(state="conditional")


def constant(site: SiteModel, sources: Iterable[str]) -> bool:
    """Tell whether no condition has a part in the settings among the sources."""
    settings = site.settings
    names = [name for name in sources if name.isupper()]
    return all(
        settings.renderer.is_constant(settings.evaluation.value(name))
        for name in names
        if settings.get(name).is_set
    )
