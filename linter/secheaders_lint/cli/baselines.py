"""Baselines for the commands: which file is read, what it silences, and how one is written. Imported late."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint import baseline
from secheaders_lint.cli.project import named_from_root
from secheaders_lint.errors import SourceError, UsageError
from secheaders_lint.reporters.report import SilencedFinding
from secheaders_lint.reporters.words import plural
from secheaders_lint.suppression import Silenced, Verdict

if TYPE_CHECKING:
    from argparse import Namespace

    from secheaders_lint.baseline import Baseline, Entry
    from secheaders_lint.cli.judging import Assessment
    from secheaders_lint.cli.project import Project

_SHOWN = 3


class Settled(NamedTuple):
    """A verdict under a baseline, and what is to be told of that."""

    verdict: Verdict
    notes: tuple[str, ...] = ()


def under_baseline(verdict: Verdict, project: Project, arguments: Namespace) -> Settled:
    """Take out of a verdict what the baseline silences, if there is one; while a new one is written there is none."""
    known = None if arguments.write_baseline is not None else baseline_of(project, arguments)
    if known is None:
        return Settled(verdict)
    parted = baseline.split(verdict.findings, known)
    silenced = [
        *verdict.silenced,
        *(Silenced(finding, "baseline", place) for finding, place in parted.silenced),
    ]
    silenced.sort(key=lambda each: each.finding.order())
    # Where not everything is judged, an entry may be about the rest.
    notes = _about_stale(known, parted.stale) if project.complete else ()
    return Settled(Verdict(parted.standing, tuple(silenced)), notes)


def _about_stale(known: Baseline, stale: tuple[Entry, ...]) -> tuple[str, ...]:
    if not stale:
        return ()
    shown = ", ".join(f"{each.name} (line {each.line})" for each in stale[:_SHOWN])
    more = f" and {len(stale) - _SHOWN} more" if len(stale) > _SHOWN else ""
    return (
        f"{known.path} silences what is not found any more: {shown}{more}; --write-baseline {known.path} takes it out",
    )


def with_new_baseline(assessed: Assessment, project: Project, arguments: Namespace) -> Assessment:
    """Write down all that was found, whatever the filters leave out, and return what is left under that baseline.

    Raises `UsageError` where not everything could be judged.
    """
    path = arguments.write_baseline
    if assessed.outcome.failures or assessed.outcome.unreadable:
        raise UsageError(f"--write-baseline {path}: not written, for not everything could be judged")
    text = baseline.write(assessed.verdict.findings)
    try:
        with open(path, "w", encoding="utf-8", newline="\n") as file:  # noqa: PTH123 - as given
            file.write(text)
    except (OSError, ValueError) as error:
        raise _unusable("--write-baseline", path, error, "written") from None
    written = baseline.read(text.encode(), named_from_root(path, project.root))
    parted = baseline.split(assessed.findings, written)
    silenced = (
        *assessed.silenced,
        *(SilencedFinding(finding, "baseline", place) for finding, place in parted.silenced),
    )
    told = f"{plural(len(assessed.verdict.findings), 'finding')} written to {written.path}"
    return assessed._replace(findings=parted.standing, silenced=silenced, notes=(told,))


def baseline_of(project: Project, arguments: Namespace) -> Baseline | None:
    """Return the baseline of a run: that of the command line, else that of the configuration."""
    if arguments.baseline is not None:
        try:
            with open(arguments.baseline, "rb") as file:  # noqa: PTH123 - as given
                data = file.read()
        except (OSError, ValueError) as error:
            raise _unusable("--baseline", arguments.baseline, error, "read") from None
        return baseline.read(data, named_from_root(arguments.baseline, project.root))
    config = project.config
    if config.baseline is None:
        return None
    where = f"{config.path}:{config.line('baseline')}: baseline"
    try:
        found = project.words.read(config.baseline)
    except SourceError as error:
        raise UsageError(f"{where}: {error}") from None
    if found is None:
        raise UsageError(
            f"{where}: no file {config.baseline} in the repository; --write-baseline {config.baseline} makes it"
        )
    return baseline.read(found, config.baseline)


def _unusable(option: str, path: str, error: Exception, what: str) -> UsageError:
    return UsageError(
        f"{option} {path}: {getattr(error, 'strerror', None) or error}; name a file that can be {what}"
    )
