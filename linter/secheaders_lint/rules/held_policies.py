"""The policies that a site's settings hold and its middleware send, as the policy model of `csp` has them.

Prediction gives a header or says that it is not known. Here a policy is read directive by directive, so that what is not
known of one (a host from the environment) leaves the others to be judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import NATIVE_CSP, SECURITY_PACKAGE_CSP
from secheaders_lint.rules.asking import CSP, CSP_REPORT_ONLY, senders, sent_anyway
from secheaders_lint.rules.dialects import of_native, of_package, of_security_package, of_text
from secheaders_lint.rules.held_policy import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.rules.held_policy import Held


def held(site: SiteModel) -> list[Held]:
    """Return the policies that surely go out with a page, the enforced one first; those of unknown middleware are not here."""
    found = [
        of_text(each) for each in site.given.values() if each.value is not None and _is_policy(each.name)
    ]
    taken = {each.header for each in found}
    for each in _of_settings(site):
        if each.header not in taken and not sent_anyway(site, each.header):
            taken.add(each.header)
            found.append(each)
    return sorted(found, key=lambda each: not each.enforced)


def judged(site: SiteModel) -> list[Held]:
    """Return the policies to be judged by what they allow: the enforced one, else the one that is on trial."""
    return held(site)[:1]


def may_read_nonce(site: SiteModel) -> bool:
    """Tell whether a middleware of the project may ask for the nonce on every page, whatever its template does."""
    for entry in site.stack.entries:
        written = site.written(entry) if entry.own else None
        if written is not None and (entry.kind in {NATIVE_CSP, *PACKAGE} or written.may_say("csp_nonce")):
            return True
    return False


def _is_policy(name: str) -> bool:
    return name.lower() in {CSP.lower(), CSP_REPORT_ONLY.lower()}


def _of_settings(site: SiteModel) -> Iterator[Held]:
    """Yield the policies of the middleware in the list; the one further down writes first, and the others leave it alone.

    That of django-security overwrites what is there.
    """
    readers: dict[tuple[str, ...], Callable[[SiteModel], Iterator[Held]]] = {
        (SECURITY_PACKAGE_CSP,): of_security_package,
        (NATIVE_CSP,): of_native,
        PACKAGE: of_package,
    }
    known = {kind for kinds in readers for kind in kinds}
    if any(kind not in known for kind in senders(site, CSP)) or any(
        site.stack.has(*kinds) is None for kinds in readers
    ):
        return
    present = [
        (kinds[0] != SECURITY_PACKAGE_CSP, -entry.index, read)
        for kinds, read in readers.items()
        if (entry := site.stack.find(*kinds)) is not None
    ]
    for _, _, read in sorted(present, key=lambda each: each[:2]):
        yield from read(site)
