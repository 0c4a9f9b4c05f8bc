"""What was said: five mobilisation speeches as data, and the code that reads and cites them."""

from corpus.errors import BadCitation, BadSource, BadSpeechFile, CorpusError, QuotationMismatch, UnknownParagraph, UnknownSpeech
from corpus.model import Block, Citation, Heading, Quotation, Section, Slip, Speech
from corpus.store import quote, speech, speeches

__all__ = [
    "BadCitation",
    "BadSource",
    "BadSpeechFile",
    "Block",
    "Citation",
    "CorpusError",
    "Heading",
    "Quotation",
    "QuotationMismatch",
    "Section",
    "Slip",
    "Speech",
    "UnknownParagraph",
    "UnknownSpeech",
    "quote",
    "speech",
    "speeches",
]
