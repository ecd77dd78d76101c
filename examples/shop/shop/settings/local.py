"""The shop on a developer's machine."""

from .base import *

DEBUG = True
SECRET_KEY = "not a secret"
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
