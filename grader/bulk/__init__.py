"""Grading a whole class at once: every submission read once, scored purely, written in one transaction.

The other door to the same scorers is ``nbgrader autograde`` (and formgrader's button),
which goes through nbgrader's converters, one submission and some hundred queries at a
time. This one leaves the same grades, flags, comments and notebooks. All that counts
for a score comes from the key side (gradebook and release); from a submission comes
the literal in each answer cell and nothing else. Nothing is ever run.
"""
