"""``rules``: the list of rules, and the documentation of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.cli.main import OK

if TYPE_CHECKING:
    from argparse import Namespace

    from secheaders_lint.cli.console import Console


def run(arguments: Namespace, console: Console) -> int:
    """Run the command and return the exit status."""
    from secheaders_lint.reporters import rules_text
    from secheaders_lint.reporters.style import Style
    from secheaders_lint.rules.registry import RULES
    from secheaders_lint.selection import check_selectors, selects

    style = Style(console.width, console.color)
    if arguments.rule is None:
        console.report(rules_text.render_list(RULES, style))
        return OK
    check_selectors([arguments.rule], RULES, "rules")
    meant = [rule for rule in RULES if selects(arguments.rule, rule.code, rule.name)]
    # The family of a rule is a selector too: it means all of its members.
    exact = [rule for rule in meant if arguments.rule.upper() in {rule.code, rule.name.upper()}]
    if exact:
        console.report(rules_text.render_one(exact[0], style))
    else:
        console.report(rules_text.render_list(meant, style))
    return OK
