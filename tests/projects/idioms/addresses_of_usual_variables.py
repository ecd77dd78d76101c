# variables: DATABASE_URL, CACHE_URL
# unknown: CACHES, DATABASES
"""Addresses that django-environ reads from the variables that are usual for them."""

import environ

env = environ.Env(DATABASE_URL=(str, "sqlite:///site.db"))
DATABASES = {"default": env.db()}
try:
    CACHES = {"default": env.cache()}
    CACHED = True
except environ.ImproperlyConfigured:
    CACHES = {"default": env.cache(default="locmemcache://")}
    CACHED = False
