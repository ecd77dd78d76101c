"""From the settings of each dialect to policies: Django's own, django-csp 3 and 4, django-security, and the text of a header."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secheaders_lint.csp.parsing import parse_like_evaluator
from secheaders_lint.data.csp import directives, table
from secheaders_lint.evaluator.rendering import Repr, UnknownPart
from secheaders_lint.prediction import django_security
from secheaders_lint.prediction.policies import (
    NONCE_OBJECT,
    NONCE_TEXT,
    csp_major,
    legacy_settings,
    nonce_directives,
)
from secheaders_lint.rules.asking import CSP, CSP_REPORT_ONLY
from secheaders_lint.rules.held_policy import (
    GIVEN,
    NATIVE,
    NONCE,
    SECURITY_PACKAGE,
    VERSION_3,
    VERSION_4,
    Held,
)
from secheaders_lint.rules.policies import NATIVE_SETTINGS, VERSION_4_SETTINGS, left_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.given import Given
    from secheaders_lint.model.site import SiteModel


# What cancels other sources where it comes from the environment.
_KEYWORDS = ("'nonce-abc'", "'sha256-abc='", "'strict-dynamic'", "'none'")


def of_text(given: Given) -> Held:
    """Return the policy of a header that the edge or a middleware of the project sends."""
    text = given.value or ""
    header = CSP if given.name.lower() == CSP.lower() else CSP_REPORT_ONLY
    return _of_words(header, GIVEN, "", text)._replace(entry=given.entry)


def _of_words(header: str, dialect: str, setting: str, text: str) -> Held:
    parts = {part.split()[0].lower(): part for part in text.split(";") if part.strip()}
    comma = next((name for name, part in parts.items() if "," in part), "")
    return Held(header, dialect, setting, parse_like_evaluator(text), comma=comma)


def of_native(site: SiteModel) -> Iterator[Held]:
    """Yield the policies of Django's own settings."""
    for name, header in NATIVE_SETTINGS.items() if site.at_least("6.0") else ():
        value = site.value(name)
        if isinstance(value, dict) and value:
            made = _made(header, NATIVE, name, value)
            if made.policy.directives or made.open:
                yield _with_hosts(site, made)


def of_package(site: SiteModel) -> Iterator[Held]:
    """Yield the policies of django-csp, whichever version is installed."""
    major = csp_major(site)
    made = _version_3(site) if major == 3 else _version_4(site) if major == 4 else ()
    yield from (each for each in made if not left_out(site, each.header))


def _version_3(site: SiteModel) -> Iterator[Held]:
    only = site.settings.get("CSP_REPORT_ONLY")
    reports = only.truth if only.is_set else False
    names = {
        name: directive for directive, name in directives().items() if name and site.settings.is_set(name)
    }
    if reports is None or any(site.settings.shape(name) == "set" for name in names):
        return
    given: dict[str, Any] = {directive: site.value(name) for name, directive in names.items()}
    given = {"default-src": ["'self'"], **given}
    wanted = nonce_directives(site)
    known = isinstance(wanted, list) and all(isinstance(each, str) for each in wanted)
    for name in wanted if isinstance(wanted, list) and known else ():
        before = given.get(name)
        listed = before if isinstance(before, list) else [] if before is None else [before]
        given[name] = [*listed, NONCE_TEXT]
    if not known:
        # The nonce may be in any of them.
        given = {name: _opened(value) for name, value in given.items()}
    first = next(iter(legacy_settings(site)), "")
    made = _made(CSP_REPORT_ONLY if reports else CSP, VERSION_3, first, given)
    made = made._replace(named={directive: name for name, directive in names.items()})
    yield _with_hosts(site, made) if known else made


def _opened(value: Any) -> list[Any]:
    return [*(value if isinstance(value, list) else [value]), UnknownPart("the nonce may be there", None)]


def _version_4(site: SiteModel) -> Iterator[Held]:
    for name, header in VERSION_4_SETTINGS.items():
        value = site.value(name)
        if not isinstance(value, dict) or not value:
            continue
        given = value.get("DIRECTIVES", {})
        if "…" in value or not isinstance(given, dict):
            continue
        kept = {key: part for key, part in given.items() if key == "…" or key in directives()}
        made = _made(header, VERSION_4, name, {"default-src": ["'self'"], **kept})
        dropped = tuple(key for key in given if key not in kept and given[key] not in (None, False))
        yield _with_hosts(site, made)._replace(
            dropped=dropped, beside=tuple(key for key in value if key in table())
        )


def _with_hosts(site: SiteModel, made: Held) -> Held:
    """Return a policy with the directives noted of which what is not known can be no keyword, nonce or hash."""
    hosts = []
    for name in made.partly:
        keys = {VERSION_3: (), VERSION_4: ("DIRECTIVES", name)}.get(made.dialect, (name,))
        setting = made.named.get(name, "") if made.dialect == VERSION_3 else made.setting
        if setting and not site.settings.may_hold(_KEYWORDS, setting, *keys):
            hosts.append(name)
    return made._replace(hosts=frozenset(hosts))


def _made(header: str, dialect: str, setting: str, given: dict[str, Any]) -> Held:
    parts, partly, comma = [], set(), ""
    for directive, value in given.items():
        if directive == "…" or value is None or value is False:
            continue
        words, complete = _words(value)
        if not words and complete and value is not True and dialect == NATIVE:
            continue
        parts.append(" ".join((directive, *words)))
        if not complete:
            partly.add(directive.lower())
        if any("," in word for word in words):
            comma = comma or directive.lower()
    policy = parse_like_evaluator("; ".join(parts))
    return Held(header, dialect, setting, policy, frozenset(partly), "…" in given, comma=comma)


def _words(value: Any) -> tuple[list[str], bool]:
    """Return the known sources of a directive, and whether these are all."""
    if value is True:
        return [], True
    found: list[str] = []
    complete = True
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, str):
            found += [NONCE if part == NONCE_TEXT else part]
        elif isinstance(part, Repr) and NONCE_OBJECT in part.text:
            found.append(NONCE)
        else:
            complete = False
    return found, complete


def of_security_package(site: SiteModel) -> Iterator[Held]:
    """Yield the policies of django-security; none where its middleware switches itself off."""
    try:
        found = django_security.sources(site)
    except django_security.Refused:
        return
    for header, setting in found:
        value = site.value(setting) if setting else None
        if isinstance(value, str):
            yield _of_words(header, SECURITY_PACKAGE, setting, value)
        elif isinstance(value, dict):
            given = {
                name: part if name == "…" else django_security.words_of(setting, name, part)
                for name, part in value.items()
            }
            yield _with_hosts(site, _made(header, SECURITY_PACKAGE, setting, given))
