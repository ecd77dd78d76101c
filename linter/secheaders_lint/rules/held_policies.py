"""The policies that a site's settings hold and its middleware send, as the policy model of `csp` has them.

Prediction gives a header or says that it is not known. Here a policy is read directive by directive, so that what is not
known of one (a host from the environment) leaves the others to be judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from secheaders_lint.csp.parsing import parse_like_evaluator
from secheaders_lint.data.csp import directives, table
from secheaders_lint.data.middleware import DJANGO_CSP, DJANGO_CSP_RATE_LIMITED, NATIVE_CSP
from secheaders_lint.evaluator.rendering import Repr, UnknownPart
from secheaders_lint.evaluator.values import DictValue
from secheaders_lint.findings import Confidence, Severity
from secheaders_lint.prediction.policies import NONCE_OBJECT, NONCE_TEXT, csp_major, legacy_settings
from secheaders_lint.rules.asking import CSP, CSP_REPORT_ONLY, advice, senders, sent_anyway, sureness
from secheaders_lint.rules.base import Report
from secheaders_lint.rules.policies import NATIVE_SETTINGS, VERSION_4_SETTINGS, left_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from secheaders_lint.csp.policy import Policy
    from secheaders_lint.findings import Location
    from secheaders_lint.model.given import Given
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.model.stack import Entry

# Stands for the nonce that the middleware makes anew for each answer, if the page asks for it.
NONCE = "'nonce-c2VjaGVhZGVycw'"
# A policy that is written as the text of the header: the edge or a middleware of the project sends it.
NATIVE, VERSION_3, VERSION_4, GIVEN = "Django", "django-csp 3", "django-csp 4", "the text of a header"
_PACKAGE = (DJANGO_CSP, DJANGO_CSP_RATE_LIMITED)
_INCLUDE = "CSP_INCLUDE_NONCE_IN"


class Held(NamedTuple):
    """A policy: by which header and dialect it goes out, the setting it is written in, and what is known of it.

    ``policy`` is the one of pages that ask for the nonce; ``partly`` are the directives of which more may be there than is
    known, ``open`` that there may be more directives. ``dropped`` are the keys that django-csp 4 leaves out, ``beside`` the directives where it looks for none; ``comma`` is the
    directive in which a comma ends the policy; ``named`` are the settings of django-csp 3 by their directives; ``entry`` is the middleware of the project
    that sends it.
    """

    header: str
    dialect: str
    setting: str
    policy: Policy
    partly: frozenset[str] = frozenset()
    open: bool = False
    dropped: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    comma: str = ""
    named: Mapping[str, str] = {}
    entry: Entry | None = None

    @property
    def enforced(self) -> bool:
        """True where browsers do more than report."""
        return self.header == CSP

    @property
    def whole(self) -> bool:
        """True where no directive can be there that is not known, and no comma makes several policies of it."""
        return not self.open and not self.comma

    def severity(self, site: SiteModel, own: Severity | None = None) -> Severity | None:
        """Return the severity of a finding about it: advice where it only reports; ``own``: that of the finding."""
        return (None if self.enforced else Severity.INFO) or advice(site) or own

    def subject(self, directive: str = "") -> str:
        """Return what a finding about a directive is about: the setting and the directive in it."""
        if self.dialect == VERSION_3:
            return self.named.get(directive) or f"CSP_*.{directive}"
        name = self.setting or self.header
        return f"{name}.{directive}" if directive else name

    def label(self, directive: str) -> str:
        """Return a directive with its setting, for messages."""
        if self.dialect == GIVEN:
            return f"{directive} of {self.name()}"
        setting = self.named.get(directive) if self.dialect == VERSION_3 else self.setting
        if setting:
            return f"{directive} ({setting})"
        return f"{directive} (the default of django-csp)" if directive == "default-src" else directive

    def name(self) -> str:
        """Return what the policy is called in messages."""
        if self.dialect == GIVEN:
            return (
                f"the {self.header} that {self.entry.label if self.entry is not None else 'the edge'} sends"
            )
        return self.setting if self.dialect != VERSION_3 else "the policy of the CSP_ settings"

    def where(self, site: SiteModel, directive: str = "") -> Location:
        """Return where a directive is written, else the setting that holds the policy, else where it would be added."""
        if self.dialect == VERSION_3:
            name = self.named.get(directive) or self.setting
            return site.where(name) if name else _runs_at(site)
        if self.dialect == GIVEN:
            return (site.place(self.entry.site) if self.entry is not None else None) or _runs_at(site)
        keys = (directive,) if self.dialect == NATIVE else ("DIRECTIVES", directive)
        return (_entry(site, self.setting, keys) if directive else None) or site.where(self.setting)

    def write(self, directive: str, *sources: str) -> str:
        """Return how this dialect has a directive: ``"script-src": ["'self'"]`` or ``CSP_SCRIPT_SRC = ["'self'"]``."""
        values = ", ".join(f'"{each}"' for each in sources)
        if self.dialect == GIVEN:
            return " ".join((directive, *sources))
        if self.dialect == VERSION_3:
            return f"{directives().get(directive) or directive} = [{values}]"
        return f'"{directive}": [{values}]'


def held(site: SiteModel) -> list[Held]:
    """Return the policies that surely go out with a page, the enforced one first; those of unknown middleware are not here."""
    found = [
        _of_text(each) for each in site.given.values() if each.value is not None and _is_policy(each.name)
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
        if written is not None and (entry.kind in {NATIVE_CSP, *_PACKAGE} or "csp_nonce" in written.module):
            return True
    return False


def told(
    site: SiteModel,
    policy: Held,
    directive: str,
    message: str,
    help_text: str,
    *,
    own: Severity | None = None,
    subject: str = "",
) -> Report:
    """Return a report on a directive of a policy (empty: on the policy), at the place where it is written."""
    return Report(
        message,
        policy.where(site, directive),
        subject or policy.subject(directive),
        help_text,
        severity=policy.severity(site, own),
        confidence=Confidence.HIGH if policy.dialect == GIVEN else sureness(site, policy.header),
    )


def _is_policy(name: str) -> bool:
    return name.lower() in {CSP.lower(), CSP_REPORT_ONLY.lower()}


def _of_text(given: Given) -> Held:
    text = given.value or ""
    header = CSP if given.name.lower() == CSP.lower() else CSP_REPORT_ONLY
    parts = {part.split()[0].lower(): part for part in text.split(";") if part.strip()}
    comma = next((name for name, part in parts.items() if "," in part), "")
    return Held(header, GIVEN, "", parse_like_evaluator(text), comma=comma, entry=given.entry)


def _of_settings(site: SiteModel) -> Iterator[Held]:
    """Yield the policies of the middleware in the list; the one further down writes first, and the other leaves it alone."""
    if any(kind not in {NATIVE_CSP, *_PACKAGE} for kind in senders(site, CSP)):
        return
    native, package = site.stack.find(NATIVE_CSP), site.stack.find(*_PACKAGE)
    maybe = (native is None and site.stack.has(NATIVE_CSP) is None) or (
        package is None and site.stack.has(*_PACKAGE) is None
    )
    if maybe:
        return
    both = [(native, of_native), (package, of_package)]
    present = [(entry.index, read) for entry, read in both if entry is not None]
    for _, read in sorted(present, key=lambda each: -each[0]):
        yield from read(site)


def of_native(site: SiteModel) -> Iterator[Held]:
    """Yield the policies of Django's own settings."""
    for name, header in NATIVE_SETTINGS.items() if site.at_least("6.0") else ():
        value = site.value(name)
        if isinstance(value, dict) and value:
            made = _made(header, NATIVE, name, value)
            if made.policy.directives or made.open:
                yield made


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
    wanted = site.value(_INCLUDE) if site.settings.is_set(_INCLUDE) else []
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
    yield made._replace(named={directive: name for name, directive in names.items()})


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
        yield made._replace(dropped=dropped, beside=tuple(key for key in value if key in table()))


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


def _runs_at(site: SiteModel) -> Location:
    entry = site.stack.find(NATIVE_CSP, *_PACKAGE)
    return (site.place(entry.site) if entry is not None else None) or site.anchor()


def _entry(site: SiteModel, setting: str, keys: tuple[str, ...]) -> Location | None:
    """Return where an entry of a setting's dictionary is written; ``None`` where that is not known."""
    value: Any = site.evaluation.value(setting)
    where = None
    for key in keys:
        left = site.reading.alternatives(value)
        if len(left) != 1 or not isinstance(left[0], DictValue):
            return None
        item = left[0].items.get(key)
        if item is None:
            return None
        value, where = item.value, item.site
    return site.place(where)
