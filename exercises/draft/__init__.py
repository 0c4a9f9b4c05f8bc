"""Draft items from a speech: what an instructor can accept, amend or reject.

`draft` is pure: speeches in, drafts out, the same each time. A draft has status
“draft” until a person accepts it (`exercises.draft.pool`).
"""

from exercises.draft.draw import Draft, draft

__all__ = ["Draft", "draft"]
