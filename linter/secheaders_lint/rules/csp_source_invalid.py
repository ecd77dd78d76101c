"""CSP010: sources of a policy that browsers do not take for what they are meant to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.csp.policy import Policy
from secheaders_lint.csp.sources import KEYWORDS, NONE, REPORT_SAMPLE, SELF, is_scheme, nonce_of
from secheaders_lint.csp.syntax_checks import invalid_keyword, missing_semicolon
from secheaders_lint.data.csp import table
from secheaders_lint.findings import Severity
from secheaders_lint.remedies import Remedy, SwapText
from secheaders_lint.rules.asking import listing
from secheaders_lint.rules.base import Docs, Rule
from secheaders_lint.rules.held_policies import held
from secheaders_lint.rules.held_policy import GIVEN, NONCE, told, written_in
from secheaders_lint.rules.mending import UNSAFE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.rules.base import Report
    from secheaders_lint.rules.held_policy import Held

# Browsers know it, CSP Evaluator does not yet.
_NEWER = frozenset({"'trusted-types-eval'", "'unsafe-allow-redirects'"})
# What rules say of sources once they count.
_JUDGED_THEN = ("CSP009", "CSP010", "CSP012", "CSP013", "CSP014", "CSP016", "CSP018")
_LISTS = frozenset({"frame-ancestors", "require-trusted-types-for", "trusted-types"})
_BARE_NONCE = ("nonce-", "sha256-", "sha384-", "sha512-")


def check(site: SiteModel) -> Iterator[Report]:
    """Report a finding for each directive with such sources."""
    for policy in held(site):
        if policy.comma:
            yield _split_by_comma(site, policy)
            continue
        for name, values in policy.policy.directives.items():
            if _is_list(name):
                yield from _directive(site, policy, name, values)


def _is_list(name: str) -> bool:
    row = table().get(name)
    return row is not None and (row["value"] == "source-list" or name in _LISTS)


def _directive(site: SiteModel, policy: Held, name: str, values: tuple[str, ...]) -> Iterator[Report]:
    told_of = list(dict.fromkeys(_effects(policy, name, values)))
    if told_of:
        help_text = " ".join(dict.fromkeys(advice for _, advice in told_of))
        message = "; ".join(effect for effect, _ in told_of)
        yield told(
            site,
            policy,
            name,
            f"{policy.label(name)}: {message}",
            help_text,
            remedies=tuple(_remedies(policy, name, values)),
        )


def _remedies(policy: Held, name: str, values: tuple[str, ...]) -> Iterator[Remedy]:
    """Yield the quotes that keywords lack, and the keywords that were meant, where there is nothing else to be said."""
    where = written_in(policy, name)
    wrong = [
        each.value
        for each in invalid_keyword(Policy({name: values}))
        if each.value is not None and each.value not in _NEWER
    ]
    meant = {value: _meant(value) for value in wrong}
    if where is None or not wrong or not all(meant.values()):
        return
    setting, keys = where
    steps = tuple(SwapText(setting, old, new, keys) for old, new in meant.items())
    yield Remedy(f"Write {listing(list(meant.values()), 3)}", steps, UNSAFE, _JUDGED_THEN)


def _meant(value: str) -> str:
    """Return the source that a wrong one is meant to be; empty where that cannot be told."""
    from difflib import get_close_matches

    quoted = f"'{value.strip(chr(39)).lower()}'"
    if quoted in KEYWORDS:
        return quoted
    inner = value.strip("'")
    if value.startswith("'") and ("." in inner or "://" in inner or is_scheme(inner)):
        return inner
    if value.startswith(tuple(f"'{each}" for each in _BARE_NONCE)):
        return ""
    turned = [each for each in KEYWORDS if sorted(each) == sorted(quoted)]
    near = turned or get_close_matches(quoted, [*KEYWORDS], n=1, cutoff=0.85)
    return near[0] if near else ""


def _effects(policy: Held, name: str, values: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield what browsers make of sources that are not right, each with what to do."""
    one = Policy({name: values})
    wrong = [
        each.value for each in invalid_keyword(one) if each.value is not None and each.value not in _NEWER
    ]
    bare = [each for each in wrong if not each.startswith("'")]
    if bare:
        yield _unquoted(bare)
    for value in wrong:
        if value.startswith("'"):
            yield _misspelt(value)
    others = [each for each in values if each not in {NONE, REPORT_SAMPLE}]
    if NONE in values and others:
        dynamic = others == [NONCE]
        yield (
            f"'none' counts only alone, and does not beside {'the nonce' if dynamic else listing(others, 3)}",
            "Take 'none' out, or all else.",
        )
    # The edge may put a new one in the place of what is declared.
    if policy.dialect != GIVEN or policy.entry is not None:
        fixed = [each for each in values if nonce_of(each) is not None and each != NONCE]
        if fixed:
            yield (
                f"the nonce {listing(fixed)} is the same in every answer, so that whoever has read one page can run scripts with it",
                "Let the middleware make the nonce.",
            )
    for each in missing_semicolon(one):
        yield (
            f"{each.value} is the name of a directive, and stands among the sources",
            "Give it an entry of its own.",
        )
    yield from _paths(policy, name, values)


def _unquoted(bare: list[str]) -> tuple[str, str]:
    what = "a host of that name" if len(bare) == 1 else "hosts of these names"
    meant = [f"'{each}'" for each in bare]
    effect = "nothing of the site itself is allowed" if bare == ["self"] else "what is meant is not in force"
    return (
        f"{listing(bare)} without single quotes {'is' if len(bare) == 1 else 'are'} taken for {what}, so {effect}",
        f'Write "{listing(meant)}": the single quotes belong to the source.'
        if len(bare) == 1
        else f"Write {listing(meant)}: the single quotes belong to the source.",
    )


def _misspelt(value: str) -> tuple[str, str]:
    from difflib import get_close_matches

    inner = value.strip("'")
    if "." in inner or "://" in inner or is_scheme(inner):
        return (
            f"{value} in single quotes is no source, so browsers skip it",
            f"Write {inner} without single quotes.",
        )
    near = get_close_matches(value.lower(), [*KEYWORDS], n=1, cutoff=0.75)
    if value.startswith(tuple(f"'{each}" for each in _BARE_NONCE)):
        return (
            f"{_cut(value)} is no nonce or hash, so browsers skip it",
            "Check it: base64 and a closing quote.",
        )
    meant = f"Did you mean {near[0]}?" if near else "Take it out, or correct it."
    return f"{_cut(value)} is no keyword of this directive, so browsers skip it", meant


def _cut(value: str) -> str:
    return value if len(value) <= 40 else f"{value[:39]}…"


def _paths(policy: Held, name: str, values: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield paths without a host, where the site's own files are not allowed as a whole."""
    paths = [each for each in values if each.startswith("/") and not each.startswith("//")]
    if paths and SELF not in values and "*" not in values and name not in policy.partly:
        yield (
            f"{listing(paths, 3)} has no host, so browsers skip it and allow nothing by it",
            "Name the host in front of the path, or write 'self'.",
        )


def _split_by_comma(site: SiteModel, policy: Held) -> Report:
    return told(
        site,
        policy,
        policy.comma,
        f"{policy.label(policy.comma)}: a comma ends the policy there, and what follows is read as a second one: sources behind it count no more",
        "Separate sources by spaces, or give each its own entry in the list.",
    )


RULE = Rule(
    code="CSP010",
    name="csp-source-invalid",
    summary="a source of the Content-Security-Policy is not what it is meant to be",
    severity=Severity.WARNING,
    check=check,
    observatory="content-security-policy",
    cwe=1021,
    source="CSP level 3, sections 2.2, 2.3.1 and 6.7.2; CSP Evaluator 1.1.8, its findings on syntax",
    docs=Docs(
        what=(
            "Reports keywords, nonces and hashes without their single quotes, quoted sources that are none (misspelt, or hosts in quotes), "
            "`'none'` beside other sources, a nonce that stands in the settings, a path without a host, the name of a directive among sources, "
            "and commas. One finding for a directive."
        ),
        why=(
            "Browsers say of it in the console at most. `self` without quotes is a host called self: the site's own files are blocked. "
            "`unsafe-inline` without quotes allows nothing, `'none'` beside a host forbids nothing. A nonce protects because nobody knows "
            "it: one that is written down is the same for all. A comma ends a policy, so that what follows is another one, and both are in force."
        ),
        example='```python\nSECURE_CSP = {"script-src": ["self", "\'none\'", "https://cdn.example.com"]}\n```',
        instead='```python\nSECURE_CSP = {"script-src": ["\'self\'", "https://cdn.example.com"]}\n```',
        silence="The source is of a newer level than this version of secheaders-lint knows.",
    ),
)
