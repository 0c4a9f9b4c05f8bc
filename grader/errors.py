"""The one error that instructors see: what happened, where, and what to do next."""

from __future__ import annotations


class GraderError(Exception):
    """A step that could not be done; the message is Chinese and complete in itself."""
