# variables: APP_NAME, APP_LEVEL
import os
import sys
import types

SECURE_HSTS_SECONDS = 60
SESSION_COOKIE_SECURE = True
for name in dir(types):
    if name.startswith("SOCIAL_"):
        globals()[name] = getattr(types, name)
for name in os.environ:
    if name.startswith("APP_"):
        globals()[name] = os.environ[name]
APP_LIMIT = 3


class Options:
    LEVEL = "info"
    limit = 3


for name in dir(Options):
    if name.isupper():
        setattr(sys.modules[__name__], "OPTION_" + name, getattr(Options, name))
NAMES = [name for name in dir(Options) if not name.startswith("_")]
del name
