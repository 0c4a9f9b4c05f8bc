"""What can go wrong in the corpus, said in Chinese for the person who asked."""


class CorpusError(ValueError):
    """Base of every fault that the corpus reports; its text is shown as it is."""


class UnknownSpeech(CorpusError):
    """No speech has the slug that was asked for."""


class UnknownParagraph(CorpusError):
    """The speech exists, the paragraph number does not."""


class BadCitation(CorpusError):
    """The text is not of the form ``slug¶n``."""


class QuotationMismatch(CorpusError):
    """The quoted words are not an exact substring of the cited paragraph."""


class BadSpeechFile(CorpusError):
    """A speech file cannot be read, or contradicts its own front matter."""


class BadSource(CorpusError):
    """A raw source cannot be brought in (empty, binary, unknown encoding, no speech)."""


class UnknownTerm(CorpusError):
    """The glossary has no such term."""


class BadGlossary(CorpusError):
    """The glossary file cannot be read."""


class BadQuery(CorpusError):
    """Nothing can be looked for: the query is empty, too long or not readable."""
