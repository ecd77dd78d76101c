"""Permissions-Policy, Referrer-Policy and the dead Feature-Policy, as their packages send them (django-permissions-policy 4.34)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secheaders_lint.data.middleware import FEATURE_POLICY, PERMISSIONS_POLICY, REFERRER_POLICY
from secheaders_lint.data.permissions_policy import refuses
from secheaders_lint.evaluator.rendering import Repr, UnknownPart
from secheaders_lint.prediction.answer import Broken, unknown_among

if TYPE_CHECKING:
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.prediction.answer import Draft, Request


def respond_permissions(site: SiteModel, request: Request, draft: Draft) -> None:
    """Set Permissions-Policy, whatever was there; with a name that the package refuses the site does not start."""
    del request
    given = site.value("PERMISSIONS_POLICY")
    version = site.package_version("django-permissions-policy")
    names = [name for name in given if name != "…"] if isinstance(given, dict) else []
    if version is not None and any(refuses(name, version) for name in names):
        raise Broken("PERMISSIONS_POLICY")
    value = permissions_policy(given)
    if value != "":
        draft.put(site, "Permissions-Policy", value, ("PERMISSIONS_POLICY", PERMISSIONS_POLICY), keep=False)


def permissions_policy(policy: Any) -> str | UnknownPart:
    """Return the header's value for the setting; empty where nothing is sent."""
    if isinstance(policy, UnknownPart):
        return policy
    if not isinstance(policy, dict):
        return ""
    unknown = policy.get("…")
    if isinstance(unknown, UnknownPart):
        return unknown
    parts = []
    for feature, values in sorted(policy.items()):
        allowed = _allow_list(values)
        if isinstance(allowed, UnknownPart):
            return allowed
        parts.append(f"{feature}=({allowed})")
    return ", ".join(parts)


def _allow_list(values: Any) -> str | UnknownPart:
    """Return the inner list of one feature: ``none`` is empty, ``self`` and ``*`` stand bare, all else is quoted."""
    given = [values] if isinstance(values, str | Repr) else values
    if isinstance(given, UnknownPart):
        return given
    if not isinstance(given, list):
        return ""
    unknown = unknown_among(given)
    if unknown is not None:
        return unknown
    words = []
    for value in given:
        if value == "none":
            continue
        words.append(str(value) if str(value) in {"self", "*"} else f'"{value}"')
    return " ".join(words)


def respond_feature(site: SiteModel, request: Request, draft: Draft) -> None:
    """Set the dead Feature-Policy header of django-feature-policy."""
    del request
    policy = site.value("FEATURE_POLICY")
    if isinstance(policy, UnknownPart):
        draft.put(site, "Feature-Policy", policy, ("FEATURE_POLICY", FEATURE_POLICY), keep=False)
    elif isinstance(policy, dict) and policy:
        draft.put(
            site, "Feature-Policy", _feature_text(policy), ("FEATURE_POLICY", FEATURE_POLICY), keep=False
        )


def respond_referrer(site: SiteModel, request: Request, draft: Draft) -> None:
    """Set Referrer-Policy by django-referrer-policy, whatever was there."""
    del request
    name = "REFERRER_POLICY"
    if site.settings.is_set(name):
        draft.put(site, "Referrer-Policy", site.value(name), (name, REFERRER_POLICY), keep=False)


def _feature_text(policy: dict[str, Any]) -> str | UnknownPart:
    parts = []
    for feature, values in policy.items():
        given = values if isinstance(values, list) else [values]
        unknown = unknown_among(given)
        if unknown is not None:
            return unknown
        words = [f"'{value}'" if value in ("self", "none", "src") else str(value) for value in given]
        parts.append(f"{feature} {' '.join(words)}")
    return "; ".join(parts)
