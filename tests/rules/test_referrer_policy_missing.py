from __future__ import annotations

from secheaders_lint.findings import Confidence, Severity

from .sites import BASE, PERHAPS, Site, sites

CODE = "REF001"
NONE = "SECURE_REFERRER_POLICY = None\n"


def test_switched_off() -> None:
    site = Site(BASE + NONE)
    found = site.one(CODE)
    assert found.severity is Severity.WARNING
    assert found.django_checks == ("security.W022",)
    assert found.help.startswith("Remove the line")
    assert site.line(found) == NONE.strip()


def test_empty_list_is_no_policy_but_no_check_says_so() -> None:
    assert Site(BASE + "SECURE_REFERRER_POLICY = []\n").one(CODE).django_checks == ()


def test_default_of_django_3_0() -> None:
    found = Site(BASE, django="3.0.14").one(CODE)
    assert "None is the default of Django 3.0" in found.message
    assert found.django_checks == ("security.W022",)


def test_django_before_3_cannot_send_it() -> None:
    found = Site(BASE, django="2.2.28").one(CODE)
    assert found.severity is Severity.INFO
    assert found.django_checks == ()
    assert "Django 2.2.28 sends no Referrer-Policy" in found.message


def test_low_where_a_middleware_of_the_project_may_send_it() -> None:
    own = PERHAPS.format(header="Referrer-Policy", value="same-origin")
    site = Site(
        BASE + NONE + 'MIDDLEWARE.append("config.own.HeadersMiddleware")\n', files={"config/own.py": own}
    )
    assert site.one(CODE).confidence is Confidence.LOW


@sites(
    {
        "the default since Django 3.1": "",
        "it is set": 'SECURE_REFERRER_POLICY = "same-origin"\n',
        "what is set and does nothing is another finding": Site(
            BASE + 'SECURE_REFERRER_POLICY = "same-origin"\n', django="2.2.28"
        ),
        "an empty text is another finding": 'SECURE_REFERRER_POLICY = ""\n',
        "a required variable is not known": 'SECURE_REFERRER_POLICY = os.environ["POLICY"]\n',
        "django-referrer-policy sends it": Site(
            BASE
            + 'REFERRER_POLICY = "same-origin"\nMIDDLEWARE.append("django_referrer_policy.middleware.ReferrerPolicyMiddleware")\n',
            django="2.2.28",
        ),
        "django-security sends it": Site(
            BASE + 'MIDDLEWARE.append("security.middleware.ReferrerPolicyMiddleware")\n', django="2.2.28"
        ),
        "the edge sends it": Site(BASE + NONE, edge={"Referrer-Policy": "same-origin"}),
        "SecurityMiddleware is missing": NONE + "MIDDLEWARE = MIDDLEWARE[1:]\n",
        "SecurityMiddleware may be missing": NONE + "import elsewhere\nMIDDLEWARE = elsewhere.middleware()\n",
        "unknown Django is the newest": Site(BASE, django=None),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
