# unknown: WIDE, CUT, QUOTED, CHANGED, EARLIER
import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent
DATA = BASE_DIR / "data" / "file.txt"
NAME = DATA.name
SUFFIX = DATA.suffix
STEM = DATA.with_suffix(".json").stem
JOINED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "templates")
EXISTS = os.path.exists(JOINED)
IS_FILE = Path(__file__).is_file()
BASENAME = os.path.basename("/a/b/c.txt")
SPLIT = os.path.splitext("c.tar.gz")
PARENTS = str(Path("/a/b/c").parents[1])
ABSOLUTE = Path("/a") / "/b"
NORMAL = os.path.normpath("/a/./b/../c")
WHERE = str(Path(__file__).resolve().parent)
FORWARD = WHERE.replace("\\", "/")
TEMPLATES = (WHERE + "/templates/").rstrip("/")
LAST = (WHERE + "/a/b").rpartition("/")[2]
WIDE = "ab".rstrip(WHERE)
CUT = "{:.3}".format(WHERE)
QUOTED = "%(where)r" % {"where": WHERE}
CHANGED = WHERE.replace("t", "u")
EARLIER = ("one",) < (WHERE,)
