"""What the operating system refuses is said in Chinese, in every room."""

import errno
import re
from pathlib import Path

import pytest

from corpus.oserror import said

ROOT = Path(__file__).parents[2]
ROOMS = ("corpus", "exercises", "course", "grader")


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES, errno.EROFS, errno.ENOSPC, errno.EIO])
def test_what_people_meet_is_said_in_chinese(number):
    assert re.fullmatch("[一-鿿]+", said(OSError(number, "English words")))


def test_what_is_not_known_is_said_as_the_system_says_it():
    assert said(OSError(10_000, "strange")) == "strange"
    assert said(OSError()) == "OSError"


def test_no_room_shows_the_systems_own_words():
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*.py") if path.name != "oserror.py"]
    assert not [path for path in files if ".strerror" in path.read_text(encoding="utf-8")]
