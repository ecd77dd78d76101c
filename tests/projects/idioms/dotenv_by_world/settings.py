# variables: FILES, FLAG
"""Files with variables whose path is another one in other worlds, or which are read under a condition."""
import os

import decouple
import dotenv
import environ
import environs

try:
    from site_places import place
except ImportError:
    place = os.path.dirname(os.path.abspath(__file__))

path = place + "/variables.env"

reader = environs.Env()
WAS_READ = reader.read_env(path, recurse=False)
FLAG = reader.bool("FLAG", False)
HOSTS = reader.list("HOSTS", default=["none"])

sometimes = environs.Env()
if os.environ.get("FILES"):
    sometimes.read_env(os.path.join(os.path.dirname(os.path.abspath(__file__)), "variables.env"), recurse=False)
FLAG_SOMETIMES = sometimes.bool("FLAG", False)
HOSTS_SOMETIMES = sometimes.list("HOSTS", default=["none"])

VALUES = dotenv.dotenv_values(path)
FLAG_OF_VALUES = VALUES.get("FLAG", "off")

config = decouple.Config(decouple.RepositoryEnv(path))
FLAG_OF_DECOUPLE = config("FLAG", default=False, cast=bool)

if os.environ.get("FILES") == "load":
    dotenv.load_dotenv(path)
FLAG_LOADED = os.environ.get("FLAG", "off")

environ.Env.read_env(path)
FLAG_OF_ENVIRON = environ.Env().bool("FLAG", default=False)
dotenv.load_dotenv(path, override=True)
HOSTS_LOADED = os.environ.get("HOSTS", "none")
