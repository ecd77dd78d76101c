import datetime

YEAR = 60 * 60 * 24 * 365
POWER = 2**10
FLOOR = -7 // 2
REMAINDER = -7 % 3
DIVIDED = 7 / 2
BITS = 6 & 3 | 8 ^ 1
SHIFTED = 1 << 4
INVERTED = ~5
UNDERSCORED = 31_536_000
HEX = 0xFF
ROUNDED = round(2.5), round(3.5), round(2.675, 2)
CHAINED = 1 < 2 < 3 != 4
SMALLEST = min([3, 1, 2])
LARGEST = max(3, 1, 2)
SUMMED = sum(range(5))
DIVMOD = divmod(17, 5)
WEEK = int(datetime.timedelta(weeks=1).total_seconds())
SECONDS = datetime.timedelta(days=1, hours=2).seconds
DAYS = datetime.timedelta(hours=49).days
BOOLEAN = int(True) + int("0b11", 2)
FLOATED = float("1e3")
ABSOLUTE = abs(-3)
