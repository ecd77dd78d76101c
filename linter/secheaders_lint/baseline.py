"""A baseline: findings that a project lives with for now, by fingerprints without line numbers, each with how many there are."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from secheaders_lint.errors import UsageError
from secheaders_lint.findings import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from secheaders_lint.findings import Finding

SCHEMA = 1
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


class Entry(NamedTuple):
    """Findings that are alike: how many are silenced, the line of the file that says so, and what they were called."""

    number: int
    line: int
    name: str


class Baseline(NamedTuple):
    """The entries of a file by their fingerprint; ``path`` as reports name it."""

    path: str
    entries: Mapping[str, Entry]


class Split(NamedTuple):
    """Findings that stand, those that the baseline silences (with the place that says so), and its entries that are stale."""

    standing: tuple[Finding, ...]
    silenced: tuple[tuple[Finding, Location], ...]
    stale: tuple[Entry, ...]


def split(findings: Iterable[Finding], baseline: Baseline) -> Split:
    """Part findings by a baseline; of more findings than an entry counts the first ones are silenced."""
    left = {fingerprint: entry.number for fingerprint, entry in baseline.entries.items()}
    standing: list[Finding] = []
    silenced: list[tuple[Finding, Location]] = []
    for each in findings:
        fingerprint = each.fingerprint
        if not left.get(fingerprint):
            standing.append(each)
            continue
        left[fingerprint] -= 1
        line = baseline.entries[fingerprint].line
        silenced.append((each, Location(baseline.path, line, 1, line, 1)))
    stale = tuple(baseline.entries[fingerprint] for fingerprint, count in left.items() if count)
    return Split(tuple(standing), tuple(silenced), stale)


def write(findings: Iterable[Finding]) -> str:
    """Return the text of a baseline that silences findings: one entry a line, in an order that changes little."""
    known = {each.fingerprint: each for each in findings}
    counts = Counter(each.fingerprint for each in findings)
    entries = sorted(
        (
            {
                "fingerprint": fingerprint,
                "code": each.code,
                "path": each.location.path,
                "subject": each.subject,
                "count": counts[fingerprint],
            }
            for fingerprint, each in known.items()
        ),
        key=lambda entry: (str(entry["path"]), str(entry["code"]), str(entry["subject"])),
    )
    lines = ",\n".join(f"  {json.dumps(each)}" for each in entries)
    inside = f"[\n{lines}\n]" if lines else "[]"
    return f'{{"schema": {SCHEMA}, "findings": {inside}}}\n'


def read(data: bytes, path: str) -> Baseline:
    """Return the baseline that the bytes of a file hold; raise `UsageError` where they hold none."""
    try:
        text = data.decode("utf-8-sig")
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise _no_baseline(path, error.lineno, f"is no valid JSON: {error.msg}") from None
    except UnicodeDecodeError:
        raise _no_baseline(path, 1, "is not UTF-8") from None
    except (RecursionError, ValueError):
        raise _no_baseline(path, 1, "is no valid JSON") from None
    found = document.get("findings") if isinstance(document, dict) else None
    if not isinstance(found, list):
        raise _no_baseline(path, 1, "has no list of findings")
    if document.get("schema") != SCHEMA:
        raise _no_baseline(path, 1, f"is not of schema {SCHEMA}, the one that this version reads")
    lines = _lines(text)
    entries: dict[str, Entry] = {}
    for each in found:
        fingerprint, entry = _entry(each, lines, path)
        known = entries.get(fingerprint)
        entries[fingerprint] = entry if known is None else known._replace(number=known.number + entry.number)
    return Baseline(path, entries)


def _lines(text: str) -> dict[str, int]:
    """Return the first line that holds each fingerprint."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        for fingerprint in _FINGERPRINT.findall(line):
            found.setdefault(fingerprint, number)
    return found


def _entry(entry: Any, lines: Mapping[str, int], path: str) -> tuple[str, Entry]:
    fingerprint = entry.get("fingerprint") if isinstance(entry, dict) else None
    if not isinstance(fingerprint, str) or not _FINGERPRINT.fullmatch(fingerprint):
        raise _no_baseline(path, 1, f"has an entry without a fingerprint: {json.dumps(entry)[:60]}")
    line = lines.get(fingerprint, 1)
    count = entry.get("count", 1)
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        raise _no_baseline(path, line, "has an entry whose count is no number of findings")
    return fingerprint, Entry(count, line, f"{entry.get('code', '')} in {entry.get('path', '')}")


def _no_baseline(path: str, line: int, why: str) -> UsageError:
    return UsageError(f"{path}:{line}: {why}; write it anew with --write-baseline")
