"""Marks that stand on a paper which is no longer in place.

Grading passes over a paper that is not newer than the one it graded; so where an older
paper takes the place of a newer one, the graded copy goes, and the next grading makes it
anew. What a person entered stays in any case.
"""

from __future__ import annotations

import os
import shutil

from grader.classroom import Classroom


def forget_copy(room: Classroom, quiz: str, student: str) -> None:
    """Remove the graded copy, so that the paper in place is graded next time. Raises OSError."""
    place = room.paper("autograded", quiz, student)
    if place.is_dir():
        gone = place.with_name(f".{quiz}.gone")
        shutil.rmtree(gone, ignore_errors=True)
        os.rename(place, gone)
        shutil.rmtree(gone, ignore_errors=True)


def withdraw(room: Classroom, quiz: str, student: str) -> bool:
    """Remove the marks that the computer gave to a paper that is taken away.

    Returns False where a person has entered something too, or gave more time: then all stays.
    Raises OSError.
    """
    if room.paper("autograded", quiz, student).is_dir() and not _unmark(room, quiz, student):
        return False
    forget_copy(room, quiz, student)
    return True


def _unmark(room: Classroom, quiz: str, student: str) -> bool:
    from nbgrader.api import MissingEntry

    with room.gradebook() as book:
        try:
            submission = book.find_submission(quiz, student)
        except MissingEntry:
            return True
        grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
        comments = [comment for notebook in submission.notebooks for comment in notebook.comments]
        entered = any(one.manual_score is not None or one.extra_credit for one in grades)
        if entered or any(one.manual_comment for one in comments) or submission.extension:
            return False
        book.remove_submission(quiz, student)
        return True
