"""Questions about Referrer-Policy: its tokens, and which of them counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.rules.asking import REFERRER, referrer_setting, sent_anyway, words

if TYPE_CHECKING:
    from secheaders_lint.model.site import SiteModel

TOKENS = frozenset(
    (
        "no-referrer",
        "no-referrer-when-downgrade",
        "origin",
        "origin-when-cross-origin",
        "same-origin",
        "strict-origin",
        "strict-origin-when-cross-origin",
        "unsafe-url",
    )
)


class ReferrerPolicy(NamedTuple):
    """The policy that goes out: the setting that makes it, its tokens, and the one that counts (``None``: no valid one)."""

    setting: str
    tokens: tuple[str, ...]
    counts: str | None


def referrer_policy(site: SiteModel) -> ReferrerPolicy | None:
    """Return the policy that the settings make; ``None`` where none goes out, or that is not known."""
    name = None if sent_anyway(site, REFERRER) else referrer_setting(site)
    value = None if name is None else site.value(name)
    tokens = words(value) if value or value == "" else None
    if name is None or tokens is None:
        return None
    if isinstance(value, list) and len(tokens) > 1 and site.settings.parts(name) is None:
        # A set: which token will be the last is not known.
        return None
    valid = [token.lower() for token in tokens if token.lower() in TOKENS]
    return ReferrerPolicy(name, tuple(tokens), valid[-1] if valid else None)
