"""Selectors: the words that name rules in options, config and comments: a code, a name, or a family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from secheaders_lint.rules.base import Rule


def selects(selector: str, code: str, name: str) -> bool:
    """Tell whether a selector means a rule, in capitals or not."""
    return selector.strip().upper() in words_for(code, name)


def words_for(code: str, name: str) -> tuple[str, str, str]:
    """Return the selectors that mean a rule, in capitals: its code, its family, its name."""
    return code, code.rstrip("0123456789"), name.upper()


def any_selects(selectors: Iterable[str], code: str, name: str) -> bool:
    """Tell whether one of the selectors means a rule."""
    return any(selects(selector, code, name) for selector in selectors)


def check_selectors(selectors: Iterable[str], rules: Sequence[Rule], where: str) -> None:
    """Raise `UsageError` for the first selector that means no rule; ``where`` says who asked for it."""
    for selector in selectors:
        if not any(selects(selector, rule.code, rule.name) for rule in rules):
            raise UsageError(f"{where}: no rule is called {selector!r}{nearest(selector, rules)}")


def nearest(selector: str, rules: Sequence[Rule]) -> str:
    """Return the end of a sentence that names what was meant, where something is near."""
    from difflib import get_close_matches

    words = {word.lower(): word for rule in rules for word in (rule.code, rule.name, rule.family)}
    close = get_close_matches(selector.strip().lower(), words, n=1, cutoff=0.6)
    return f"; did you mean {words[close[0]]}?" if close else "; `secheaders-lint rules` lists them"
