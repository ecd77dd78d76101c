"""Every bound of the evaluator, in one place, and what happens over it: the result is unknown, with one note.

None of them is near what real settings need (measured over real projects: at most 60,000 steps, 120 modules of 180,000 characters, 12
alternatives); they are there so that no input makes the evaluation hang or eat the machine.
"""

from __future__ import annotations

# Statements, calls, loop rounds and expressions of one entrypoint: a few seconds at the very most.
MAX_STEPS = 120_000
# Modules of the repository that one entrypoint may import, and characters of all of them together.
MAX_MODULES = 500
MAX_CHARACTERS = 500_000
# Calls of repository functions inside one another, and imports inside one another.
MAX_CALL_DEPTH = 40
MAX_IMPORT_DEPTH = 450
# Alternatives that one value may have; the rest becomes one unknown alternative.
MAX_ALTERNATIVES = 40
# Worlds that an operation on a list with uncertain items is worked out for, one by one.
MAX_WORLDS = 40
# Nodes of the diagrams of all conditions, and steps of the operations that combine them: real settings stay below a few hundred
# nodes, and half a million steps.
MAX_NODES = 250_000
MAX_WORK = 1_000_000
# Items of one container, characters of one string, bits of one integer: Python itself writes none of more than 4,300 digits.
MAX_ITEMS = 5_000
MAX_STRING = 200_000
MAX_BITS = 14_000
# Positional arguments that ``*`` gives to one call.
MAX_ARGUMENTS = 1_000
# Steps, and steps of operations on conditions, of one loop that is followed round by round: what rounds after those may do is
# worked out for all of them at once, and is unknown, while the rest of the evaluation goes on.
MAX_LOOP_STEPS = MAX_STEPS // 3
MAX_LOOP_WORK = MAX_WORK // 2
# What working out the rest of a loop at once counts as: in loops inside of loops it is done twice for each around it.
REST_OF_LOOP_STEPS = 200
# Rounds of a ``while`` loop whose condition is known, and of one whose condition is not.
MAX_ROUNDS = 10_000
MAX_UNKNOWN_ROUNDS = 8


class BudgetSpent(Exception):  # noqa: N818 - not an error of anyone's
    """The evaluation as a whole went over a bound; ``reason`` says which."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
