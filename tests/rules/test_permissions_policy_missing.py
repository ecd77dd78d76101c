from __future__ import annotations

from secheaders_lint.findings import Confidence, Severity

from .sites import BASE, PERHAPS, Site, sites

CODE = "PERM001"
LINE = 'MIDDLEWARE.insert(1, "django_permissions_policy.PermissionsPolicyMiddleware")\n'
POLICY = 'PERMISSIONS_POLICY = {"camera": []}\n'


def test_advice() -> None:
    found = Site(BASE).one(CODE)
    assert found.severity is Severity.INFO
    assert "no page carries a Permissions-Policy" in found.message
    assert "django-permissions-policy" in found.help


def test_setting_without_its_middleware() -> None:
    site = Site(BASE + POLICY)
    found = site.one(CODE)
    assert "PERMISSIONS_POLICY is set, but PermissionsPolicyMiddleware is not in MIDDLEWARE" in found.message
    assert site.line(found) == POLICY.strip()


def test_middleware_without_its_setting() -> None:
    assert "PERMISSIONS_POLICY is not set, so it sends nothing" in Site(BASE + LINE).one(CODE).message


def test_empty_policy() -> None:
    assert "PERMISSIONS_POLICY is empty" in Site(BASE + LINE + "PERMISSIONS_POLICY = {}\n").one(CODE).message


def test_low_where_a_middleware_of_the_project_may_send_it() -> None:
    own = PERHAPS.format(header="Permissions-Policy", value="camera=()")
    site = Site(BASE + 'MIDDLEWARE.append("config.own.HeadersMiddleware")\n', files={"config/own.py": own})
    assert site.one(CODE).confidence is Confidence.LOW


@sites(
    {
        "it is sent": LINE + POLICY,
        "the policy is not known": LINE + "from elsewhere import PERMISSIONS_POLICY\n",
        "the policy may be set elsewhere": "from elsewhere import PERMISSIONS_POLICY\n",
        "a feature depends on a variable": LINE + 'PERMISSIONS_POLICY = {"camera": os.environ["CAMERA"]}\n',
        "Feature-Policy is another finding": 'MIDDLEWARE.append("django_feature_policy.FeaturePolicyMiddleware")\n',
        "django-feature-policy 3 sends it too": 'MIDDLEWARE.append("django_feature_policy.PermissionsPolicyMiddleware")\n',
        "the edge sends it": Site(BASE, edge={"permissions-policy": "camera=()"}),
        "the list is unknown": "from elsewhere import MIDDLEWARE\n",
        "a stretch of the list is unknown": "import elsewhere\nMIDDLEWARE += elsewhere.more()\n",
        "another finding has the cause": Site(BASE.replace("MIDDLEWARE =", "MIDDLEWARE_CLASSES =")),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
