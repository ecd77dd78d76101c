"""What no setting decides and a grade depends on: stated with each grade, and changed by ``[grading]`` of the configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# The words for the scripts of the page, with what the Observatory finds in such a page.
SCRIPTS = {
    "none": "sri-not-implemented-but-no-scripts-loaded",
    "own": "sri-not-implemented-but-all-scripts-loaded-from-secure-origin",
    "own-with-integrity": "sri-implemented-and-all-scripts-loaded-securely",
    "foreign": "sri-not-implemented-but-external-scripts-loaded-securely",
    "foreign-with-integrity": "sri-implemented-and-external-scripts-loaded-securely",
    "insecure": "sri-not-implemented-and-external-scripts-not-loaded-securely",
    "insecure-with-integrity": "sri-implemented-but-external-scripts-not-loaded-securely",
}
_SCRIPTS_TOLD = {
    "none": "the page loads no script",
    "own": "the page loads scripts of its own site alone, without integrity",
    "own-with-integrity": "the page loads scripts of its own site alone, with integrity",
    "foreign": "the page loads scripts of other sites without integrity",
    "foreign-with-integrity": "the page loads scripts of other sites, all with integrity",
    "insecure": "the page loads scripts of other sites by http or `//`, without integrity",
    "insecure-with-integrity": "the page loads scripts of other sites by http or `//`, with integrity",
}
_HTTP_TOLD = {
    "django": "http reaches Django",
    "redirect": "http is redirected to https in front of Django",
    "closed": "nothing answers over http",
}
HTTP = tuple(_HTTP_TOLD)


class Assumptions(NamedTuple):
    """The world that a site is graded in.

    ``certificate``: browsers trust it. ``preloaded``: the host is on the HSTS preload list. ``http``: what answers over
    http (a word of ``HTTP``). ``scripts``: what the page loads (a word of ``SCRIPTS``).
    """

    certificate: bool = True
    preloaded: bool = False
    http: str = "django"
    scripts: str = "own"

    def told(self) -> Iterator[str]:
        """Yield each assumption in words."""
        yield "the certificate is trusted" if self.certificate else "the certificate is not trusted"
        yield _HTTP_TOLD[self.http]
        yield _SCRIPTS_TOLD[self.scripts]
        yield (
            "the host is on the HSTS preload list"
            if self.preloaded
            else "the host is not on the HSTS preload list"
        )
