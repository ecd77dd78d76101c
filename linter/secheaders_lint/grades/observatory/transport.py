"""The tests of what happens before and beside the page: the way from http to https, and CORS.

Read in mdn/mdn-http-observatory 94042bb, ``src/analyzer/tests/redirection.js`` and ``cors.js``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.grades.observatory.scan import SCANNER_ORIGIN, Result, joined, trimmed

if TYPE_CHECKING:
    from secheaders_lint.grades.observatory.scan import Hop, Scan

_LONGEST_ORIGIN = 256


def redirection_result(scan: Scan) -> Result:
    """Judge the way that a visitor of ``http://`` is led."""
    if scan.hops is None:
        return Result("redirection-not-needed-no-http", passed=True)
    if scan.tls == "invalid":
        return Result("redirection-invalid-cert", passed=False)
    if scan.preloaded and all(hop.host == scan.host for hop in scan.hops):
        return Result("redirection-all-redirects-preloaded", passed=True)
    return _by_route(scan.hops)


def _by_route(hops: tuple[Hop, ...]) -> Result:
    if len(hops) == 1:
        return Result("redirection-missing", passed=False)
    if hops[-1].scheme != "https":
        return Result("redirection-not-to-https", passed=False)
    first, second, *_ = hops
    if second.scheme == "http":
        return Result("redirection-not-to-https-on-initial-redirection", passed=False)
    if first.scheme == "http" and first.host != second.host:
        return Result("redirection-off-host-from-http", passed=False)
    return Result("redirection-to-https", passed=True)


def sharing_result(scan: Scan) -> Result:
    """Judge the answer to a preflight request of the scanner."""
    short = "cross-origin-resource-sharing"
    allowed = joined(scan.cors or (), "access-control-allow-origin")
    if not allowed:
        return Result(f"{short}-not-implemented", passed=True)
    if trimmed(allowed[:_LONGEST_ORIGIN]) == "*":
        return Result(f"{short}-implemented-with-public-access", passed=True)
    credentials = joined(scan.cors or (), "access-control-allow-credentials") or ""
    if allowed == SCANNER_ORIGIN and trimmed(credentials.lower()) == "true":
        return Result(f"{short}-implemented-with-universal-access", passed=False)
    return Result(f"{short}-implemented-with-restricted-access", passed=True)
