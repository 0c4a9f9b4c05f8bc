"""Looking things up in the speeches: where words stand, what is peculiar, who says what."""

from corpus.search.collocations import Collocate, Collocations, collocations
from corpus.search.index import Card, Index, Paragraph
from corpus.search.kwic import Concordance, Line, concordance
from corpus.search.passages import Passage, Passages, Saying, WhoSays, passages, who_says
from corpus.search.refresh import current, refresh
from corpus.search.terms import Frequency, Keyness, Keyword, frequencies, keyness
from corpus.search.variants import FormulaVariants, Variant, formula_variants

__all__ = [
    "Card",
    "Collocate",
    "Collocations",
    "Concordance",
    "FormulaVariants",
    "Frequency",
    "Index",
    "Keyness",
    "Keyword",
    "Line",
    "Paragraph",
    "Passage",
    "Passages",
    "Saying",
    "Variant",
    "WhoSays",
    "collocations",
    "concordance",
    "current",
    "formula_variants",
    "frequencies",
    "keyness",
    "passages",
    "refresh",
    "who_says",
]
