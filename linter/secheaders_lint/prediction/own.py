"""Headers that middleware of the project set in a plain way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.rendering import UnknownPart

if TYPE_CHECKING:
    from secheaders_lint.model.own_headers import HeaderWrite
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.model.stack import Entry
    from secheaders_lint.prediction.answer import Draft

# Headers that are predicted, by their lower-case names; CORS beside them.
_IN_SCOPE = frozenset({
    "strict-transport-security", "x-content-type-options", "x-frame-options", "referrer-policy", "content-security-policy",
    "content-security-policy-report-only", "permissions-policy", "feature-policy", "cross-origin-opener-policy",
    "cross-origin-embedder-policy", "cross-origin-resource-policy", "x-xss-protection", "vary", "cache-control",
})  # fmt: skip


def respond_plain(site: SiteModel, entry: Entry, writes: tuple[HeaderWrite, ...], draft: Draft) -> None:
    """Set what a middleware writes, in its order."""
    draft.sure, draft.fixed = entry.sure, entry.fixed
    for each in writes:
        name = each.name.lower()
        if name not in _IN_SCOPE and not name.startswith("access-control-"):
            continue
        value = each.value if each.value is not None else _of_setting(site, each.setting)
        sources = (each.setting, entry.path) if each.setting else (entry.path,)
        if entry.sure:
            draft.put(site, each.name, value, sources, keep=each.keeps)
        elif not (each.keeps and each.name in draft):
            # It may not be there: then the header is another one, or none.
            draft.doubt(each.name, entry.path)


def _of_setting(site: SiteModel, name: str) -> str | UnknownPart:
    value = site.value(name)
    return value if isinstance(value, str) else UnknownPart(f"value of {name}", None)
