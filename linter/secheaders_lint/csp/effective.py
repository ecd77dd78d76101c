"""What of a policy counts in a browser of CSP level 3: some sources cancel others."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.csp.policy import SCRIPTS, Policy
from secheaders_lint.csp.sources import SELF, STRICT_DYNAMIC, UNSAFE_INLINE, is_hash, is_nonce, is_quoted

if TYPE_CHECKING:
    from collections.abc import Sequence


class Ignored(NamedTuple):
    """A source that does not count; ``trust`` tells whether ``'strict-dynamic'`` is the cause, else it is a nonce or hash."""

    directive: str
    value: str
    trust: bool


def has_nonce(values: Sequence[str]) -> bool:
    """Tell whether a list of sources holds a nonce."""
    return any(map(is_nonce, values))


def has_hash(values: Sequence[str]) -> bool:
    """Tell whether a list of sources holds a hash."""
    return any(map(is_hash, values))


def cancelled_inline(values: Sequence[str]) -> list[str]:
    """Return what a nonce or hash cancels in a list, of scripts or of styles: ``'unsafe-inline'`` (CSP level 3, 6.7.3.2)."""
    inline = UNSAFE_INLINE in values and (has_nonce(values) or has_hash(values))
    return [UNSAFE_INLINE] if inline else []


def cancelled_by_trust(values: Sequence[str]) -> list[str]:
    """Return what ``'strict-dynamic'`` cancels in a list for scripts: hosts, schemes, ``'self'``, ``'unsafe-inline'``.

    CSP level 3, 6.7.1.1 and 6.7.3.2. In other lists the keyword means nothing.
    """
    if STRICT_DYNAMIC not in values:
        return []
    return [each for each in values if not is_quoted(each) or each in {SELF, UNSAFE_INLINE}]


def active(values: Sequence[str], *, scripts: bool) -> tuple[str, ...]:
    """Return the sources of a list that count: a list that decides about scripts or another one."""
    gone = {*cancelled_inline(values), *(cancelled_by_trust(values) if scripts else ())}
    return tuple(each for each in values if each not in gone)


def effective(policy: Policy) -> tuple[Policy, list[Ignored]]:
    """Return a policy without the sources that do not count, and these (CSP Evaluator's ``getEffectiveCsp`` for level 3).

    As there, lists that decide about scripts are worked on and no others. ``default-src`` is one where it stands in for
    them, though its hosts still count for images and the like.
    """
    directives = dict(policy.directives)
    ignored = []
    for name in policy.deciding(*SCRIPTS):
        values = directives[name]
        ignored += [Ignored(name, each, trust=False) for each in cancelled_inline(values)]
        ignored += [Ignored(name, each, trust=True) for each in cancelled_by_trust(values)]
        directives[name] = active(values, scripts=True)
    return Policy(directives, policy.repeated), ignored
