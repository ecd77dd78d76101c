"""What a change brought: findings before and after it, compared by fingerprint and counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from secheaders_lint.findings import Finding

T = TypeVar("T")


def brought(
    after: Iterable[T],
    before: Iterable[Finding],
    finding_of: Callable[[T], Finding],
    *,
    was_there: Callable[[str], bool],
    is_there: Callable[[str], bool],
) -> tuple[T, ...]:
    """Return what of ``after`` was not there before.

    ``was_there`` and ``is_there`` tell whether a file was in the tree before and is in it now: a finding in a file that is
    new is the same as one in a file that is gone where it says the same about the same thing, so that a file that is
    renamed brings nothing.
    """
    rest: Counter[str] = Counter()
    known = list(before)
    for each in known:
        rest[each.fingerprint] += 1
    new: list[T] = []
    for one in after:
        fingerprint = finding_of(one).fingerprint
        if rest[fingerprint] > 0:
            rest[fingerprint] -= 1
        else:
            new.append(one)
    gone = Counter(
        _words(each) for each in known if rest[each.fingerprint] > 0 and not is_there(each.location.path)
    )
    return tuple(one for one in new if not _was_moved(finding_of(one), gone, was_there))


def _was_moved(
    finding: Finding, gone: Counter[tuple[str, str, str]], was_there: Callable[[str], bool]
) -> bool:
    if was_there(finding.location.path) or gone[_words(finding)] < 1:
        return False
    gone[_words(finding)] -= 1
    return True


def _words(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.subject, finding.message
