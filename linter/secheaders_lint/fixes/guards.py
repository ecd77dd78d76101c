"""Guards: settings that only fit a site that is reached by https stand under ``if not DEBUG:`` where one module serves developers too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from secheaders_lint.discovery.found import Role
from secheaders_lint.discovery.judge import role_by_name
from secheaders_lint.evaluator.values import UNSET, Choice
from secheaders_lint.fixes import statements
from secheaders_lint.fixes.changes import WithheldError

if TYPE_CHECKING:
    from secheaders_lint.fixes.bench import Bench
    from secheaders_lint.fixes.layout import Page
    from secheaders_lint.fixes.statements import Assignment
    from secheaders_lint.remedies import Put

GUARD = "if not DEBUG:"
_FAMILIES = ("SECURE_", "SESSION_COOKIE_", "CSRF_", "X_FRAME_", "CORS_", "CSP_", "CONTENT_SECURITY_")
_OF_SWITCH = ("SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")
# On a server that answers by http alone, these lock developers out.
_OF_HTTPS = frozenset({"SECURE_HSTS_SECONDS", "SECURE_SSL_REDIRECT"})


def is_needed(bench: Bench, setting: str) -> bool:
    """Tell whether a setting that is added would hurt those who run the same module with ``DEBUG`` on."""
    if not _hurts(setting):
        return False
    entrypoint = bench.site.entrypoint
    if entrypoint.configuration or role_by_name(entrypoint.module.rpartition(".")[2]) is Role.PRODUCTION:
        return False
    debug = bench.site.evaluation.value("DEBUG")
    return bench.site.settings.is_set("DEBUG") and not isinstance(debug, bool)


def refuse_switch(bench: Bench, setting: str) -> None:
    """Raise :class:`WithheldError` where the project has a switch for https that is off under the reading.

    What stands under it tells: a setting that is added would not follow the switch.
    """
    if not _hurts(setting):
        return
    site = bench.site
    for name in _OF_SWITCH:
        other = name != setting and not site.settings.is_set(name)
        if other and _is_on_elsewhere(bench, name):
            raise WithheldError(f"{name} is set under a condition, under which {setting} belongs as well")


def _is_on_elsewhere(bench: Bench, name: str) -> bool:
    """Tell whether another environment than that of the reading may switch a setting on."""
    site = bench.site
    if site.evaluation.binding(name) is None or not site.settings.elsewhere(name):
        return False
    value = site.evaluation.value(name)
    parts = [part for _, part in value.alternatives] if isinstance(value, Choice) else [value]
    return any(part is not UNSET and part not in (False, None) for part in parts)


def _hurts(setting: str) -> bool:
    return setting in _OF_HTTPS or setting.endswith("_COOKIE_SECURE")


def beside(bench: Bench, related: Assignment, step: Put) -> str:
    """Return the code for a setting that needs a guard and is added beside a related one; empty where it needs a block of its own.

    A related one that hurts developers as well shows how the project does it.
    """
    page = bench.own
    if is_not_debug(statements.value_of(related)):
        return "not DEBUG" if step.plain is True else ""
    target = statements.target_of(related)
    if _is_guarded(page, related) or (isinstance(target, cst.Name) and _hurts(target.value)):
        return step.code
    return "not DEBUG" if step.plain is True and _is_set_before(bench, related) else ""


def _is_guarded(page: Page, node: cst.CSTNode) -> bool:
    branch = page.parents.nearest(node, cst.If)
    return branch is not None and is_not_debug(branch.test)


def _is_set_before(bench: Bench, related: Assignment) -> bool:
    """Tell whether ``DEBUG`` has its value where a related setting is given its own."""
    page = bench.own
    if page.parents.nearest(related, cst.IndentedBlock) is not None:
        return False
    line = page.range_of(related).start
    written = bench.site.settings.get("DEBUG").origins
    return all(
        origin.site.source.path == page.path and page.range_of(origin.site.node).start < line
        for origin in written
    )


def last_block(page: Page) -> cst.CSTNode | None:
    """Return the last statement of the last block under the guard that is about security; ``None`` where there is no plain one."""
    for each in reversed(page.module.cst.body):
        if isinstance(each, cst.If) and each.orelse is None and is_not_debug(each.test):
            lines = each.body.body
            if not any(_is_of_security(line) for line in lines):
                continue
            last = lines[-1] if isinstance(each.body, cst.IndentedBlock) and lines else None
            return last.body[-1] if isinstance(last, cst.SimpleStatementLine) else None
    return None


def _is_of_security(line: cst.CSTNode) -> bool:
    """Tell whether a statement gives a setting its value that has to do with headers, cookies or https."""
    if not isinstance(line, cst.SimpleStatementLine):
        return False
    for statement in line.body:
        targets = [each.target for each in statement.targets] if isinstance(statement, cst.Assign) else []
        if any(isinstance(each, cst.Name) and each.value.startswith(_FAMILIES) for each in targets):
            return True
    return False


def is_not_debug(test: cst.BaseExpression) -> bool:
    """Tell whether an expression is ``not DEBUG``."""
    return (
        isinstance(test, cst.UnaryOperation)
        and isinstance(test.operator, cst.Not)
        and isinstance(test.expression, cst.Name)
        and test.expression.value == "DEBUG"
    )
