# variables: HOSTS, PUBLIC_NAME, INNER_NAME, SITE_URL
"""Host names from all sides, cleaned in one pass after the other, and origins made of them in a loop that looks back."""

import os
import re

NAMES = os.environ.get("HOSTS") or "localhost"
for variable in ["PUBLIC_NAME", "INNER_NAME"]:
    found = os.environ.get(variable)
    if not found:
        continue
    NAMES += ",{}".format(found.replace(" ", ","))
if os.environ.get("SITE_URL"):
    NAMES += ",{}".format(os.environ.get("SITE_URL"))

HOSTS = [name.strip() for name in NAMES.split(",")]
HOSTS = [name.replace("http://", "").replace("https://", "") for name in HOSTS if name]
HOSTS = [name.split("/")[0] for name in HOSTS if name]
HOSTS = [re.sub(":80$|:443$", "", name) for name in HOSTS]

OWN = ("127.0.0.1", "localhost", "core")
HOSTS.extend(["{}:{}".format(name, port) for name in OWN for port in ["8080", "80"]])

ALLOWED_HOSTS = []
CSRF_TRUSTED_ORIGINS = []
for place in HOSTS:
    if "*" in HOSTS:
        CSRF_TRUSTED_ORIGINS = ["http://*", "https://*"]
        break
    origin = place.strip(".")
    if not origin:
        continue
    name = origin.split(":")[0]
    if name not in ALLOWED_HOSTS:
        ALLOWED_HOSTS.append(name)
    for scheme in ["https", "http"]:
        if name in OWN and scheme == "https":
            continue
        CSRF_TRUSTED_ORIGINS.append("{}://*.{}".format(scheme, origin))

CORS_ALLOWED_ORIGINS = [origin.replace("*.", "") for origin in CSRF_TRUSTED_ORIGINS]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
SECURE_SSL_REDIRECT = True
