VALUE = "base"
LIST = ["base"]
