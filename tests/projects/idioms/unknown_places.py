# unknown: BY_KEY, BY_INDEX, THROUGH_A_NAME, BY_GET, MADE, NESTED, READ, LOOPED
"""What is changed at a place that nobody knows may be any of those that are there; what is only read stays."""
import collections
import os

PLACE = None
place = os.getpid() * 0
key = ["a", "b"][place]
BY_KEY = {"a": [], "b": [1]}
BY_KEY[key].append(2)
BY_INDEX = [[], [1]]
BY_INDEX[place].append(2)
THROUGH_A_NAME = [{"x": 1}, {"x": 2}]
chosen = THROUGH_A_NAME[place]
chosen["x"] = 3
BY_GET = {"a": {"x": 1}}
BY_GET.get(key)["x"] = 2
MADE = collections.defaultdict(list)
MADE[key].append(1)
NESTED = {"a": {"inner": [1]}}
NESTED[key]["inner"] += [2]
LOOPED = {"a": [[1], [2]]}
for row in LOOPED[key]:
    row.append(0)
ONLY_READ = {"a": [1], "b": [2]}
READ = ONLY_READ[key].count(1), ONLY_READ.get(key, [])
AFTER = "known"
