"""Questions about Referrer-Policy: its tokens, and which of them counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.remedies import Remedy, SwapText
from secheaders_lint.rules.asking import REFERRER, referrer_setting, sent_anyway, words
from secheaders_lint.rules.mending import SAFE, by_setting

if TYPE_CHECKING:
    from secheaders_lint.findings import Applicability
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
    """The policy that goes out: the setting that makes it, its tokens, and the one that counts (``None``: no valid one).

    ``listed``: the setting is a list, and each token an element of it.
    """

    setting: str
    tokens: tuple[str, ...]
    counts: str | None
    listed: bool = False


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
    listed = isinstance(value, list) and value == tokens
    return ReferrerPolicy(name, tuple(tokens), valid[-1] if valid else None, listed)


def in_place_of_last(policy: ReferrerPolicy, right: str, most: Applicability = SAFE) -> tuple[Remedy, ...]:
    """Return the remedy that writes another policy for the one that counts; those before it, for older browsers, stay."""
    *others, last = (token for token in policy.tokens if token.lower() in TOKENS)
    is_there = others[-1:] == [right]
    if not policy.listed:
        return by_setting(policy.setting, ", ".join(others if is_there else (*others, right)), most=most)
    title = f"Take {last!r} out" if is_there else f"Write {right!r} for {last!r}"
    return (Remedy(title, (SwapText(policy.setting, last, None if is_there else right),), most),)
