# variables: DEBUG, HOSTS, SECONDS
# packages: decouple
from decouple import Csv, config

DEBUG = config("DEBUG", default=False, cast=bool)
FROM_TEXT = config("DEBUG", default="0", cast=bool)
HOSTS = config("HOSTS", default="a.example, b.example", cast=Csv())
SECONDS = config("SECONDS", default="60", cast=int)
OWN = config("HOSTS", default="x y", cast=lambda text: text.split())
PLAIN = config("HOSTS", default=None)
TUPLE = config("HOSTS", default="", cast=Csv(post_process=tuple))
