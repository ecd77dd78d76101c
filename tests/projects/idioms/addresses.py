# variables: EMAIL_URL, REPORT_URI, DATABASE_URL, SITE_HOST
# packages: environ, dj_database_url
import os

import dj_database_url
import environ
from django.http.request import split_domain_port

env = environ.Env()
EMAIL_HOST = "before"
EMAIL_PORT = 1
OTHER = "stays"
vars().update(env.email_url("EMAIL_URL", default="smtps://user@:pass%20word@mail.example:587"))
CONSOLE = env.email("NOT_SET_EITHER", default="consolemail://")
report = env.url("REPORT_URI", None)
if report:
    REPORTS = [report.geturl()]
else:
    REPORTS = []
API = env.url("API_NOT_SET", "https://api.example:8443/v1?x=1")
API_HOST = API.hostname
API_PORT = API.port
API = None
DATABASES = {"default": dj_database_url.config(env="DATABASE_NOT_SET")}
if "DATABASE_URL" in os.environ:
    DATABASES["default"] = dj_database_url.config(conn_max_age=60)
if DATABASES["default"]:
    ENGINES = 1
else:
    ENGINES = 0
LINK = env.url("LINK_NOT_SET", "http://b.example/path?q=1#part").geturl()
HOSTS = [split_domain_port(host) for host in ("A.example.", "b.example:8000", "[::1]:80", "c d", "", "[::1]")]
SITE_HOST, SITE_PORT = split_domain_port(os.environ.get("SITE_HOST", "site.example:443"))
