"""All checks on a policy, or on several that are enforced together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.csp import script_checks, source_checks, strict_checks, syntax_checks
from secheaders_lint.csp.effective import effective
from secheaders_lint.csp.findings import CspFinding, Severity, Type
from secheaders_lint.csp.intersection import intersect
from secheaders_lint.csp.parsing import dropped_by_browsers, parse_like_evaluator, split_header

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from secheaders_lint.csp.effective import Ignored
    from secheaders_lint.csp.policy import Policy

    Check = Callable[[Policy], Iterator[CspFinding]]

# In the order of CSP Evaluator, which is that of the findings.
_STRICT: tuple[Check, ...] = (
    strict_checks.strict_dynamic,
    strict_checks.strict_dynamic_not_standalone,
    strict_checks.unsafe_inline_fallback,
    strict_checks.allowlist_fallback,
    strict_checks.requires_trusted_types,
)
_SECURITY: tuple[Check, ...] = (
    script_checks.script_unsafe_inline,
    script_checks.script_unsafe_eval,
    script_checks.plain_url_schemes,
    script_checks.plain_wildcard,
    script_checks.missing_directives,
    script_checks.script_allowlist_bypass,
    script_checks.object_allowlist_bypass,
    source_checks.ip_source,
    source_checks.nonce_length,
    source_checks.src_http,
    source_checks.deprecated_directive,
)
_SYNTAX: tuple[Check, ...] = (
    syntax_checks.unknown_directive,
    syntax_checks.missing_semicolon,
    syntax_checks.invalid_keyword,
)
# A note is one line; what it names is in the report too.
_MOST_NAMES = 5


class Audit(NamedTuple):
    """The findings, what counts of the policies taken together, how many there are, and what else is worth a word."""

    findings: tuple[CspFinding, ...]
    effective: Policy
    policies: int
    notes: tuple[str, ...]


def audit_header(text: str) -> Audit:
    """Audit the value of a header as a browser sees it; raises `UsageError` where its policies are too large to be combined.

    A comma ends a policy, and a browser enforces all that it was given: a load has to be allowed by each. So what is
    audited is one policy that allows what all of them allow (`intersection`); how each is written is looked at on its own.
    Without a comma the findings are those of CSP Evaluator, which takes a comma for a part of a source.
    """
    parts = split_header(text) or [text.replace(",", " ")]
    policies = [parse_like_evaluator(part) for part in parts]
    findings, counting = evaluate(policies)
    return Audit(findings, counting, len(policies), tuple(_notes(parts, policies)))


def evaluate(policies: Sequence[Policy]) -> tuple[tuple[CspFinding, ...], Policy]:
    """Return the findings on policies that are enforced together, and what counts of them (one or more are given).

    The findings come once each, in the order of CSP Evaluator. Of one policy they are those of its strict and default
    checks for level 3, with what does not count as ``IGNORED``. The strict checks look at a policy as it is written, the
    others at what of it counts. Raises `UsageError` as `intersect` does.
    """
    whole = intersect(policies)
    counting, ignored = effective(whole)
    found = [
        *map(_ignored, ignored),
        *_run(_STRICT, [whole]),
        *_run(_SECURITY, [counting]),
        *_run(_SYNTAX, [effective(each)[0] for each in policies]),
    ]
    return _each_once(found), counting


def _each_once(findings: Iterable[CspFinding]) -> tuple[CspFinding, ...]:
    once: dict[tuple[object, ...], CspFinding] = {}
    for each in findings:
        # The message is no part of what it is: a source may be cancelled for two reasons.
        once.setdefault(each[:-1], each)
    return tuple(once.values())


def _run(checks: Iterable[Check], policies: Sequence[Policy]) -> Iterator[CspFinding]:
    return (finding for check in checks for policy in policies for finding in check(policy))


def _ignored(each: Ignored) -> CspFinding:
    if each.trust:
        message = f"'strict-dynamic' makes browsers of CSP level 3 pass over {each.value}."
    else:
        message = f"A nonce or hash makes browsers of CSP level 2 and later pass over {each.value}."
    return CspFinding(Type.IGNORED, Severity.NONE, each.directive, each.value, message)


def _notes(parts: Sequence[str], policies: Sequence[Policy]) -> Iterator[str]:
    if len(parts) > 1:
        yield f"commas make {len(parts)} policies of this; a browser enforces all of them at once"
    repeated = dict.fromkeys(name for policy in policies for name in policy.repeated)
    if repeated:
        yield f"written more than once in a policy, the first counts: {_listed(repeated)}"
    dropped = dict.fromkeys(name for part in parts for name in dropped_by_browsers(part))
    if dropped:
        yield f"left out by browsers for a character that is not ASCII: {_listed(dropped)}"


def _listed(names: Iterable[str]) -> str:
    shown = list(names)
    more = len(shown) - _MOST_NAMES
    return ", ".join(shown[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")
