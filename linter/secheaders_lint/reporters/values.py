"""Values of settings as people write them in Python; ``?1`` stands for what is not known, told of at the end."""

from __future__ import annotations

from typing import Any

from secheaders_lint.reporters.escape import safe
from secheaders_lint.reporters.tables import NOT_SET

_LONGEST = 160


class Causes:
    """Why parts of values are not known: each cause once, under a number."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def mark(self, reason: str) -> str:
        """Return the mark of a cause."""
        return f"?{self.numbers.setdefault(reason, len(self.numbers) + 1)}"


def in_words(value: Any, causes: Causes) -> str:
    """Return a value on one line."""
    if value is NOT_SET:
        return "not set"
    if isinstance(value, dict):
        special = _special(value, causes)
        if special is not None:
            return special
        return "{" + ", ".join(f"{_text(key)}: {in_words(part, causes)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(in_words(part, causes) for part in value) + "]"
    return _text(value) if isinstance(value, str) else str(value)


def _special(value: dict[str, Any], causes: Causes) -> str | None:
    if value.keys() == {"unknown"}:
        return causes.mark(str(value["unknown"]))
    return safe(str(value["repr"])) if value.keys() == {"repr"} else None


def _text(value: str) -> str:
    shown = safe(value)
    if len(shown) > _LONGEST:
        shown = shown[: _LONGEST - 3] + "..."
    return f"'{shown}'" if "'" not in shown else f'"{shown}"'


def in_lines(value: Any, causes: Causes, width: int) -> list[str]:
    """Return a value on one line where it fits, else with a line for each of its parts."""
    line = in_words(value, causes)
    if len(line) <= width or not isinstance(value, dict | list) or _is_special(value):
        return [line]
    if isinstance(value, list):
        opening, closing = "[", "]"
        parts = [in_lines(part, causes, width - 3) for part in value]
    else:
        opening, closing = "{", "}"
        parts = [_pair(key, part, causes, width) for key, part in value.items()]
    return [opening, *(f"  {each}" for part in parts for each in (*part[:-1], f"{part[-1]},")), closing]


def _pair(key: str, value: Any, causes: Causes, width: int) -> list[str]:
    first, *rest = in_lines(value, causes, width - 5 - len(key))
    return [f"{_text(key)}: {first}", *rest]


def _is_special(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() in ({"unknown"}, {"repr"})


def difference(before: Any, after: Any, causes: Causes) -> str:
    """Return another value in words; of a list or dict only what is different."""
    if before and after and isinstance(before, list) and isinstance(after, list):
        old, new = [in_words(part, causes) for part in before], [in_words(part, causes) for part in after]
    elif _is_table(before) and _is_table(after):
        old, new = (
            [f"{_text(key)}: {in_words(part, causes)}" for key, part in each.items()]
            for each in (before, after)
        )
    else:
        return in_words(after, causes)
    gone, come = [part for part in old if part not in new], [part for part in new if part not in old]
    if not gone and not come:
        return "the same in another order" if sorted(old) == sorted(new) else in_words(after, causes)
    # A key with another value is told by its new one.
    keys = {part.partition(": ")[0] for part in come} if isinstance(before, dict) else set()
    gone = [part for part in gone if part.partition(": ")[0] not in keys]
    words = ["with " + ", ".join(come)] if come else []
    words += ["without " + ", ".join(gone)] if gone else []
    return " and ".join(words)


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and not _is_special(value)
