from __future__ import annotations

from secheaders_lint.findings import Severity
from secheaders_lint.reporters import rules_text
from secheaders_lint.reporters.style import Style
from secheaders_lint.rules.base import Docs, Rule

RULE = Rule(
    code="ABC001",
    name="a-rule",
    summary="something is missing",
    severity=Severity.WARNING,
    check=lambda _site: iter(()),
    docs=Docs(
        what="Reports `X`.",
        why="It is bad.\n\nReally.",
        example="```python\nX = 1\n\nY = 2\n```",
        instead="Before:\n\n```python\nX = 2\n```\n\nAfter.",
        silence="Never.",
    ),
    checks=("security.W001", "security.W002"),
    cwe=79,
)


def test_the_list():
    other = RULE._replace(code="AB2", name="another-rule", severity=Severity.INFO)
    assert rules_text.render_list([RULE, other], Style()) == (
        "ABC001  a-rule        warning  something is missing\n"
        "AB2     another-rule  info     something is missing\n"
    )


def test_a_page():
    assert rules_text.render_one(RULE, Style(100)) == (
        "ABC001 a-rule  warning\n"
        "something is missing.\n"
        "\n"
        "What it does\n"
        "  Reports `X`.\n"
        "\n"
        "Why is this bad?\n"
        "  It is bad.\n"
        "\n"
        "  Really.\n"
        "\n"
        "Example\n"
        "      X = 1\n"
        "\n"
        "      Y = 2\n"
        "\n"
        "Use instead\n"
        "  Before:\n"
        "\n"
        "      X = 2\n"
        "\n"
        "  After.\n"
        "\n"
        "When to silence it\n"
        "  Never.\n"
        "\n"
        "  Django: all versions of Django\n"
        "  Django's checks: security.W001, security.W002\n"
        "  CWE: 79\n"
        f"  Page: {RULE.url}\n"
    )
