"""CSP012: what a policy leaves open because the directive for it is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.csp.effective import has_hash, has_nonce
from secheaders_lint.csp.policy import BASE_URI, DEFAULT_SRC, OBJECT_SRC, SCRIPT_SRC
from secheaders_lint.csp.sources import NONE, SELF, STRICT_DYNAMIC
from secheaders_lint.data.middleware import CLICKJACKING
from secheaders_lint.findings import Severity
from secheaders_lint.remedies import AddEntries, Put, Remedy
from secheaders_lint.rules.asking import FRAMING, listing, sent_anyway
from secheaders_lint.rules.base import Docs, Rule
from secheaders_lint.rules.csp_directive_unknown import meant
from secheaders_lint.rules.held_policies import held
from secheaders_lint.rules.held_policy import NATIVE, VERSION_3, VERSION_4, told
from secheaders_lint.rules.mending import UNSAFE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.remedies import Step
    from secheaders_lint.rules.base import Report
    from secheaders_lint.rules.held_policy import Held

_FORM_ACTION, _FRAME_ANCESTORS = "form-action", "frame-ancestors"
_OPEN = {
    OBJECT_SRC: "plugins may be embedded from anywhere",
    BASE_URI: "an injected <base> sends relative addresses to another host",
    _FORM_ACTION: "an injected form can send what a visitor types to any host",
    _FRAME_ANCESTORS: "any site may show the pages in a frame",
}


def check(site: SiteModel) -> Iterator[Report]:
    """Report that scripts are not restricted at all, else what else is left open, as one finding."""
    for policy in held(site):
        if not policy.enforced or not policy.whole:
            continue
        names = policy.policy.directives
        # A directive with a slip in its name is CSP011's: it is written, and missing all the same.
        slips = meant(policy)
        if SCRIPT_SRC not in names and DEFAULT_SRC not in names and not _by_kind(policy):
            if not slips & {SCRIPT_SRC, DEFAULT_SRC}:
                yield _scripts(site, policy)
        else:
            yield from _others(site, policy, slips)


def _by_kind(policy: Held) -> bool:
    """Tell whether scripts in elements and in attributes are each restricted by a directive of their own."""
    return {"script-src-elem", "script-src-attr"} <= policy.policy.directives.keys()


def _scripts(site: SiteModel, policy: Held) -> Report:
    there = list(policy.policy.directives)
    return told(
        site,
        policy,
        "",
        f"{policy.name()} has neither script-src nor default-src, only {listing(there, 4)}: a script that someone gets into a page runs",
        f"Add {policy.write(DEFAULT_SRC, SELF)} as report-only first.",
    )


def _others(site: SiteModel, policy: Held, slips: frozenset[str]) -> Iterator[Report]:
    missing = [name for name in _missing(site, policy) if name not in slips]
    if not missing:
        return
    alone = DEFAULT_SRC in policy.policy.directives
    yield told(
        site,
        policy,
        "",
        f"{policy.name()} has no {listing(missing)}{', for which default-src does not stand in' if alone else ''}: "
        f"{listing([_OPEN[name] for name in missing])}",
        f"Add {listing([policy.write(name, NONE if name in {OBJECT_SRC, BASE_URI} else SELF) for name in missing])}.",
        own=Severity.INFO,
        remedies=_remedies(policy, missing),
    )


def _remedies(policy: Held, missing: list[str]) -> tuple[Remedy, ...]:
    """Return what shuts the doors that hardly a site leaves open on purpose; where forms go only their owner knows."""
    sources = {name: NONE if name in {OBJECT_SRC, BASE_URI} else SELF for name in missing}
    steps: list[Step] = []
    if policy.dialect == VERSION_3:
        for name, source in sources.items():
            setting, _, code = policy.write(name, source).partition(" = ")
            steps.append(Put(setting, code, tuple(policy.named.values())))
    elif policy.dialect in {NATIVE, VERSION_4}:
        keys = () if policy.dialect == NATIVE else ("DIRECTIVES",)
        entries = tuple((name, f'["{source}"]') for name, source in sources.items())
        steps.append(AddEntries(policy.setting, keys, entries))
    if not steps:
        return ()
    return (Remedy(f"Add {listing(missing)}", tuple(steps), UNSAFE, ("CSP016",)),)


def _missing(site: SiteModel, policy: Held) -> Iterator[str]:
    model = policy.policy
    scripts = model.sources(SCRIPT_SRC)
    if model.governing(OBJECT_SRC) is None:
        yield OBJECT_SRC
    # Where nothing may be loaded at all there is nothing to send elsewhere.
    if BASE_URI not in model.directives and scripts != (NONE,):
        yield BASE_URI
    strict = STRICT_DYNAMIC in scripts and (has_nonce(scripts) or has_hash(scripts))
    if _FORM_ACTION not in model.directives and not strict:
        yield _FORM_ACTION
    framing = sent_anyway(site, FRAMING) or site.stack.has(CLICKJACKING) is not False
    if _FRAME_ANCESTORS not in model.directives and not framing:
        yield _FRAME_ANCESTORS


RULE = Rule(
    code="CSP012",
    name="csp-directive-missing",
    summary="the Content-Security-Policy leaves scripts, plugins, forms or the base address open",
    severity=Severity.WARNING,
    check=check,
    observatory="content-security-policy",
    cwe=1021,
    source="CSP level 3, sections 6.1 to 6.4; CSP Evaluator 1.1.8, missing directives",
    docs=Docs(
        what=(
            "Reports an enforced policy with neither `script-src` nor `default-src`. As advice, and as one finding, it lists what else is "
            "missing: `object-src` (where there is no `default-src`), `base-uri`, `form-action` (not in a policy with `'strict-dynamic'`), "
            "and `frame-ancestors` where no X-Frame-Options is sent either."
        ),
        why=(
            "A directive that is missing forbids nothing, and for `base-uri`, `form-action` and `frame-ancestors` `default-src` does not stand "
            "in. Without a directive for scripts, the policy does not do what it is mainly for."
        ),
        example='```python\nSECURE_CSP = {"frame-ancestors": ["\'none\'"]}\n```',
        instead=(
            '```python\nSECURE_CSP = {\n    "default-src": ["\'self\'"],\n    "base-uri": ["\'none\'"],\n    "form-action": ["\'self\'"],\n'
            '    "frame-ancestors": ["\'none\'"],\n}\n```'
        ),
        silence="The policy is there for framing alone, or to upgrade requests, and scripts are not meant to be restricted.",
    ),
)
