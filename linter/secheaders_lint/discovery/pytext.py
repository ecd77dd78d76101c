"""Small questions to Python source as text: no parser, linear time, and silence where it is not sure.

Scripts that start Django follow a few patterns, and reading them must not cost the import of a parser: most
repositories that are looked at hold nothing else of interest.
"""

from __future__ import annotations

import re
from itertools import islice

# A string without escapes is one match; others are followed escape by escape: for each round of a repeated group the
# regular expression engine would keep a stack entry, and a file may hold millions of them.
_LEXEME = re.compile(
    r"""(?P<string>'(?!'')[^'\\\n]*'|"(?!"")[^"\\\n]*")|[bruf]{0,2}(?P<long>\"\"\"|''')|(?P<quote>["'])|\#[^\n]*""",
    re.IGNORECASE,
)
_ENDS = {
    quote: re.compile(r"\\.|(" + quote + ")" + (r"|\n" if len(quote) == 1 else ""), re.DOTALL)
    for quote in ("'", '"', "'''", '"""')
}
_STRING = re.compile(
    r"""\s*(?P<prefix>[a-z]{0,2})(?P<quote>["'])(?P<body>(?:(?!(?P=quote))[^\\\n]|\\.)*)(?P=quote)""",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d]\w*")
_CALL = re.compile(r"[^\W\d][\w.]*\s*\(")
_FIELD = re.compile(r"\{([^{}]*)\}")
_KEYWORD = re.compile(r"\s*([^\W\d]\w*)\s*=(?!=)")
_READERS = frozenset(
    {"get", "getenv", "config", "env", "str", "setdefault", "var", "get_env", "decouple_config"}
)
_LIMIT = 16
_MAX_CHARS = 2000
# Expressions of one script that are looked into: each may name others, and those again.
_MAX_EXPRESSIONS = 300


def without_comments(text: str) -> str:
    """Blank out comments and long strings; lines and the other strings stay where they are."""
    pieces, at = [], 0
    while found := _LEXEME.search(text, at):
        kind, start, end = found.lastgroup, found.start(), found.end()
        if kind is None:
            pieces.append(text[at:start])
        elif kind == "long":
            end = _string_end(text, end, found["long"])
            pieces += [text[at:start], '""', "\n" * text.count("\n", start, end)]
        else:
            end = _string_end(text, end, found["quote"]) if kind == "quote" else end
            pieces.append(text[at:end])
        at = end
    return "".join([*pieces, text[at:]])


def _string_end(text: str, start: int, quote: str) -> int:
    """Return the offset after the string whose content begins at ``start``: where it is not closed, that of its line's end."""
    search = _ENDS[quote].search
    while found := search(text, start):
        if found[1]:
            return found.end()
        if found[0] == "\n":
            return found.start()
        start = found.end()
    return len(text)


def split_top(text: str, separators: tuple[str, ...]) -> list[str]:
    """Split an expression at separators that stand outside of brackets and strings."""
    pieces, start, depth, at = [], 0, 0, 0
    while at < len(text):
        char = text[at]
        if char in "\"'":
            found = _STRING.match(text, at)
            at = found.end() if found else at + 1
            continue
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif depth == 0:
            separator = next((each for each in separators if text.startswith(each, at)), None)
            if separator is not None:
                pieces.append(text[start:at])
                at += len(separator)
                start = at
                continue
        at += 1
    return [*pieces, text[start:]]


def expression_at(text: str, start: int, *, until: str = ",;\n") -> str:
    """Return the expression at ``start``: up to the end of its bracket, or to a character of ``until``."""
    text, depth, at = text[start : start + _MAX_CHARS], 0, 0
    while at < len(text):
        char = text[at]
        if char in "\"'":
            found = _STRING.match(text, at)
            at = found.end() if found else at + 1
            continue
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
            if depth < 0:
                break
        elif depth == 0 and char in until and not (char == "\n" and text[at - 1] == "\\"):
            break
        at += 1
    return text[:at].strip()


class Strings:
    """The strings that expressions of one script may stand for, as far as the script's own text tells."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._left = _MAX_EXPRESSIONS
        self._assigned: dict[str, list[str]] = {}

    def of(self, expression: str, depth: int = 0) -> tuple[str, ...]:
        """Return the strings that an expression may be, in the order of the text; none where it does not say."""
        text = expression.strip()
        self._left -= 1
        if depth > 4 or not text or self._left < 0:
            return ()
        alternatives = _alternatives(text)
        if len(alternatives) > 1:
            found = [string for each in alternatives for string in self.of(each, depth + 1)]
            return tuple(dict.fromkeys(found))[:_LIMIT]
        terms = split_top(text, ("+",))
        if len(terms) > 1:
            return self._joined([self.of(term, depth + 1) for term in terms])
        return self._atom(text, depth)

    def _joined(self, parts: list[tuple[str, ...]]) -> tuple[str, ...]:
        whole: tuple[str, ...] = ("",)
        for part in parts:
            whole = tuple(left + right for left in whole for right in part)[:_LIMIT]
        return whole

    def _atom(self, text: str, depth: int) -> tuple[str, ...]:
        if text[0] == "(" and text[-1] == ")":
            return self.of(text[1:-1], depth + 1)
        if _STRING.match(text):
            return self._literal(text, depth)
        if _NAME.fullmatch(text):
            return self._constant(text, depth)
        if _CALL.match(text) and text[-1] == ")":
            return self._default_of(text, depth)
        return ()

    def _literal(self, text: str, depth: int) -> tuple[str, ...]:
        parts, at = [], 0
        while found := _STRING.match(text, at):
            body, at = found["body"], found.end()
            parts.append(self._formatted(body, depth) if "f" in found["prefix"].lower() else (body,))
        rest = text[at:].strip()
        whole = self._joined(parts)
        if rest.startswith("%"):
            values = self.of(rest[1:].strip(" ()"), depth + 1)
            return tuple(
                each.replace("%s", value, 1) for each in whole for value in values if each.count("%") == 1
            )
        if rest.startswith(".format(") and rest.endswith(")"):
            values = self.of(rest[len(".format(") : -1], depth + 1)
            return tuple(
                _FIELD.sub(value, each) for each in whole for value in values if each.count("{") == 1
            )
        return whole if not rest else ()

    def _formatted(self, body: str, depth: int) -> tuple[str, ...]:
        parts: list[tuple[str, ...]] = []
        at = 0
        for field in _FIELD.finditer(body):
            parts += [(body[at : field.start()],), self.of(field[1], depth + 1)]
            at = field.end()
        return self._joined([*parts, (body[at:],)])

    def _constant(self, name: str, depth: int) -> tuple[str, ...]:
        if name not in self._assigned:
            pattern = rf"^[ \t]*{re.escape(name)}[ \t]*(?::[^=\n]*)?=(?!=)"
            assignments = islice(re.finditer(pattern, self._text, re.MULTILINE), _LIMIT)
            self._assigned[name] = [expression_at(self._text, each.end()) for each in assignments]
        found = [string for each in self._assigned[name] for string in self.of(each, depth + 1)]
        return tuple(dict.fromkeys(found))[:_LIMIT]

    def _default_of(self, text: str, depth: int) -> tuple[str, ...]:
        opening = text.index("(")
        callee = text[:opening].strip().rpartition(".")[2].lower()
        _, *rest = split_top(text[opening + 1 : -1], (",",))
        known = callee in _READERS
        return self.default_in(",".join(rest), depth) if known or "default" in text else ()

    def default_in(self, arguments: str, depth: int = 0) -> tuple[str, ...]:
        """Return what a default may be, by the arguments that follow the name of what is read."""
        positional: list[str] = []
        for argument in split_top(arguments, (",",)):
            keyword = _KEYWORD.match(argument)
            if keyword is None:
                positional.append(argument)
            elif keyword[1] == "default":
                return self.of(argument[keyword.end() :], depth + 1)
        return self.of(positional[0], depth + 1) if positional else ()


def _alternatives(text: str) -> list[str]:
    """Split ``a if test else b`` and ``a or b`` into what the value may be."""
    parts = split_top(text, (" or ",))
    if len(parts) > 1:
        return parts
    chosen = split_top(text, (" else ",))
    if len(chosen) == 1:
        return chosen
    return [split_top(part, (" if ",))[0] for part in chosen]
