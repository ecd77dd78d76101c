"""Findings: what a rule reports, where, how sure it is, and what makes it the same finding tomorrow."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class Severity(IntEnum):
    """How bad it is: ``error`` breaks or exposes the site, ``warning`` leaves visitors without a protection, ``info`` is advice."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word that users see: ``info``, ``warning`` or ``error``."""
        return self.name.lower()


class Confidence(IntEnum):
    """How sure a finding is.

    ``high``: it holds in every reading. ``medium``: it rests on the default of an environment read or on one branch. ``low``:
    part of it is unknown, or something that cannot be read may do what is missing.
    """

    LOW = 1
    MEDIUM = 2
    HIGH = 3

    @property
    def label(self) -> str:
        """The word that users see: ``low``, ``medium`` or ``high``."""
        return self.name.lower()


class Location(NamedTuple):
    """A range of a file: path relative to the root with ``/``; lines and columns 1-based, the end exclusive."""

    path: str
    line: int
    column: int = 1
    end_line: int = 0
    end_column: int = 0


class Related(NamedTuple):
    """A second place that explains a finding (the import line, the guard, the earlier write)."""

    message: str
    location: Location


class Applicability(IntEnum):
    """Who may apply a fix.

    ``safe``: what visitors get stays as it is, or gains what hurts nobody (design: nosniff, Referrer-Policy, and what the page
    has already for redirects, errors and static files). ``unsafe``: right, but visitors get something else, or someone has to
    decide. ``display``: advice with a diff, which no option applies.
    """

    DISPLAY = 1
    UNSAFE = 2
    SAFE = 3

    @property
    def label(self) -> str:
        """The word that users see: ``display``, ``unsafe`` or ``safe``."""
        return self.name.lower()


class Edit(NamedTuple):
    """A change of a file: the text of a range (an empty one: a place between characters) becomes ``replacement``.

    Line ends in ``replacement`` are those of the file.
    """

    location: Location
    replacement: str


class Fix(NamedTuple):
    """A verified way to make a finding go away: edits that belong together, in the order of the files, none overlapping."""

    title: str
    applicability: Applicability
    edits: tuple[Edit, ...]


class Finding:
    """One finding of one rule. ``subject`` is what it is about (a setting, a middleware): with code and file its identity."""

    __slots__ = (
        "code", "confidence", "django_checks", "explains", "fixes", "help", "location", "message", "modules", "name", "related",
        "remedies", "severity", "subject",
    )  # fmt: skip

    def __init__(
        self,
        *,
        code: str,
        name: str,
        severity: Severity,
        confidence: Confidence,
        message: str,
        help: str,  # noqa: A002 - the word that users see
        location: Location,
        subject: str,
        modules: tuple[str, ...] = (),
        related: tuple[Related, ...] = (),
        django_checks: tuple[str, ...] = (),
        explains: tuple[str, ...] = (),
    ) -> None:
        if location.line < 1:
            raise ValueError(f"{code}: a finding needs a primary location")
        self.code = code
        self.name = name
        self.severity = severity
        self.confidence = confidence
        self.message = message
        self.help = help
        self.location = location
        self.subject = subject
        self.modules = modules
        self.related = related
        self.django_checks = django_checks
        self.explains = explains
        # What would make it go away, as the rule states it (`remedies.Remedy`).
        self.remedies: tuple[object, ...] = ()
        # Planned and verified only where somebody asks for them.
        self.fixes: tuple[Fix, ...] = ()

    def __repr__(self) -> str:
        return f"Finding({self.code} {self.location.path}:{self.location.line} {self.message!r})"

    @property
    def fingerprint(self) -> str:
        """The identity of the finding without line numbers, as 16 hexadecimal digits."""
        # Few reports show it, and OpenSSL takes its time to load.
        from hashlib import sha256

        parts = (self.code, self.location.path, self.subject)
        return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def cause(self) -> tuple[str, Location, str]:
        """What makes findings of several modules one: the same rule at the same place about the same thing."""
        return (self.code, self.location, self.message)

    def order(self) -> tuple[int, int, str, int, int, str]:
        """Return the sort key of reports: the most important first, then by place."""
        where = self.location
        return (-self.severity, -self.confidence, where.path, where.line, where.column, self.code)
