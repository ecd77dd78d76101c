"""A policy that a site sends, whatever the dialect it is written in: what is known of it, and where that is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from secheaders_lint.data.csp import directives
from secheaders_lint.data.middleware import (
    DJANGO_CSP,
    DJANGO_CSP_RATE_LIMITED,
    NATIVE_CSP,
    SECURITY_PACKAGE_CSP,
)
from secheaders_lint.evaluator.values import DictValue
from secheaders_lint.findings import Confidence, Severity
from secheaders_lint.prediction.django_security import takes
from secheaders_lint.rules.asking import CSP, advice, sureness
from secheaders_lint.rules.base import Report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secheaders_lint.csp.policy import Policy
    from secheaders_lint.findings import Location
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.model.stack import Entry
    from secheaders_lint.remedies import Remedy

# Stands for the nonce that the middleware makes anew for each answer, if the page asks for it.
NONCE = "'nonce-c2VjaGVhZGVycw'"
# A policy that is written as the text of the header: the edge or a middleware of the project sends it.
NATIVE, VERSION_3, VERSION_4, GIVEN = "Django", "django-csp 3", "django-csp 4", "the text of a header"
SECURITY_PACKAGE = "django-security"
PACKAGE = (DJANGO_CSP, DJANGO_CSP_RATE_LIMITED)


class Held(NamedTuple):
    """A policy: by which header and dialect it goes out, the setting it is written in, and what is known of it.

    ``policy`` is the one of pages that ask for the nonce; ``partly`` are the directives of which more may be there than is
    known (of ``hosts`` no keyword, nonce or hash), ``open`` that there may be more directives. ``dropped`` are the keys that django-csp 4 leaves out, ``beside`` the directives where it looks for none; ``comma`` is the
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
    hosts: frozenset[str] = frozenset()
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
        if self.dialect in {GIVEN, SECURITY_PACKAGE}:
            written = " ".join((directive, *sources))
            if self.setting.endswith("DICT") and not takes(directive):
                # It would switch the middleware off.
                return f"{written} (not in {self.setting}, which takes no such directive, but with the whole policy in a text)"
            return written
        if self.dialect == VERSION_3:
            return f"{directives().get(directive) or directive} = [{values}]"
        return f'"{directive}": [{values}]'


def told(
    site: SiteModel,
    policy: Held,
    directive: str,
    message: str,
    help_text: str,
    *,
    own: Severity | None = None,
    subject: str = "",
    remedies: tuple[Remedy, ...] = (),
) -> Report:
    """Return a report on a directive of a policy (empty: on the policy), at the place where it is written."""
    return Report(
        message,
        policy.where(site, directive),
        subject or policy.subject(directive),
        help_text,
        severity=policy.severity(site, own),
        confidence=Confidence.HIGH if policy.dialect == GIVEN else sureness(site, policy.header),
        remedies=remedies,
    )


def written_in(policy: Held, directive: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the setting that a directive is written in, and the keys that lead to it there; ``None``: in no setting."""
    if policy.dialect == VERSION_3:
        name = policy.named.get(directive)
        return None if name is None else (name, ())
    if policy.dialect not in {NATIVE, VERSION_4}:
        return None
    return policy.setting, (directive,) if policy.dialect == NATIVE else ("DIRECTIVES", directive)


def _runs_at(site: SiteModel) -> Location:
    entry = site.stack.find(NATIVE_CSP, *PACKAGE, SECURITY_PACKAGE_CSP)
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
