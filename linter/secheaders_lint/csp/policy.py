"""A policy and its directives, and which directive decides about what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from secheaders_lint.data.csp import table

if TYPE_CHECKING:
    from collections.abc import Mapping

SCRIPT_SRC, SCRIPT_SRC_ATTR, SCRIPT_SRC_ELEM = "script-src", "script-src-attr", "script-src-elem"
DEFAULT_SRC, OBJECT_SRC, BASE_URI = "default-src", "object-src", "base-uri"
# The three that decide which scripts run: any, those in attributes, those in elements.
SCRIPTS = (SCRIPT_SRC, SCRIPT_SRC_ATTR, SCRIPT_SRC_ELEM)


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy: its directives in order, each with its values; ``repeated`` names those that were written again, in vain."""

    directives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    repeated: tuple[str, ...] = ()

    def governing(self, name: str) -> str | None:
        """Return the directive that decides what ``name`` would: itself, else the first one there is of its fallback chain.

        ``None``: none does, everything is allowed. The chains are those of CSP level 3. CSP Evaluator goes from
        ``worker-src`` and ``frame-src`` to ``default-src`` at once; none of its checks asks for these.
        """
        row = table().get(name)
        chain = (name, *(row["fallback"] if row else ()))
        return next((each for each in chain if each in self.directives), None)

    def sources(self, name: str) -> tuple[str, ...]:
        """Return the values of the directive that decides what ``name`` would; empty where none does."""
        found = self.governing(name)
        return () if found is None else self.directives[found]

    def deciding(self, *names: str) -> list[str]:
        """Return the directives that decide what these would, each once, in order."""
        found = (self.governing(each) for each in names)
        return list(dict.fromkeys(each for each in found if each is not None))

    def __str__(self) -> str:
        return "; ".join(" ".join((name, *values)) for name, values in self.directives.items())
