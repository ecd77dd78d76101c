"""What lets scripts of others run (CSP Evaluator's security checks; each takes an effective policy)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.csp.bypasses import ANGULAR, FLASH, JSONP, find_bypass
from secheaders_lint.csp.effective import has_hash, has_nonce
from secheaders_lint.csp.findings import CspFinding, Severity, Type
from secheaders_lint.csp.policy import BASE_URI, DEFAULT_SRC, OBJECT_SRC, SCRIPT_SRC, SCRIPT_SRC_ELEM, SCRIPTS
from secheaders_lint.csp.sources import (
    NONE,
    SELF,
    STRICT_DYNAMIC,
    UNSAFE_EVAL,
    UNSAFE_HASHES,
    UNSAFE_INLINE,
    is_quoted,
    is_scheme,
    without_scheme,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.csp.policy import Policy

# The lists through which scripts come in, plugins and the base of relative addresses among them.
_RISKY = (*SCRIPTS, OBJECT_SRC, BASE_URI)
_RISKY_SCHEMES = frozenset({"data:", "http:", "https:"})
_FLASH_TYPE = "application/x-shockwave-flash"


def script_unsafe_inline(policy: Policy) -> Iterator[CspFinding]:
    """Yield the lists of scripts in which ``'unsafe-inline'`` or ``'unsafe-hashes'`` counts."""
    for name in policy.deciding(*SCRIPTS):
        values = policy.directives[name]
        if UNSAFE_INLINE in values:
            message = (
                "'unsafe-inline' runs whatever script gets into the page, so injected markup is not stopped."
            )
            yield CspFinding(Type.SCRIPT_UNSAFE_INLINE, Severity.HIGH, name, UNSAFE_INLINE, message)
        if UNSAFE_HASHES in values:
            message = (
                "'unsafe-hashes' runs event handlers whose hash is listed, on whatever element they are injected. "
                "Handlers that scripts attach need no such permission."
            )
            yield CspFinding(Type.SCRIPT_UNSAFE_HASHES, Severity.MEDIUM_MAYBE, name, UNSAFE_HASHES, message)


def script_unsafe_eval(policy: Policy) -> Iterator[CspFinding]:
    """Yield the lists of scripts with ``'unsafe-eval'``."""
    for name in policy.deciding(*SCRIPTS):
        if UNSAFE_EVAL in policy.directives[name]:
            message = "'unsafe-eval' lets eval() and its like run texts as code, injected ones too."
            yield CspFinding(Type.SCRIPT_UNSAFE_EVAL, Severity.MEDIUM_MAYBE, name, UNSAFE_EVAL, message)


def plain_url_schemes(policy: Policy) -> Iterator[CspFinding]:
    """Yield schemes that let in any host, or any content, where scripts come from."""
    for name in policy.deciding(*_RISKY):
        for value in policy.directives[name]:
            if value in _RISKY_SCHEMES:
                what = "whatever an address itself holds" if value == "data:" else "every host on the web"
                message = f"{value} in {name} admits {what}, and with it scripts of an attacker."
                yield CspFinding(Type.PLAIN_URL_SCHEMES, Severity.HIGH, name, value, message)


def plain_wildcard(policy: Policy) -> Iterator[CspFinding]:
    """Yield ``*``, alone or behind a scheme, where scripts come from."""
    for name in policy.deciding(*_RISKY):
        for value in policy.directives[name]:
            if without_scheme(value) == "*":
                message = f"{value} in {name} admits every host, those of an attacker too."
                yield CspFinding(Type.PLAIN_WILDCARD, Severity.HIGH, name, value, message)


def missing_directives(policy: Policy) -> Iterator[CspFinding]:
    """Yield what is left open: plugins, scripts, and the base of relative addresses where a nonce or hash is trusted.

    An empty ``object-src`` or ``default-src`` is taken as a missing one here, though for browsers it is ``'none'``.
    """

    def missing(name: str, message: str) -> CspFinding:
        return CspFinding(Type.MISSING_DIRECTIVES, Severity.HIGH, name, None, message)

    if not policy.sources(OBJECT_SRC):
        yield missing(
            OBJECT_SRC, "No object-src: plugins may be embedded, and they can run scripts. 'none' ends that."
        )
    if SCRIPT_SRC not in policy.directives and DEFAULT_SRC not in policy.directives:
        yield missing(SCRIPT_SRC, "Neither script-src nor default-src: every script runs.")
    values = policy.sources(SCRIPT_SRC)
    trusts = has_nonce(values) or (has_hash(values) and STRICT_DYNAMIC in values)
    if trusts and BASE_URI not in policy.directives:
        message = (
            "No base-uri: an injected <base> sends the relative addresses of trusted scripts to another host. "
            "'none' or 'self' ends that."
        )
        yield missing(BASE_URI, message)


def script_allowlist_bypass(policy: Policy) -> Iterator[CspFinding]:
    """Yield the hosts whose scripts are trusted, worst where a way around the list is known on them."""
    for name in policy.deciding(SCRIPT_SRC, SCRIPT_SRC_ELEM):
        values = policy.directives[name]
        if NONE in values:
            continue
        with_eval = UNSAFE_EVAL in values
        for value in values:
            if value == SELF:
                message = (
                    "'self' trusts every file of this site: see that it serves no JSONP, no Angular "
                    "and no uploads as scripts."
                )
                yield CspFinding(Type.SCRIPT_ALLOWLIST_BYPASS, Severity.MEDIUM_MAYBE, name, value, message)
            # As in the original, a name without a dot (localhost) is passed over.
            elif not is_quoted(value) and not is_scheme(value) and "." in value:
                yield _host_of_scripts(name, value, with_eval=with_eval)


def _host_of_scripts(name: str, value: str, *, with_eval: bool) -> CspFinding:
    known = {
        "JSONP endpoints": find_bypass(value, JSONP, with_eval=with_eval),
        "Angular": find_bypass(value, ANGULAR),
    }
    served = {what: bypass.host for what, bypass in known.items() if bypass is not None}
    if not served:
        message = "No way around this source is known; see that it serves no JSONP and no Angular."
        return CspFinding(Type.SCRIPT_ALLOWLIST_BYPASS, Severity.MEDIUM_MAYBE, name, value, message)
    told = " and ".join(f"{what} on {host}" for what, host in served.items())
    message = f"This source lets in {told}: with that, injected markup can run any script."
    return CspFinding(Type.SCRIPT_ALLOWLIST_BYPASS, Severity.HIGH, name, value, message)


def object_allowlist_bypass(policy: Policy) -> Iterator[CspFinding]:
    """Yield the hosts that plugins may come from, worst where Flash files are known on them.

    Nothing where ``plugin-types`` rules Flash out, and nothing beside ``'none'``.
    """
    name = policy.governing(OBJECT_SRC)
    types = policy.directives.get("plugin-types")
    if name is None or (types is not None and _FLASH_TYPE not in types):
        return
    values = policy.directives[name]
    for value in () if NONE in values else values:
        bypass = find_bypass(value, FLASH)
        if bypass is not None:
            message = f"Flash files on {bypass.host} are known to run scripts for whoever embeds them."
            yield CspFinding(Type.OBJECT_ALLOWLIST_BYPASS, Severity.HIGH, name, value, message)
        elif name == OBJECT_SRC:
            message = "Plugins are hardly needed any more; object-src 'none' would shut this way in."
            yield CspFinding(Type.OBJECT_ALLOWLIST_BYPASS, Severity.MEDIUM_MAYBE, name, value, message)
