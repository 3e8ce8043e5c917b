"""The voice of the interface: short sentences, plain words. It reads the French catalogue, as people will."""

import re
import statistics

from tools import catalogues

LONGEST, MEAN = 22, 12

# What is said longer than that, with its reason. Keep it empty if you can.
LONGER: dict[str, str] = {}

# They stay in the code and in docs/glossary.md. "Import" is said « compte rendu donné » or « lecture ».
NEVER_SHOWN = r"signes? de vitalité|lignées?|gradients?|jachères?|imports?|importe\w*|gares? centrales?|appels? à rôle"

# Forms that double a word, or that name only men where a word for everybody is at hand.
NOT_FOR_ALL = r"\w+[·•‧]\w*|\w+\(e\)s?|\w+/trice|\w+/euse|tous ceux|ceux qui|celui qui"

SENTENCE = re.compile(r"[^.!?…]+[.!?…]*")
END = re.compile(r"[.!?…]\s*$")
TAG = re.compile(r"<[^>]*>")


def test_no_sentence_is_longer_than_a_breath():
    long = {sentence: length(sentence) for sentence in sentences() if length(sentence) > LONGEST}

    assert long.keys() == LONGER.keys(), long


def test_the_sentences_are_short_on_the_whole():
    whole = [length(sentence) for sentence in sentences() if END.search(sentence)]

    assert statistics.mean(whole) <= MEAN


def test_our_own_words_are_not_shown():
    assert found(NEVER_SHOWN) == []


def test_everybody_is_spoken_to():
    assert found(NOT_FOR_ALL) == []


def test_nobody_is_called_tu():
    assert found(r"tu|toi|ton|tes|te") == []


def test_what_would_break_the_voice_is_seen():
    long = "Cette phrase dit " + "encore et " * 12 + "toujours trop."

    assert (length(long), length("<b>Le %(n)s mai</b>, 14 h : oui !")) == (29, 6)
    assert said("La lignée du groupe", NEVER_SHOWN)
    assert said("Les participant·es", NOT_FOR_ALL)
    assert not said("Elle est importante", NEVER_SHOWN)


def sentences():
    return [found.strip() for text in texts() for found in SENTENCE.findall(TAG.sub("", text)) if found.strip()]


def length(sentence):
    """How many words are said. A number, a placeholder and « qu’il » are one word each; a sign alone is none."""
    return sum(1 for word in TAG.sub("", sentence).split() if re.search(r"\w", word))


def found(pattern):
    return [text for text in texts() if said(text, pattern)]


def said(text, pattern):
    return re.search(rf"(?i)\b(?:{pattern})\b", text)


def texts():
    known = catalogues.read(catalogues.SOURCES / catalogues.CATALOGUE)
    return [text for message in catalogues.entries(known) for text in catalogues.strings(message)]
