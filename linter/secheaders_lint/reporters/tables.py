"""What the reports of ``settings`` and ``headers`` are made of: plain data, ready for JSON."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secheaders_lint.findings import Location
    from secheaders_lint.reporters.report import ModuleInfo


class NotSet:
    """Stands for a value that is not there, where ``None`` would be a value."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "NOT_SET"


NOT_SET = NotSet()


class Alternative(NamedTuple):
    """Another value that a setting can have (``NOT_SET``: none), and when."""

    value: Any
    when: str


class SettingRow(NamedTuple):
    """One setting: ``known``, ``conditional``, ``unknown`` or ``default``; its value, and where it was decided.

    ``value`` is ready for JSON, with ``{"unknown": reason}`` and ``{"repr": text}`` in it. ``imports`` are the import
    statements by which the first of the places comes into the module, ``default`` is what Django takes where the reading
    leaves the setting unset.
    """

    name: str
    state: str
    value: Any = NOT_SET
    unset: bool = False
    reason: str | None = None
    alternatives: tuple[Alternative, ...] = ()
    defined: tuple[Location, ...] = ()
    imports: tuple[Location, ...] = ()
    default: Any = NOT_SET


class Remark(NamedTuple):
    """A sentence about a place; for ``open``, why names may have been set unseen from there on."""

    path: str
    line: int
    message: str


class SettingsModule(NamedTuple):
    """All settings of a module, and how they were read; ``causes``: where each reason of an unknown part began."""

    info: ModuleInfo
    rows: tuple[SettingRow, ...]
    opened: Remark | None
    notes: tuple[Remark, ...]
    assumed: str
    chosen: tuple[str, ...]
    causes: Mapping[str, Location] = MappingProxyType({})


class GradedTest(NamedTuple):
    """One test of the Observatory: the points that its result brings or costs, and why it costs some.

    ``worst`` is the result with its points that what is not known can bring instead.
    """

    test: str
    result: str
    modifier: int
    reason: str = ""
    worst: tuple[str, int] | None = None


class GradesTable(NamedTuple):
    """Both grades of a site; ``None`` where there is none, and ``without`` says why.

    ``worst_letter``, ``worst_grade`` and ``worst_score`` are given where what is not known can bring others than its best
    case: ``unknown`` are the headers that are not, ``unknown_counted`` those of them that the letter depends on.
    ``uncounted`` are points that are brought and do not count, ``assumed`` what no setting decides.
    """

    letter: str | None
    because: tuple[str, ...]
    grade: str | None
    score: int | None
    algorithm: int
    tests: tuple[GradedTest, ...] = ()
    worst_letter: str | None = None
    worst_grade: str | None = None
    worst_score: int | None = None
    uncounted: int = 0
    unknown: tuple[str, ...] = ()
    unknown_counted: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    without: str = ""


class HeaderRow(NamedTuple):
    """One header of an answer: its value (``None``: not known), how sure it is, and what made it.

    ``echo`` names the header of the request whose value it repeats.
    """

    name: str
    value: str | None
    state: str
    sources: tuple[str, ...]
    echo: str = ""


class ResponseTable(NamedTuple):
    """One predicted answer."""

    kind: str
    scheme: str
    status: int | None
    headers: tuple[HeaderRow, ...]


class HeadersModule(NamedTuple):
    """The answers of a module's site.

    ``places`` says where each setting that made a header was decided, ``unread`` names the middleware that nothing is
    known of, ``websockets`` tells that the project answers those too.
    """

    info: ModuleInfo
    responses: tuple[ResponseTable, ...]
    places: Mapping[str, str]
    unread: tuple[str, ...] = ()
    websockets: bool = False
    grades: GradesTable | None = None
