"""The errors that instructors see: what happened, where, and what to do next."""

from __future__ import annotations


class GraderError(Exception):
    """A step that could not be done; the message is Chinese and complete in itself."""


class PasswordWanted(GraderError):
    """A database server asks for a password, and there is none anywhere, or not the right one."""


class Lost(GraderError):
    """The connection to a database broke: what was being saved may have been saved or not."""
