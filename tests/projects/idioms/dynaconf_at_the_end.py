# variables: DJANGO_DEBUG, DJANGO_SECURE_HSTS_SECONDS, DJANGO_SECURE_SSL_REDIRECT, DJANGO_HEADER
# unknown: DEFAULT_SETTINGS_PATHS, DYNACONF, HEADER, LOAD_DOTENV
"""dynaconf as its documentation has it for Django, with no file of its own: variables may say otherwise, tuples become lists."""
import os
import pathlib

import dynaconf

# Django is asked for its settings while this module is read.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
BASE_DIR = pathlib.Path(__file__).parent
DEBUG = True
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATABASES = {"default": {"ENGINE": "sqlite3", "PORTS": (1, 2)}}
SECRET_KEY = "kept"
HEADER = "@int 5"
NONE = None
settings = dynaconf.DjangoDynaconf(__name__)
