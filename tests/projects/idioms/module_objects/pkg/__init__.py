name_clash = "set before the submodule"
from . import sub
from .name_clash import NOTHING
