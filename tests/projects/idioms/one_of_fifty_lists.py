# variables: REGION
"""One of fifty lists is chosen and added to: the list that it was goes by another name as well."""

import os

NAMES = [f"region{number}" for number in range(26)]
NAMES += ["True", "1", "false", "prod", "dev", "x,y", "5", "a", ""]
NAMES += [f"place{number}" for number in range(15)]
LISTS = {name: [f"{name}.example.com"] for name in NAMES}
REGION = os.environ.get("REGION", "region0")
chosen = LISTS["region0"]
for name in NAMES:
    if REGION == name:
        chosen = LISTS[name]
chosen.append("www.example.com")

ALLOWED_HOSTS = LISTS["region0"]
FIRST, SECOND, THIRD, FOURTH = LISTS["True"], LISTS["1"], LISTS["false"], LISTS["prod"]
FIFTH, SIXTH, SEVENTH, EIGHTH = LISTS["dev"], LISTS["x,y"], LISTS["5"], LISTS["a"]
