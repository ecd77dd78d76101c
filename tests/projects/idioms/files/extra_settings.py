EXECUTED = [name for name in DATA["names"]]
