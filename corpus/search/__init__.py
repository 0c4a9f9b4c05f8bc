"""Looking things up in the speeches: where words stand, what is peculiar, who says what."""

from corpus.search.collocations import Collocate, Collocations, collocations
from corpus.search.index import Card, Index, Paragraph
from corpus.search.kwic import Concordance, Line, concordance
from corpus.search.passages import Passage, Passages, Saying, WhoSays, passages, who_says
from corpus.search.refresh import current, refresh
from corpus.search.terms import Frequency, Keyness, Keyword, frequencies, keyness

__all__ = [
    "Card",
    "Collocate",
    "Collocations",
    "Concordance",
    "Frequency",
    "Index",
    "Keyness",
    "Keyword",
    "Line",
    "Paragraph",
    "Passage",
    "Passages",
    "Saying",
    "WhoSays",
    "collocations",
    "concordance",
    "current",
    "frequencies",
    "keyness",
    "passages",
    "refresh",
    "who_says",
]
