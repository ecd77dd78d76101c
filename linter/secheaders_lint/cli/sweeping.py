"""Taking comments of earlier runs away, where there is nothing to judge any more; and what tells whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.errors import SecheadersError

if TYPE_CHECKING:
    from argparse import Namespace

    from secheaders_lint.cli.targets import Targets
    from secheaders_lint.github.event import Pull
    from secheaders_lint.github.pulls import Repository


def sweep(repository: Repository, pull: Pull, arguments: Namespace, targets: Targets) -> tuple[str, ...]:
    """Remove our comments that nobody has answered; return what went wrong."""
    try:
        there = repository.own_comments(pull.number, arguments.author)
        scope = scope_of(arguments, targets) if there else ""
        over = [each for each in there if each.mark.scope == scope and not each.replied]
        if over and repository.newest(pull.number) != pull.head:
            return ("comments were left, for the pull request is closed or has newer commits than this run",)
        for each in over:
            repository.delete_comment(each.id)
    except SecheadersError as error:
        return (f"comments of earlier runs could not be removed: {error}",)
    return ()


def scope_of(arguments: Namespace, targets: Targets) -> str:
    """Return what tells the comments of this run from those of another one, about other parts of the repository."""
    from hashlib import sha256

    parts = "\0".join((*sorted(targets.within), "", *sorted(arguments.settings)))
    return sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:8]
