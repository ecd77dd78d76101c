"""The slash redirect of ``django.middleware.common.CommonMiddleware`` (read in Django 1.8 to 6.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.prediction.answer import Draft, Started, merged

if TYPE_CHECKING:
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.prediction.answer import Request

_NOT_FOUND = 404


def answer_slash(site: SiteModel, request: Request) -> Started | None:
    """Redirect on the way in, as before Django 4.2: nothing below ever sees the request."""
    appends = site.settings.get("APPEND_SLASH").truth
    if request.kind != "redirect" or site.at_least("4.2") or appends is False:
        return None
    return Started(Draft(301), sure=appends is True, seen_by_itself=True)


def respond_common(site: SiteModel, request: Request, draft: Draft) -> Draft | None:
    """Put a redirect in place of the 404 of an address that lacks its slash: it has no header of the middleware below."""
    appends = site.settings.get("APPEND_SLASH").truth
    if request.kind != "redirect" or draft.status != _NOT_FOUND or appends is False:
        return None
    redirect = Draft(301)
    redirect.sure, redirect.fixed, redirect.reached = draft.sure, draft.fixed, draft.reached
    return redirect if appends and draft.sure else merged(redirect, draft)
