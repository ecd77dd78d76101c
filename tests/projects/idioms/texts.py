# variables: DOMAIN
import os

DOMAIN = os.environ.get("DOMAIN", "Example.ORG")
LOWER = DOMAIN.lower()
URL = f"https://{DOMAIN.lower()}:{443:05d}/{'a' if DOMAIN else 'b'}/{1.5:.2f}/{'x'!r}"
PERCENT = "%s-%03d-%(not)s" % () if False else "%s-%03d" % ("a", 7)
NAMED = "%(host)s:%(port)d" % {"host": DOMAIN, "port": 80}
FORMATTED = "{0}{1}{0}-{name:>5}".format("a", "b", name="c")
JOINED = ", ".join(["a", "b", DOMAIN])
HEAD, MARK, TAIL = "key=value=more".partition("=")
RIGHT = "a.b.c".rsplit(".", 1)
STARTS = DOMAIN.startswith(("Ex", "ex"))
REPLACED = "a-b-c".replace("-", "_", 1)
SLICED = "abcdef"[1:-1:2]
REPEATED = "-" * 3 + "=" * 0
CONCATENATED = "one " "two " f"{3}"
RAW = r"\d" + b"bytes".decode()
LINES = """a
b""".splitlines()
PADDED = "7".zfill(3) + "x".ljust(3, ".")
STRIPPED = "/path/".strip("/")
FOUND = "abc".find("z")
TITLE = "hello world".title()
COMPARED = "abc" < "abd" <= "abd"
NUMERIC = "12".isdigit() and not "1a".isdigit()
