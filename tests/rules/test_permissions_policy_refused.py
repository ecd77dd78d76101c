from __future__ import annotations

import pytest
from secheaders_lint.data.permissions_policy import refuses
from secheaders_lint.findings import Confidence, Severity

from .sites import BASE, Site, sites

CODE = "PERM003"
SETTINGS = BASE + 'MIDDLEWARE.insert(1, "django_permissions_policy.PermissionsPolicyMiddleware")\n'


def under(version: str, *features: str, name: str = "PERMISSIONS_POLICY") -> Site:
    """Return a site with that version and a policy for these features."""
    policy: dict[str, list[str]] = {feature: [] for feature in features}
    return Site(SETTINGS + f"{name} = {policy!r}\n", requirements=f"django-permissions-policy{version}\n")


def test_the_site_does_not_start() -> None:
    site = under("==4.34.0", "camera", "attribution-reporting", "no-such-feature")
    found = site.one(CODE)
    assert found.severity is Severity.ERROR
    assert found.confidence is Confidence.HIGH
    assert "refuses 'attribution-reporting' and 'no-such-feature' in PERMISSIONS_POLICY" in found.message
    assert "the site does not start" in found.message
    assert site.line(found).startswith("PERMISSIONS_POLICY")


def test_name_that_the_installed_version_does_not_know_yet() -> None:
    assert "'aria-notify'" in under("==4.26.0", "aria-notify").one(CODE).message


def test_report_only_policy_is_read_too() -> None:
    assert under("==4.34.0", "no-such", name="PERMISSIONS_POLICY_REPORT_ONLY").findings(CODE)


def test_range_is_less_sure_than_a_pin() -> None:
    assert under(">=4.0", "no-such-feature").one(CODE).confidence is Confidence.MEDIUM


@pytest.mark.parametrize(
    ("feature", "version", "answer"),
    [
        ("camera", "4.0.1", False),
        ("camera", "4.34.0", False),
        ("attribution-reporting", "4.0.1", True),
        ("attribution-reporting", "4.1.0", False),
        ("attribution-reporting", "4.32.0", False),
        # 4.33 was not read; the names changed in 4.34.
        ("attribution-reporting", "4.33.0", False),
        ("attribution-reporting", "4.34.0", True),
        ("attribution-reporting", "4.99.0", True),
        ("ch-ua-form-factor", "4.20.0", False),
        ("ch-ua-form-factor", "4.21.0", True),
        ("no-such-feature", "4.34.0", True),
        ("no-such-feature", "4.35.0", None),
        ("camera", "4.35.0", None),
        ("camera", "3.0", None),
    ],
)
def test_names_by_version(feature: str, version: str, answer: bool | None) -> None:
    assert refuses(feature, version) is answer


@sites(
    {
        "names that are known": under("==4.34.0", "camera", "geolocation", "interest-cohort"),
        "names that were known then": under("==4.32.0", "attribution-reporting"),
        "a version that is newer than the table": under("==4.99.0", "new-feature"),
        "the version is not known": Site(SETTINGS + 'PERMISSIONS_POLICY = {"no-such": []}\n'),
        "the middleware is missing": Site(
            BASE + 'PERMISSIONS_POLICY = {"no-such": []}\n',
            requirements="django-permissions-policy==4.34.0\n",
        ),
        "the middleware may be missing": Site(
            SETTINGS + 'PERMISSIONS_POLICY = {"no-such": []}\nfrom elsewhere import MIDDLEWARE\n',
            requirements="django-permissions-policy==4.34.0\n",
        ),
        "the policy is not known": Site(
            SETTINGS + "from elsewhere import PERMISSIONS_POLICY\n",
            requirements="django-permissions-policy==4.34.0\n",
        ),
        "more names that are not known": Site(
            SETTINGS + 'import elsewhere\nPERMISSIONS_POLICY = {"camera": [], **elsewhere.policy()}\n',
            requirements="django-permissions-policy==4.34.0\n",
        ),
        "an older version reads no report only policy": under(
            "==4.28.0", "no-such", name="PERMISSIONS_POLICY_REPORT_ONLY"
        ),
        "a name with a slip that the version does not look at": under(
            "==4.32.0", "camera", "geolocation", "usb"
        ),
        "the names are bound anew": Site(
            SETTINGS + 'PERMISSIONS_POLICY = {"no-such": []}\nPERMISSIONS_POLICY = {"camera": []}\n',
            requirements="django-permissions-policy==4.34.0\n",
        ),
        "the wrong name is taken out": Site(
            SETTINGS + 'PERMISSIONS_POLICY = {"no-such": [], "usb": []}\ndel PERMISSIONS_POLICY["no-such"]\n',
            requirements="django-permissions-policy==4.34.0\n",
        ),
        "no policy at all": Site(SETTINGS, requirements="django-permissions-policy==4.34.0\n"),
        "an empty policy": under("==4.34.0"),
        "another package with such a setting": Site(
            BASE
            + 'MIDDLEWARE.append("elsewhere.PermissionsPolicyMiddleware")\nPERMISSIONS_POLICY = {"no-such": []}\n',
            requirements="django-permissions-policy==4.34.0\n",
        ),
        "the dead header of another package": Site(
            BASE
            + 'MIDDLEWARE.append("django_feature_policy.FeaturePolicyMiddleware")\nFEATURE_POLICY = {"no-such": "none"}\n',
            requirements="django-feature-policy==2.0.0\n",
        ),
        "a branch that is not taken": Site(
            SETTINGS + 'if DEBUG:\n    PERMISSIONS_POLICY = {"no-such": []}\n',
            requirements="django-permissions-policy==4.34.0\n",
        ),
        "the name is not known": Site(
            SETTINGS + 'PERMISSIONS_POLICY = {os.environ["FEATURE"]: []}\n',
            requirements="django-permissions-policy==4.34.0\n",
        ),
        "the value is none that browsers take, which is another finding": Site(
            SETTINGS + 'PERMISSIONS_POLICY = {"camera": ["example.com"]}\n',
            requirements="django-permissions-policy==4.34.0\n",
        ),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
