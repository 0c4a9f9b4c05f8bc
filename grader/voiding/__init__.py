"""Declaring an item void or giving it another key after the paper has been handed in, and going back on it.

The decision is written into the item's check cell, in the gradebook and in the class's
source paper: that is where every door to grading reads the key side (our bulk grading,
``nbgrader autograde`` and formgrader's button, and a check cell that stock nbgrader runs),
and where feedback and reports read it too. So all doors agree, whatever is graded later.

A void item earns full marks for everyone who handed in, blanks too. nbgrader lets neither
cells nor what a paper is worth change once submissions are in, and the announced total,
pass line and percentages stay what they were; the order of the class is the same as with
the item out of the total.
"""
