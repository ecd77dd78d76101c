"""Records what the Observatory's own code says of odd answers: ``python -m tests.grades.record_random RUNNER``.

RUNNER is a program that reads cases as JSON, one a line, and writes results likewise: it feeds them to the test functions of
mdn/mdn-http-observatory at 94042bb. The tests need none of this: they read the table.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

TABLE = Path(__file__).parent.parent / "data" / "observatory_random.json"
SEED, COUNT = 6, 400
SCANNER = "https://http-observatory.security.mozilla.org"
SOURCES = (
    "'self'", "'none'", "'unsafe-inline'", "'unsafe-eval'", "data:", "https:", "http:", "*", "https://*", "http://a.example",
    "https://a.example", "https://a.example/", "https://a.example/x", "https://a.example/x/", "https://a.example/x/y",
    "https://a.example/%7Ex", "https://a.example/%zz", "https://a.example/%C3%A9", "https://a.example/%C3", "a.example",
    "*.a.example", "'nonce-abc'", "'NONCE-Abc'", "'sha256-abc='", "'strict-dynamic'", "blob:", "ftp://x", "ftp:", "//a", "/",
    "x-y", "x_y", "https://ab", "https://a-b", "https://a_b", "https://a.b/c,d", "HTTPS://A.example", "https://b.example",
)  # fmt: skip
DIRECTIVES = (
    "default-src", "script-src", "style-src", "img-src", "media-src", "object-src", "frame-ancestors", "report-uri",
    "report-to", "base-uri", "upgrade-insecure-requests", "connect-src", "Script-Src", "sandbox",
)  # fmt: skip
TOKENS = (
    "same-origin", "same-site", "cross-origin", "require-corp", "credentialless", "unsafe-none", "noopener-allow-popups",
    "Same-Origin", '"same-origin"', 'same-origin; report-to="x"', "same-origin;report-to=x", "same-origin ;x",
    "same-origin;  x=1.5;y=?1", "same-origin; x=", "same-origin;X=1", 'require-corp; report-to="a\\"b"',
    "require-corp;a=:YQ==:", "require-corp;d=@12", "", " same-origin ", "same-origin,same-origin", "same-origin;",
    "same-origin;a;b;c", "same-origin; a=1234567890123456", 'same-origin;a=%"x"', "same-origin;a=12.1234",
)  # fmt: skip
AGES = (
    "max-age=31536000", "max-age=15551999", "max-age= 31536000", "max-age=+20", "max-age=-5", "max-age=0x99", "max-age=1e9",
    "MAX-AGE=99999999", "max-age=", "includeSubDomains", "preload", "max-age=15552000.5", "foo", "max-age",
    "max-age=99999999999999999999999",
)  # fmt: skip
REFERRERS = (
    "no-referrer", "unsafe-url", "Origin", "x", "", "same-origin", "strict-origin-when-cross-origin",
    "no-referrer-when-downgrade",
)  # fmt: skip
COOKIES = (
    "sessionid", "csrftoken", "__Host-sessionid", "__Secure-id", "login", "a", "heroku-session-affinity", "", "SESSID",
)  # fmt: skip
ATTRIBUTES = (
    "Path=/", "Path=/x", "Secure", "HttpOnly", "SameSite=Lax", "SameSite=None", "samesite=Strict", "SameSite=bogus",
    "SameSite", "SameSite=", "SameSite=None=x", "SameSite = lax", "secure=0", "Max-Age=0", "Domain=example.com", "Path=x",
)  # fmt: skip
FREQUENT = {"Secure", "HttpOnly", "Path=/"}


def policy(random: Random) -> str:
    def directive() -> str:
        return " ".join(
            [random.choice(DIRECTIVES), *random.choices(SOURCES, k=random.choice([0, 1, 1, 2, 3, 5]))]
        )

    separator = random.choice(["; ", ";", " ; ", ";; "])
    return separator.join(directive() for _ in range(random.choice([1, 2, 3, 4]))) + random.choice(
        ["", "", ";"]
    )


def policies(random: Random) -> str | list[str]:
    kind = random.randrange(8)
    if kind == 0:
        return random.choice(["", ";", "abc", " , ", "; ; ; ; ;"])
    if kind == 1:
        return f"{policy(random)},"
    if kind == 2:
        return [policy(random), policy(random)]
    return ", ".join(policy(random) for _ in range(random.choice([2, 3]) if kind == 3 else 1))


def cookie(random: Random) -> str:
    parts = [f"{random.choice(COOKIES)}=1"]
    parts += [each for each in ATTRIBUTES if random.random() < (0.5 if each in FREQUENT else 0.13)]
    return random.choice(["; ", ";"]).join(parts)


def headers(random: Random) -> dict[str, Any]:
    every = {
        "Strict-Transport-Security": "; ".join(random.choices(AGES, k=random.choice([1, 2, 3]))),
        "Content-Security-Policy": policies(random),
        "Content-Security-Policy-Report-Only": random.choice(["default-src 'self'", ""]),
        "X-Frame-Options": random.choice(
            ["DENY", " deny ", "ALLOW-FROM x", "allow-fromx", "x", "", ["DENY", "DENY"]]
        ),
        "X-Content-Type-Options": random.choice(["nosniff", "NOSNIFF ", "x", "", ["nosniff", "nosniff"]]),
        "Referrer-Policy": ", ".join(random.choices(REFERRERS, k=random.choice([1, 1, 2, 3]))),
        "Cross-Origin-Opener-Policy": random.choice(TOKENS),
        "Cross-Origin-Embedder-Policy": random.choice(TOKENS),
        "Cross-Origin-Resource-Policy": random.choice(TOKENS),
        "Set-Cookie": [cookie(random) for _ in range(random.choice([1, 1, 2, 3]))],
    }
    return {name: value for name, value in every.items() if random.random() < 0.6}


def case(random: Random) -> dict[str, Any]:
    made: dict[str, Any] = {
        "headers": headers(random),
        "http": random.choice([*["redirect"] * 4, "off-host", "via-http", "to-http", "missing", "none"]),
        "https": random.choice([*[True] * 6, "bad-cert", False]),
    }
    if random.random() < 0.4:
        made["cors"] = {
            "Access-Control-Allow-Origin": random.choice(["*", " * ", SCANNER, SCANNER.upper(), "x", ""]),
            "Access-Control-Allow-Credentials": random.choice(["true", "TRUE ", "false"]),
        }
    if random.random() < 0.1:
        made["preloaded"] = True
    return made


def main(runner: str) -> None:
    random = Random(SEED)
    cases = [case(random) for _ in range(COUNT)]
    asked = "\n".join(json.dumps({"id": str(number), **each}) for number, each in enumerate(cases))
    done = subprocess.run([runner], input=asked, text=True, capture_output=True, check=True)
    results: list[list[Any]] = []
    rows = []
    tests: list[str] = []
    for each, line in zip(cases, done.stdout.splitlines(), strict=True):
        said = json.loads(line)
        tests = list(said["tests"])
        found = [[test["result"], test["pass"]] for test in said["tests"].values()]
        results += [each for each in found if each not in results]
        rows.append([each, said["score"], said["grade"], [results.index(each) for each in found]])
    written = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
    head = f'{{"tests": {json.dumps(tests)},\n"results": {json.dumps(results)},\n'
    TABLE.write_text(f'{head}"rows": [\n{written}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
