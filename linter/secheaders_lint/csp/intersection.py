"""Several policies at once: the one policy that allows what all of them allow (CSP level 3, 8.1)."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from secheaders_lint.csp.effective import active
from secheaders_lint.csp.meeting import meet
from secheaders_lint.csp.policy import SCRIPTS, Policy
from secheaders_lint.csp.sources import (
    NONE,
    REPORT_SAMPLE,
    SELF,
    STRICT_DYNAMIC,
    UNSAFE_EVAL,
    UNSAFE_INLINE,
    WASM_UNSAFE_EVAL,
    is_hash,
    is_nonce,
    is_quoted,
)
from secheaders_lint.data.csp import table
from secheaders_lint.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    Values = tuple[str, ...]

_SOURCE_LIST = "source-list"
_LISTS_WITHOUT_FALLBACK = ("frame-ancestors",)
_SANDBOX, _TRUSTED_TYPES = "sandbox", "trusted-types"
# Sources of one list times those of the other, over all lists: far more than any header holds.
_MOST_PAIRS = 400_000


def intersect(policies: Sequence[Policy]) -> Policy:
    """Return the policy that allows what all of the given ones allow; of a single one that itself.

    Lists of sources keep what every policy has under the directive that decides there. What only some browsers count
    (``'unsafe-inline'`` beside a nonce) is kept where every policy has it and it is cancelled again. Reporting, Trusted
    Types for scripts and directives without sources hold as soon as one policy has them. Where no list says exactly what
    is left (a nonce in one, hosts in the other: both are asked of a script), it is the wider one, the nonce.
    Raises `UsageError` where there are more sources than can be compared.
    """
    distinct = list({str(each): each for each in policies}.values())
    if len(distinct) == 1:
        return distinct[0]
    budget = _Budget()
    written: dict[str, list[Values]] = {}
    for each in distinct:
        for name, values in each.directives.items():
            written.setdefault(name, []).append(values)
    directives = {
        name: _of_lists(name, distinct, budget) if _is_list(name) else _joined(name, lists)
        for name, lists in written.items()
    }
    for name in filter(_is_list, table()):
        if name not in directives:
            _add_where_fallback_differs(name, distinct, directives, budget)
    return Policy(directives)


class _Budget:
    """What is left of the comparisons."""

    def __init__(self) -> None:
        self._pairs = _MOST_PAIRS

    def spend(self, pairs: int) -> None:
        self._pairs -= pairs
        if self._pairs < 0:
            raise UsageError("the policies hold too many sources to be compared; audit them one by one")


def _is_list(name: str) -> bool:
    row = table().get(name)
    return row is not None and (row["value"] == _SOURCE_LIST or name in _LISTS_WITHOUT_FALLBACK)


def _add_where_fallback_differs(
    name: str, policies: Sequence[Policy], directives: dict[str, Values], budget: _Budget
) -> None:
    """Add a directive that no policy has, where what it falls back to is not the same as in every policy."""
    inherited = Policy(directives).governing(name)
    if inherited is None:
        return
    # What counts of default-src is another thing for scripts than for the rest.
    same_kind = inherited in SCRIPTS or name not in SCRIPTS
    if same_kind and all(each.governing(name) in {inherited, None} for each in policies):
        return
    values = _of_lists(name, policies, budget)
    if set(values) != set(directives[inherited]):
        directives[name] = values


def _of_lists(name: str, policies: Sequence[Policy], budget: _Budget) -> Values:
    """Return the sources that all policies that decide on ``name`` have for it."""
    lists = [each.sources(name) for each in policies if each.governing(name) is not None]
    scripts = name in SCRIPTS
    left = active(lists[0], scripts=scripts)
    for values in lists[1:]:
        right = active(values, scripts=scripts)
        budget.spend((len(left) + 1) * (len(right) + 1))
        left = _both(left, right)
    return _with_fallbacks(left, lists, scripts=scripts)


def _with_fallbacks(left: Values, lists: Sequence[Values], *, scripts: bool) -> Values:
    """Return a list with the sources for older browsers that stand in all lists, in the order of the first."""
    others = list(map(frozenset, lists[1:]))
    shared = [each for each in lists[0] if each in left or all(each in other for other in others)]
    whole = tuple(dict.fromkeys((*shared, *left)))
    return whole if set(active(whole, scripts=scripts)) == set(left) else left


def _both(one: Values, other: Values) -> Values:
    """Return what two lists of sources, cancelled ones taken out, both allow."""
    kept = [
        *(each for each in one if is_quoted(each) and each != SELF and _is_kept(each, other)),
        *(each for each in other if is_quoted(each) and each != SELF and _is_kept(each, one)),
    ]
    places = [each for each in one if _is_place(each)]
    others = [each for each in other if _is_place(each)]
    met = (meet(left, right) for left in places for right in others)
    found = tuple(dict.fromkeys(chain(kept, (each for each in met if each is not None))))
    return tuple(each for each in found if each != NONE) or (NONE,)


def _is_kept(value: str, other: Values) -> bool:
    """Tell whether a keyword, nonce or hash allows anything that the other list allows too."""
    if value == REPORT_SAMPLE or value in other:
        return True
    if value == WASM_UNSAFE_EVAL:
        return UNSAFE_EVAL in other
    if value == STRICT_DYNAMIC:
        return any(map(_is_place, other))
    if is_nonce(value) or is_hash(value):
        # A script can have both a nonce and a hash that is listed, but not two nonces.
        rival = is_nonce if is_nonce(value) else is_hash
        return any(
            _is_place(each)
            or each == UNSAFE_INLINE
            or ((is_nonce(each) or is_hash(each)) and not rival(each))
            for each in other
        )
    return False


def _is_place(value: str) -> bool:
    return value == SELF or not is_quoted(value)


def _joined(name: str, lists: Sequence[Values]) -> Values:
    """Return the values of a directive that is no list of sources: permissions that all give, or all that any asks for."""
    if name not in {_SANDBOX, _TRUSTED_TYPES}:
        return tuple(dict.fromkeys(chain.from_iterable(lists)))
    if name == _TRUSTED_TYPES:
        # `*` allows every name; two policies with it and names leave the names.
        lists = [each for each in lists if "*" not in each] or lists[:1]
    shared = tuple(each for each in lists[0] if all(each in other for other in lists[1:]))
    return shared or ((NONE,) if name == _TRUSTED_TYPES else ())
