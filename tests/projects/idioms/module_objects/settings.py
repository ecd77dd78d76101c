# variables: DEBUG
import base
import pkg
import pkg.sub as sub_alias
from base import LIST, VALUE
from pkg import name_clash, sub
from pkg.star import *

base.VALUE = "changed in the module"
base.LIST.append("through the module")
NOT_CHANGED = VALUE
CHANGED = base.VALUE
ALSO = LIST
from base import VALUE as AGAIN

SAME = sub is sub_alias is pkg.sub
CLASH = name_clash if isinstance(name_clash, str) else "module"
FROM_STAR = EXPORTED
try:
    NOT_EXPORTED
except NameError:
    HIDDEN = True
NAMES = base.__name__, __name__, pkg.sub.__name__
HAS = hasattr(base, "VALUE"), hasattr(base, "NOPE"), getattr(base, "NOPE", "default")
setattr(base, "ADDED", 1)
ADDED = base.ADDED
READ = vars(base)["VALUE"]
ALL_UPPER = sorted(name for name in dir(base) if name.isupper())
for NAME in ALL_UPPER:
    globals()["COPIED_" + NAME] = getattr(base, NAME)
if __name__ == "__main__":
    MAIN = True
from pkg.later import *
