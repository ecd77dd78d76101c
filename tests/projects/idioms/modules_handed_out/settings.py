# unknown: AFTER_BASE, BASE, DEBUG, LATER
"""A module that is handed to a library: it may bind any name of it."""
import sys

import base
from dynaconf import Dynaconf

loaded = Dynaconf(settings_files=["nothing.toml"], BASE="loaded", DEBUG=False, LATER=2)
DEBUG = True
BASE = base.BASE
loaded.populate_obj(base)
AFTER_BASE = base.BASE
loaded.populate_obj(sys.modules[__name__])
KEPT = 1
