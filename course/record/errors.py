"""What can go wrong with the record, said in Chinese for the learner."""

from __future__ import annotations


class RecordError(Exception):
    """The record cannot be read or written, or a file is no record: what, where, what to do next."""
