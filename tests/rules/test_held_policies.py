"""The policies are those that prediction gives, read directive by directive."""

from __future__ import annotations

import pytest
from secheaders_lint import engine
from secheaders_lint.csp.parsing import parse_like_evaluator
from secheaders_lint.discovery import discover
from secheaders_lint.model.site import Surroundings
from secheaders_lint.prediction.policies import NONCE as PREDICTED_NONCE
from secheaders_lint.prediction.simulate import page
from secheaders_lint.rules.held_policies import held
from secheaders_lint.rules.held_policy import NONCE
from secheaders_lint.source.memory import MemoryTree

from .csp_sites import at_the_edge, native, version_3, version_4
from .recorded import all_recorded, recorded_site
from .sites import MANAGE, Site


def model_of(site: Site):
    pinned = f"Django=={site.django}\n{site.requirements}"
    files = {"manage.py": MANAGE, "config/__init__.py": "", "config/settings.py": site.settings}
    tree = MemoryTree({**files, "requirements.txt": pinned, **site.files})
    discovery = discover(tree)
    options = engine.Options(surroundings=Surroundings(edge=site.edge))
    return engine.build_sites(tree, discovery, discovery.judged, options).sites[0]


def policies_of(site: Site):
    return held(model_of(site))


OPEN = "from elsewhere import MORE\nSECURE_CSP.update(MORE)\n"
RECORDED = [(variant, django) for variant, django in all_recorded() if "csp" in variant]


@pytest.mark.parametrize(("variant", "django"), RECORDED)
def test_same_policies_as_predicted(variant: str, django: str) -> None:
    model = model_of(recorded_site(variant, django))
    predicted = {}
    for name in ("Content-Security-Policy", "Content-Security-Policy-Report-Only"):
        header = page(model, "https").header(name)
        if header is not None and header.value is not None:
            predicted[name] = dict(
                parse_like_evaluator(header.value.replace(PREDICTED_NONCE, NONCE)).directives
            )
    assert {each.header: dict(each.policy.directives) for each in held(model)} == predicted


@pytest.mark.parametrize(
    "site",
    [
        native('"default-src": [CSP.SELF], "img-src": [CSP.SELF, os.environ["CDN"]]'),
        version_4('"default-src": [SELF], "img-src": [SELF, os.environ["CDN"]]'),
        version_3("CSP_DEFAULT_SRC = [\"'self'\"]\nCSP_IMG_SRC = [\"'self'\", os.environ['CDN']]"),
    ],
    ids=["native", "4", "3"],
)
def test_partly_known(site: Site) -> None:
    (found,) = policies_of(site)
    assert found.policy.directives == {"default-src": ("'self'",), "img-src": ("'self'",)}
    assert found.partly == {"img-src"}
    assert found.whole


def test_keys_that_are_not_known() -> None:
    (found,) = policies_of(native('"default-src": [CSP.SELF]', OPEN))
    assert not found.whole


def test_the_nonce_of_version_3_may_be_anywhere() -> None:
    site = version_3("CSP_SCRIPT_SRC = [\"'self'\"]\nCSP_INCLUDE_NONCE_IN = os.environ['IN'].split()")
    assert policies_of(site)[0].partly == {"default-src", "script-src"}


def test_a_text_is_split_as_browsers_do() -> None:
    (found,) = policies_of(native("\"script-src\": \"'self' https://a.example; object-src 'none'\""))
    assert found.policy.directives == {
        "script-src": ("'self'", "https://a.example"),
        "object-src": ("'none'",),
    }


def test_the_lower_middleware_writes_first() -> None:
    both = 'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["four"]}}\n'
    upper = 'MIDDLEWARE.insert(0, "csp.middleware.CSPMiddleware")\n'
    lower = 'MIDDLEWARE.append("csp.middleware.CSPMiddleware")\n'
    above = native('"default-src": ["six"]', upper + both)._replace(requirements="django-csp==4.0\n")
    below = native('"default-src": ["six"]', lower + both)._replace(requirements="django-csp==4.0\n")
    assert [each.setting for each in policies_of(above)] == ["SECURE_CSP"]
    assert [each.setting for each in policies_of(below)] == ["CONTENT_SECURITY_POLICY"]


def test_the_enforced_one_comes_first() -> None:
    site = native('"default-src": [CSP.SELF]', 'SECURE_CSP_REPORT_ONLY = {"img-src": [CSP.SELF]}\n')
    assert [each.enforced for each in policies_of(site)] == [True, False]


def test_what_the_edge_sends_takes_the_place() -> None:
    site = native('"default-src": [CSP.SELF]')._replace(edge={"content-security-policy": "img-src *"})
    (found,) = policies_of(site)
    assert found.name() == "the Content-Security-Policy that the edge sends"
    assert found.policy.directives == {"img-src": ("*",)}


@pytest.mark.parametrize(
    "site",
    [
        native("", 'SECURE_CSP = None\nSECURE_CSP_REPORT_ONLY = "text"\n'),
        native('"default-src": [CSP.SELF]', django="5.2.19"),
        native('"img-src": [], "script-src": None, "style-src": False'),
        native('"default-src": [CSP.SELF]', 'MIDDLEWARE.append("csp.middleware.CspHeaderMiddleware")\n'),
        native('"default-src": [CSP.SELF]', "from elsewhere import SECURE_CSP\n"),
        native('"default-src": [CSP.SELF]', 'if os.environ["X"] == "1":\n    MIDDLEWARE = MIDDLEWARE[:-1]\n')._replace(django="5.1"),
        version_4('"default-src": [SELF]', "from elsewhere import CONTENT_SECURITY_POLICY\n"),
        version_4('"default-src": [SELF]', 'CONTENT_SECURITY_POLICY["EXCLUDE_URL_PREFIXES"] = ["/"]\n'),
        version_3("CSP_DEFAULT_SRC = {\"'self'\"}"),
        version_3("CSP_DEFAULT_SRC = [\"'self'\"]\nfrom elsewhere import CSP_REPORT_ONLY"),
        at_the_edge("x")._replace(edge={}),
    ],
)  # fmt: skip
def test_nothing_is_known_to_be_sent(site: Site) -> None:
    assert policies_of(site) == []


def test_where_directives_are_written() -> None:
    site = native('\n    "default-src": [CSP.SELF],\n    "img-src": ["*"],\n')
    model = model_of(site)
    (found,) = held(model)
    line = site.settings.splitlines().index('    "img-src": ["*"],') + 1
    assert found.where(model, "img-src").line == line
    assert found.where(model, "script-src") == found.where(model) == model.where("SECURE_CSP")
