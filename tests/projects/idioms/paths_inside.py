# variables: EXTRA
# unknown: INSIDE, BESIDE, NAME, JOINED
# A path of the repository in the middle of another one, or with letters at its end: where it is cut depends on the folder.
import os
import pathlib

BASE_DIR = pathlib.Path(__file__).resolve().parent
INSIDE = os.path.basename("/srv/" + str(BASE_DIR / ""))
BESIDE = os.path.splitext(str(BASE_DIR) + "x")[0] == str(BASE_DIR)
BELOW = os.path.basename(str(BASE_DIR) + "/x.py")
NORMAL = os.path.normpath(str(BASE_DIR) + "/a/../b")
NAME = (BASE_DIR / f"x,{BASE_DIR},y").name
JOINED = str(pathlib.PurePosixPath("a") / f"b{BASE_DIR}")
TEXT = os.path.join("/srv", f"x,{BASE_DIR},y")
