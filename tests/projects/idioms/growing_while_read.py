# unknown: COUNTED, LAST, PAIRED, PAIR, BACK, BACKWARDS
"""What is counted, paired or reversed while it changes is not followed; a plain loop is."""
COUNTED = ["a"]
for LAST in enumerate(COUNTED):
    if len(COUNTED) > 4:
        break
    COUNTED.append(str(LAST))
PAIRED = ["a"]
for PAIR in zip(PAIRED, range(9)):
    PAIRED.append("b")
BACKWARDS = ["a", "b", "c"]
for BACK in reversed(BACKWARDS):
    BACKWARDS.append(BACK)
PLAIN = ["a"]
for ITEM in PLAIN:
    if len(PLAIN) < 4:
        PLAIN.append(ITEM + "!")
