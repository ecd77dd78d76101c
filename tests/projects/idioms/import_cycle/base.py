import settings as running

VALUE = 1
