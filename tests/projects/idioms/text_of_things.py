# unknown: ASCII, FORMAT, TRANSLATED, VALUES
VALUES = str([1, "a", None, True, 1.0, ("t",), {"k": {"n"}}])
REPR = repr("it's"), repr('say "hi"'), repr("a\nb")
DEBUGGED = f"{REPR[0]=}"
FORMATTED = f"{3.14159:.2f} {42:>6} {42:<6}| {255:#x} {1000000:,} {True} {None}"
NESTED = f"{'%s' % 'x'}{f'{1}{2}'}"
PERCENT = "%d%% of %s, %r, %5.1f, %-5s|" % (5, "x", "y", 2.25, "z")
WITH_DICT = "%(a)s %(b)05d" % {"a": 1, "b": 2}
FORMAT = "{} {0}".replace("{0}", "{}").format(1, 2), "{a[k]} {b.real}".format(a={"k": 1}, b=2)
LOCALS = "{VALUES}".format(**{"VALUES": "v"})
ENCODED = "é".encode("utf-8"), b"abc".decode(), b"a" + b"b"
LISTED = "%s" % [1, 2], "%s" % (("a", "b"),)
SPACES = "\ta  b\n".split(), "a,b,,c".split(","), "a,b,c".split(",", 1), "abc".partition("x")
CASES = "hello World".capitalize(), "ß".upper(), "ABC".swapcase(), "a-b c".title()
TESTS = "abc".isalpha(), "12".isdigit(), "".isdigit(), " ".isspace(), "aB".islower()
COUNTED = "banana".count("an"), "banana".rfind("a"), "banana".index("n")
STRIPPED = "xxabcxx".strip("x"), "www.example.com".removeprefix("www."), "a.py".removesuffix(".py")
TRANSLATED = "abc".translate(str.maketrans("ab", "xy"))
MULTIPLIED = "ab" * 2, 0 * "x", -1 * "y"
COMPARED = "a" < "b", "Z" < "a", "10" < "9"
CONTAINED = "" in "abc", "bc" in "abc"
SLICED = "abcdef"[-3:], "abcdef"[::-1], "abcdef"[10:]
ASCII = ascii("é"), chr(65), ord("a")
FLOATS = str(0.1 + 0.2), str(1e16), str(1e-5), repr(float("inf"))
INTS = str(-5), int("-7"), int("  8  "), int("1_000"), int("ff", 16), hex(255), bin(5), oct(8)
EXPANDED = "a\tb".expandtabs(4)
JOINED = "-".join({"a": 1, "b": 2}), "".join(map(str, range(3)))
BOOLS = str(True), str(None), bool("False"), bool(" "), bool(0.0), bool([[]])
