SECURE = False
NAME = "dev"
ONLY_DEV = True
