from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .sites import BASE, Site, sites

CODE = "PERM002"
POLICY = 'FEATURE_POLICY = {"camera": "none"}\n'
NEW_LINE = 'MIDDLEWARE.append("django_permissions_policy.PermissionsPolicyMiddleware")\n'


@pytest.mark.parametrize("name", ["FeaturePolicyMiddleware", "PermissionsPolicyMiddleware"])
def test_package_of_the_old_name(name: str) -> None:
    site = Site(BASE + POLICY + f'MIDDLEWARE.append("django_feature_policy.{name}")\n')
    found = site.one("PERM")
    assert found.code == CODE
    assert found.severity is Severity.WARNING
    assert f"{name} of django-feature-policy" in found.message
    assert "django_permissions_policy" in found.help
    assert "MIDDLEWARE.append" in site.line(found)


def test_setting_that_was_left_behind() -> None:
    found = Site(BASE + POLICY + NEW_LINE).one(CODE)
    assert "django-permissions-policy reads PERMISSIONS_POLICY alone" in found.message


def test_advice_for_an_api() -> None:
    site = Site(BASE + 'MIDDLEWARE.append("django_feature_policy.FeaturePolicyMiddleware")\n', profile="api")
    assert site.one(CODE).severity is Severity.INFO


@sites(
    {
        "the new name": NEW_LINE + 'PERMISSIONS_POLICY = {"camera": []}\n',
        "a setting that nothing reads": POLICY,
        "an empty setting": NEW_LINE + "FEATURE_POLICY = {}\n",
        "the edge sends the header": Site(
            BASE + 'MIDDLEWARE.append("django_feature_policy.FeaturePolicyMiddleware")\n',
            edge={"Permissions-Policy": "camera=()"},
        ),
        "it may be absent": 'if os.environ["OLD"] == "1":\n    MIDDLEWARE.append("django_feature_policy.FeaturePolicyMiddleware")\n',
        "the list is unknown": POLICY + "from elsewhere import MIDDLEWARE\n",
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
