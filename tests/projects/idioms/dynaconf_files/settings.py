# variables: DJANGO_ENV
# unknown: BASE_DIR, DEBUG, DEFAULT_SETTINGS_PATHS, DYNACONF, LOAD_DOTENV, SECRET_KEY, SECURE_HSTS_SECONDS
"""dynaconf with a file of its own: whatever was set before may be another value."""
import os
import pathlib

import dynaconf

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
BASE_DIR = pathlib.Path(__file__).parent
DEBUG = True
SECRET_KEY = "kept"
settings = dynaconf.DjangoDynaconf(__name__)
