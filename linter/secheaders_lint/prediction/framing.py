"""X-Frame-Options, as ``django.middleware.clickjacking.XFrameOptionsMiddleware`` sends it (read in Django 1.8 to 6.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import CLICKJACKING
from secheaders_lint.evaluator.rendering import Repr, UnknownPart
from secheaders_lint.prediction.answer import Broken

if TYPE_CHECKING:
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.prediction.answer import Draft, Request


def respond_frame_options(site: SiteModel, request: Request, draft: Draft) -> None:
    """Set the header in capitals; anything but a text has no ``upper()``, and every page is a server error."""
    del request
    if "X-Frame-Options" in draft and draft.headers["x-frame-options"].state == "known":
        return
    value = site.value("X_FRAME_OPTIONS")
    if isinstance(value, Repr):
        value = UnknownPart(value.text, None)
    if isinstance(value, str):
        value = value.upper()
    elif not isinstance(value, UnknownPart):
        raise Broken("X_FRAME_OPTIONS")
    draft.put(site, "X-Frame-Options", value, ("X_FRAME_OPTIONS", CLICKJACKING))
