"""Questions about frames: whether pages of a site are known to show one another in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from secheaders_lint.model.site import SiteModel

# Their previews, pickers and pop-ups are frames of the site itself, and their documentation asks for SAMEORIGIN.
_FRAME_THEMSELVES = ("wagtail", "cms", "filer", "django_summernote", "admin_interface", "jazzmin")


def frames_itself(site: SiteModel) -> bool:
    """Tell whether something is installed that shows pages of the site in frames of its own."""
    parts = site.settings.parts("INSTALLED_APPS") or []
    return any(
        isinstance(part.value, str) and part.value.partition(".")[0] in _FRAME_THEMSELVES for part in parts
    )
