# variables: ENV
# unknown: JOINED, KEYED
import enum
import os


class Place(str, enum.Enum):
    LOCAL = "local"
    PROD = "prod"


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Plain(enum.Enum):
    ON = "on"
    OFF = "off"


ENV = os.environ.get("ENV", "local")
EQUALS = ENV == Place.PROD
AMONG = ENV in (Place.PROD, "b")
MEMBER = Place(ENV if ENV in ("local", "prod") else "local")
IS_PROD = MEMBER is Place.PROD
NAME, VALUE = MEMBER.name, MEMBER.value
ADDED = Place.PROD + "uction"
REVERSED = "is-" + Place.PROD
UPPER = Place.PROD.upper()
STARTS = Place.PROD.startswith("p")
LENGTH = len(Place.PROD), "ro" in Place.PROD, Place.PROD == "prod"
KEYED = {Place.PROD: 1}.get("prod")
LOOKED_UP = {"prod": 1}.get(Place.PROD)
JOINED = ",".join([Place.PROD, "a"])
NUMBER = Level.LOW + 1, Level.HIGH > 1, ["a", "b", "c"][Level.HIGH], Level.HIGH * 3, max(Level.HIGH, 5)
LARGEST = max([Level.LOW, Level.HIGH]) == 2
ORDER = Place.PROD < "z"
NAMES = [place.name for place in Place]
VALUES = [place.upper() for place in Place]
BY_NAME = Place["PROD"].value, list(Place.__members__)
DIFFERENT = Plain.ON == "on", Plain("off") is Plain.OFF, Plain.ON != Plain.OFF
