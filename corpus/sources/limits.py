"""Bounds on what a stranger's file may cost, in bytes, pages, depth and seconds."""

from __future__ import annotations

MAX_BYTES = 20_000_000
"""Largest file that is read."""
MAX_CHARACTERS = 2_000_000
"""Longest text that is taken out of a docx, pdf or html file; a speech has some thousands."""
