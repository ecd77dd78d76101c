"""Headers that pages have whatever the settings for them say: the edge sends them, or a middleware of the project surely does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.data.header_values import protects_nobody
from secheaders_lint.data.middleware import CLICKJACKING, DJANGO_CSP, NATIVE_CSP, SECURITY

if TYPE_CHECKING:
    from secheaders_lint.model.own_headers import HeaderWrite
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.model.stack import Entry

# These leave a header alone that is there when the answer comes to them.
_LEAVING = frozenset({SECURITY, CLICKJACKING, NATIVE_CSP, DJANGO_CSP})


class Given(NamedTuple):
    """A header: its name as written, its text (``None``: not known), the middleware that sets it (``None``: the edge does)."""

    name: str
    value: str | None
    entry: Entry | None


def read_given(site: SiteModel) -> dict[str, Given]:
    """Return the headers that are sure to be sent, by their lower-case names.

    The answer goes outwards through the middleware; what one of the project sets holds unless one further out may change it.
    A value with which the header protects nobody counts as none.
    """
    found: dict[str, Given] = {}
    perhaps: set[str] = set()
    for entry in reversed(site.stack.entries):
        writes = site.plain_writes(entry)
        if writes is None:
            _pass_by(site, entry, found, perhaps)
        for write in writes or ():
            _write(site, entry, write, found, perhaps)
    for name, text in site.surroundings.edge.items():
        found[name.lower()] = Given(name, text, None)
    return found


def _pass_by(site: SiteModel, entry: Entry, found: dict[str, Given], perhaps: set[str]) -> None:
    """Note what a middleware may set or change that is known, or that cannot be read."""
    known = entry.known
    sent = {each.partition(" ")[0].lower() for each in known.sets} if known is not None else set()
    perhaps |= sent
    unread = known is None or entry.own
    for name in list(found):
        if (name in sent and entry.kind not in _LEAVING) or (unread and site.may_set(entry, name)):
            del found[name]


def _write(
    site: SiteModel, entry: Entry, write: HeaderWrite, found: dict[str, Given], perhaps: set[str]
) -> None:
    name = write.name.lower()
    if write.keeps and (name in found or name in perhaps):
        # What is there already stays, whichever that is.
        return
    found.pop(name, None)
    if not entry.sure:
        perhaps.add(name)
        return
    value = write.value if write.value is not None else site.value(write.setting)
    text = value if isinstance(value, str) else None
    if text is None or not protects_nobody(name, text):
        found[name] = Given(write.name, text, entry)
