# variables: ENV
# unknown: SUBCLASS
import os
import string


class Same:
    def __eq__(self, other):
        return other == "prod"

    __hash__ = None


class Text(str):
    pass


class Plain:
    pass


ENV = os.environ.get("ENV", "prod")
WITH_EQ = ENV == Same(), Same() == ENV, ENV != Same()
SUBCLASS = ENV == Text("prod")
IDENTITY = ENV == Plain(), Plain() == "prod"
IN_LIBRARY = ENV == string.digits
KINDS = ENV == str, str == str, ENV == [], ENV == None  # noqa: E711
