"""A reviewer who applies a suggestion, as GitHub does: the content of the block replaces whole lines, their line ends stay."""

from __future__ import annotations

from markdown_it import MarkdownIt

_PARSER = MarkdownIt("commonmark")


def suggested(body: str) -> list[str] | None:
    """Return the lines of the one suggestion in a comment; None where there is none."""
    blocks = [
        token for token in _PARSER.parse(body) if token.type == "fence" and token.info.strip() == "suggestion"
    ]
    if not blocks:
        return None
    (block,) = blocks
    return block.content.split("\n")[:-1]


def applied(text: str, start: int, end: int, lines: list[str]) -> str:
    """Return a file whose lines from ``start`` to ``end`` (inclusive) have become others."""
    own = text.split("\n")
    ending = "\r" if own[end - 1].endswith("\r") else ""
    return "\n".join([*own[: start - 1], *(f"{line}{ending}" for line in lines), *own[end:]])
