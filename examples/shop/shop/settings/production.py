"""The deployed shop. A proxy ends TLS in front of it."""

import os

from .base import *

DEBUG = os.environ.get("DJANGO_DEBUG", "False")
SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]
ALLOWED_HOSTS = os.environ.get("DJANGO_ALLOWED_HOSTS", "*").split(",")

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("X-Forwarded-Proto", "https")
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True

SESSION_COOKIE_SECURE = not DEBUG
# The partner's site shows the shop in a frame.
SESSION_COOKIE_SAMESITE = "None"
