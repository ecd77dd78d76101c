"""Questions about django-cors-headers: whether it runs, who is let in, with credentials or without."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.data.cors import ALL, CREDENTIALS, LISTED, PATHS, PATTERNS
from secheaders_lint.data.middleware import CORS
from secheaders_lint.prediction.cors import in_force
from secheaders_lint.rules.asking import shown, switch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.findings import Location
    from secheaders_lint.model.site import SiteModel


class Given(NamedTuple):
    """One text of a list of origins or patterns: the setting, the text, where it stands."""

    setting: str
    text: str
    location: Location


def runs(site: SiteModel) -> bool:
    """Tell whether the middleware of django-cors-headers is known to run."""
    return site.stack.has(CORS) is True


def lets_everyone_in(site: SiteModel) -> bool | None:
    """Return whether every origin is let in; ``None`` where that is not known."""
    name = in_force(site, ALL)
    return False if name is None else switch(site, name)


def lets_someone_in(site: SiteModel) -> bool:
    """Tell whether some origin is known to be let in: without any the middleware does nothing."""
    return lets_everyone_in(site) is True or any((*texts(site, LISTED), *texts(site, PATTERNS)))


def with_credentials(site: SiteModel) -> bool | None:
    """Return whether answers may be read that were given to the visitor's cookies; ``None`` where that is not known."""
    return switch(site, CREDENTIALS) if site.settings.is_set(CREDENTIALS) else False


def texts(site: SiteModel, names: tuple[str, str]) -> Iterator[Given]:
    """Yield the texts that are surely in a list of origins or patterns."""
    name = in_force(site, names)
    for part in (site.settings.parts(name) if name is not None else None) or []:
        if name is not None and part.sure and isinstance(part.value, str):
            yield Given(name, part.value, site.place(part.site) or site.where(name))


def limit(site: SiteModel) -> str | None:
    """Return the paths that CORS is limited to, for a message; ``None`` where it is for all."""
    if not site.settings.is_set(PATHS):
        return None
    pattern = site.value(PATHS)
    if not isinstance(pattern, str):
        return f"paths that fit {PATHS}"
    return f"paths that fit {shown(pattern)}" if pattern.strip("^$/") not in {"", ".*"} else None
