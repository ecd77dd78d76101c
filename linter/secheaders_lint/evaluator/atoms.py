"""Atoms: the tests that conditions are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Atom:
    """One test that the repository cannot decide: about a variable, a file outside of it, a package, the machine.

    ``index`` is its place in the order of the diagrams; ``kind`` is one of ``set``, ``is``, ``test`` (environment variables), ``exists``, ``import``, ``machine``,
    ``opaque``; ``subject`` the variable, path or package; ``when`` and ``unless`` the texts for true and false;
    ``holds`` tells for ``is`` and ``test`` what the test gives for one value of the variable; ``prefer`` what it
    gives on most machines, ``None`` where that cannot be said.
    """

    __slots__ = ("detail", "holds", "index", "kind", "prefer", "subject", "unless", "when")

    def __init__(
        self,
        index: int,
        kind: str,
        subject: str,
        detail: object,
        texts: tuple[str, str],
        holds: Callable[[str], bool] | None,
        prefer: bool | None,
    ) -> None:
        self.index = index
        self.kind = kind
        self.subject = subject
        self.detail = detail
        self.when, self.unless = texts
        self.holds = holds
        self.prefer = prefer

    def __repr__(self) -> str:
        return f"Atom({self.when!r})"
