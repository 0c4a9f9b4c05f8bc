"""Looking things up in the speeches: where words stand, what is peculiar, who says what."""

from corpus.search.index import Card, Index, Paragraph
from corpus.search.kwic import Concordance, Line, concordance
from corpus.search.refresh import current, refresh

__all__ = ["Card", "Concordance", "Index", "Line", "Paragraph", "concordance", "current", "refresh"]
