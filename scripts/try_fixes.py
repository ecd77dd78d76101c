"""Apply every fix that is offered in real repositories, one by one and in memory, and hold each against what fixes promise.

    python scripts/try_fixes.py [--diffs FILE] FOLDER…

Nothing is written into the folders, and nothing of them is run. Of each fix is asked: does every changed file compile, is the
finding gone and none new in any entrypoint, do all other settings hold what they held, is no file of development or tests
touched, and is what visitors get then as the word on the fix says (the definition of safe, and the dangers that no fix may
bring, are written down here once more, on purpose). At last all fixes are applied in rounds, and a second run has to be quiet.

Printed are the counts: offered by rule and applicability, withheld by reason, and each promise that was broken (exit 1).
``--diffs`` writes the fixes as diffs, each below its finding.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from secheaders_lint import engine
from secheaders_lint.cli import fixing
from secheaders_lint.cli.arguments import parse
from secheaders_lint.cli.console import Console
from secheaders_lint.cli.judging import assess
from secheaders_lint.cli.project import open_project
from secheaders_lint.cli.targets import resolve_targets
from secheaders_lint.data.django import knows_setting
from secheaders_lint.engine.provenance import sources_of
from secheaders_lint.errors import SecheadersError
from secheaders_lint.evaluator.rendering import Renderer
from secheaders_lint.findings import Applicability
from secheaders_lint.fixes.offering import Offer, offers, project_of
from secheaders_lint.prediction.simulate import KINDS, SCHEMES, answers
from secheaders_lint.remedies import ANY
from secheaders_lint.reporters import diff
from secheaders_lint.reporters.style import Style
from secheaders_lint.rules.registry import RULES
from secheaders_lint.source.overlay import OverlayTree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.cli.judging import Assessment
    from secheaders_lint.cli.project import Project
    from secheaders_lint.findings import Finding
    from secheaders_lint.fixes.project import Project as Mended
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.remedies import Remedy
    from secheaders_lint.source.tree import SourceTree

# The ramp-up of HSTS in seconds: a fix may go up one of these steps.
STEPS = (0, 300, 604800, 2592000, 31536000)
NOT_DEPLOYED = {"development", "test"}
GAINED_SAFELY = {"x-content-type-options", "referrer-policy"}

# What is sent: by kind and scheme the status and all lines, each with its value and its state.
Sent = dict[tuple[str, str], tuple[int | None, set[tuple[str, str | None, str]]]]


class State(NamedTuple):
    """A repository as it stands: by entrypoint its findings, what its settings hold, what it sends."""

    findings: dict[str, Counter[tuple[str, str, str]]]
    values: dict[str, dict[str, str]]
    sent: dict[str, Sent]
    files: dict[str, set[str]]
    variable: dict[str, set[str]]


class Tally:
    """What was counted, and the promises that were broken."""

    def __init__(self) -> None:
        self.offered: Counter[tuple[str, str]] = Counter()
        self.withheld: Counter[tuple[str, str]] = Counter()
        self.without: Counter[str] = Counter()
        self.broken: list[str] = []
        self.diffs: list[str] = []


def state_of(
    tree: SourceTree, project: Project, assessed: Assessment, names: set[str] | None = None
) -> State:
    """Judge the entrypoints of a tree, those of development and tests as well: all of them, or those of the names."""
    asked = [
        each
        for each in project.discovery.entrypoints
        if each.path is not None and (names is None or each.name in names)
    ]
    outcome = engine.judge(tree, project.discovery, asked, RULES, assessed.options)
    findings = {
        each.entrypoint.name: Counter((one.code, one.subject, one.message) for one in each.findings)
        for each in outcome.judged
    }
    values = {each.entrypoint.name: _values(each.site) for each in outcome.judged}
    sent = {each.entrypoint.name: _sent(each.site) for each in outcome.judged}
    files = {
        each.entrypoint.name: {source.path for source in sources_of(each.site)} for each in outcome.judged
    }
    variable = {
        each.entrypoint.name: {
            name for name in each.site.evaluation.names() if each.site.settings.deciding(name)
        }
        for each in outcome.judged
    }
    return State(findings, values, sent, files, variable)


def _values(site: SiteModel) -> dict[str, str]:
    renderer = Renderer(site.evaluation.machine, site.reading)
    return {
        name: repr(renderer.under_reading(site.evaluation.value(name))) for name in site.evaluation.names()
    }


def _sent(site: SiteModel) -> Sent:
    return {
        (each.kind, each.scheme): (
            each.status,
            {(header.name.lower(), header.value, header.state) for header in each.headers},
        )
        for each in answers(site)
    }


# -- the promises ------------------------------------------------------------------------------------------------------


def broken(
    offer: Offer, finding: Finding, remedy: Remedy, before: State, after: State, project: Project
) -> Iterator[str]:
    """Yield in words what a fix promises and does not keep."""
    tree, fix = offer.project.tree, offer.fix
    paths = {edit.location.path for edit in fix.edits}
    for path in paths:
        try:
            compile(tree.read(path) or b"", path, "exec")
        except (SyntaxError, ValueError) as error:
            yield f"{path} does not compile: {error}"
        roles = {str(each.role) for each in project.discovery.entrypoints if each.path == path}
        if roles and roles <= NOT_DEPLOYED:
            yield f"{path} is of role {', '.join(roles)}"
    # A base that nobody is started with, and what developers and tests use, have findings that nobody acts on.
    visited = {
        each.name
        for each in project.discovery.entrypoints
        if each.judged or str(each.role) not in {*NOT_DEPLOYED, "base"}
    }
    yield from _broken_findings(finding, {*remedy.leads_to}, visited, before, after)
    for name, values in after.values.items():
        yield from _changed_values(name, _meant(remedy), before.values[name], values)
        cut = (before.variable[name] - after.variable[name]) & {*values}
        yield from (f"{name}: {each} does not follow the environment any more" for each in cut)
    for name, sent in after.sent.items():
        yield from (f"{name}: {each}" for each in dangers(before.sent[name], sent))
        role = next(str(each.role) for each in project.discovery.entrypoints if each.name == name)
        if fix.applicability == Applicability.SAFE and role not in NOT_DEPLOYED:
            yield from (f"{name}: not safe: {each}" for each in unsafe_changes(before.sent[name], sent))


def _broken_findings(
    finding: Finding, expected: set[str], visited: set[str], before: State, after: State
) -> Iterator[str]:
    """Yield findings that are there still, and those that are new in a module which visitors may meet."""
    for name, found in after.findings.items():
        was = Counter((code, subject) for code, subject, _ in before.findings[name].elements())
        now = Counter((code, subject) for code, subject, _ in found.elements())
        for code, subject in now - was:
            if name in visited and not expected & {code, ANY}:
                yield f"NEW {code} of {subject} in {name}"
        if name in finding.modules and found[finding.code, finding.subject, finding.message]:
            yield f"{finding.code} is still found in {name}"


def _changed_values(
    name: str, meant: set[str], before: dict[str, str], after: dict[str, str]
) -> Iterator[str]:
    """Yield settings that change though no step of the fix names them."""
    for setting in {*before, *after}:
        if before.get(setting) == after.get(setting) or setting in meant:
            continue
        known = knows_setting(setting, None) or setting.startswith(("CSP_", "CORS_", "SECURE_"))
        yield f"{name}: {setting} changes{'' if known else ' (no setting of Django)'}"


def dangers(before: Sent, after: Sent) -> Iterator[str]:
    """Yield what no fix may bring about: more than one step of HSTS, preload, a policy that is enforced and was not."""
    for key, (_, lines) in after.items():
        was = before.get(key, (None, set()))[1]
        then, now = _value(was, "strict-transport-security"), _value(lines, "strict-transport-security")
        if _age(now) > _age(then):
            allowed = next((step for step in STEPS if step > _age(then)), STEPS[-1])
            if _age(now) > allowed:
                yield f"{key}: max-age from {_age(then)} to {_age(now)}"
        if "preload" in now and "preload" not in then:
            yield f"{key}: preload"
        if _names(lines, "content-security-policy") and not _names(was, "content-security-policy"):
            yield f"{key}: a policy is enforced that was not"


def unsafe_changes(before: Sent, after: Sent) -> Iterator[str]:
    """Yield what changes for visitors beyond what a safe fix may change."""
    for kind, scheme in product(KINDS, SCHEMES):
        key = (kind, scheme)
        if (key in before) != (key in after):
            yield f"{key} comes or goes"
            continue
        if key not in before:
            continue
        if before[key][0] != after[key][0]:
            yield f"{key}: status {before[key][0]} becomes {after[key][0]}"
        for line in sorted(before[key][1] - after[key][1], key=str):
            if not (line[2] == "conditional" and (*line[:2], "known") in after[key][1]):
                yield f"{key}: {line} is lost"
        for line in sorted(after[key][1] - before[key][1], key=str):
            new = not _names(before[key][1], line[0])
            of_page = any(line[:2] == each[:2] for each in before.get(("page", scheme), (None, set()))[1])
            if (line[0] in GAINED_SAFELY and new) or (kind in {"redirect", "error", "static"} and of_page):
                continue
            yield f"{key}: {line} is gained"


def _value(lines: set[tuple[str, str | None, str]], name: str) -> str:
    return next(((value or "").lower() for each, value, _ in lines if each == name), "")


def _names(lines: set[tuple[str, str | None, str]], name: str) -> bool:
    return any(each == name for each, _, _ in lines)


def _age(value: str) -> int:
    found = re.search(r"max-age\s*=\s*\"?(\d+)", value)
    return int(found[1]) if found else 0


# -- the way through a repository --------------------------------------------------------------------------------------


def try_folder(folder: str, tally: Tally) -> None:
    """Try all fixes of a repository."""
    arguments = parse(["check", "--fix", "--unsafe-fixes", folder])
    project = open_project(arguments, resolve_targets([folder]), Console(quiet=True))
    started = time.perf_counter()
    assessed = assess(project, arguments)
    before = state_of(project.tree, project, assessed)
    current = project_of(project.tree, assessed.outcome, assessed.options, RULES)
    pages: dict[str, Any] = {}
    for finding in assessed.findings:
        found = list(offers(current, finding, pages))
        if not any(isinstance(each, Offer) for each in found):
            tally.without[finding.code] += 1
        for each in found:
            if not isinstance(each, Offer):
                reason = re.sub(r"\b[\w./-]+\.(py|[A-Z]\w+)\b|\b[A-Z][A-Z0-9_]{3,}\b", "X", each.reason)
                tally.withheld[finding.code, reason] += 1
                continue
            remedy = _remedy_of(current, finding, each.fix.title)
            tally.offered[finding.code, each.fix.applicability.label] += 1
            paths = {edit.location.path for edit in each.fix.edits}
            readers = {name for name, files in before.files.items() if files & paths}
            after = state_of(each.project.tree, project, assessed, readers)
            where = f"{Path(folder).name}: {finding.code} {each.fix.title!r}"
            tally.broken += [
                f"{where}: {words}" for words in broken(each, finding, remedy, before, after, project)
            ]
            tally.diffs.append(_shown(where, finding, each, project.tree))
    _try_all(folder, project, arguments, tally)
    print(f"{folder}: {time.perf_counter() - started:.1f} s", file=sys.stderr, flush=True)


def _remedy_of(current: Mended, finding: Finding, title: str) -> Remedy:
    stated = (current.stated(name, finding.code, finding.subject) for name in finding.modules)
    found = [remedy for each in stated if each is not None for remedy in each.report.remedies]
    return next(each for each in found if title.startswith(each.title))


def _meant(remedy: Remedy) -> set[str]:
    """Return the settings that a remedy names: steps without one are about the list of middleware."""
    found = {"MIDDLEWARE", "MIDDLEWARE_CLASSES"}
    for step in remedy.steps:
        found |= {getattr(step, "setting", ""), getattr(step, "new", "") or ""}
        found |= {name for line in getattr(step, "imports", ()) for name in re.findall(r"\w+", line)}
    return found


def _try_all(folder: str, project: Project, arguments: argparse.Namespace, tally: Tally) -> None:
    """Apply all fixes in rounds, and once more."""
    fixed = fixing.mend(project, arguments)
    if not fixed.changed:
        return
    tree = OverlayTree(project.tree, fixed.changed)
    again = fixing.mend(project._replace(tree=tree), arguments)
    if again.changed:
        titles = ", ".join(f"{finding.code} {title!r}" for finding, title in again.done)
        tally.broken.append(f"{Path(folder).name}: a second run is not quiet: {titles}")
    texts = fixing.texts_of(project, fixed)
    tally.diffs.append(f"=== {Path(folder).name}: ALL TOGETHER\n{diff.render(texts, Style())}")


def _shown(where: str, finding: Finding, offer: Offer, tree: SourceTree) -> str:
    paths = sorted({edit.location.path for edit in offer.fix.edits})
    texts = [
        (path, *((each.read(path) or b"").decode("utf-8", "replace") for each in (tree, offer.project.tree)))
        for path in paths
    ]
    head = f"=== {where} [{offer.fix.applicability.label}]\n{finding.location.path}:{finding.location.line}: {finding.message}"
    return f"{head}\n{diff.render(texts, Style())}"  # type: ignore[arg-type] # path, before, after


def report(tally: Tally) -> None:
    """Print the counts."""
    print("offered:")
    for (code, word), count in sorted(tally.offered.items()):
        print(f"  {code} {word}: {count}")
    total = sum(tally.offered.values())
    words = Counter(dict.fromkeys(("safe", "unsafe", "display"), 0))
    for (_, word), count in tally.offered.items():
        words[word] += count
    print(f"  all: {total} ({', '.join(f'{word} {count}' for word, count in words.items())})")
    print("withheld:")
    for (code, reason), count in sorted(tally.withheld.items(), key=lambda each: (-each[1], each[0])):
        print(f"  {count} {code}: {reason}")
    print(f"  all: {sum(tally.withheld.values())}")
    print(f"findings without a fix: {sum(tally.without.values())}")
    print("  " + ", ".join(f"{code} {count}" for code, count in sorted(tally.without.items())))
    print(f"broken promises: {len(tally.broken)}")
    for each in tally.broken:
        print(f"  {each}")


def main() -> int:
    """Try the folders that are named; 1 where a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--diffs", metavar="FILE")
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    asked = parser.parse_args()
    tally = Tally()
    for folder in asked.folders:
        try:
            try_folder(folder, tally)
        except SecheadersError as error:  # noqa: PERF203 - folders are few
            print(f"{folder}: {error}", file=sys.stderr)
    if asked.diffs:
        Path(asked.diffs).write_text("\n".join(tally.diffs), encoding="utf-8", errors="backslashreplace")
    report(tally)
    return 1 if tally.broken else 0


if __name__ == "__main__":
    sys.exit(main())
