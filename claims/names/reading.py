"""A name becomes parts, and a part becomes the sounds that its spelling stands for, in Arabic and in Latin letters.

What spellings of one name disagree about is taken out or made one here: hamza seats, vowel marks, accents, doubled letters, hyphens and
apostrophes, the article however it is written (الأعرجي, al-Araji, Alaraji, ash-Shami), and compounds written as one word or two
(عبد الرحمن, Abdul Rahman, Abderrahmane; أبو, Abu; سيف الدين, Saif al-Din, Seifeddine; نصر الله, Nasrallah).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from claims.languages.folding import fold

# Units that stand for more than their letters; each is written with a mark that no folded text holds.
ARTICLE, ABD, ABU, DIN, LAH = "AL", "ABD", "ABU", "DIN", "LAH"
# A name of more parts is a sentence; what follows is not read.
MOST_PARTS = 8
LONGEST_PART = 24

_APOSTROPHES = str.maketrans("", "", "'’‘`´ʼʻʿʾء")
_LETTERS = str.maketrans(
    {
        **dict(zip("ہھۀٹڈڑڎںےڤڨۃ", "هههتدررنيفقه", strict=True)),
        "ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ß": "ss", "ð": "d", "þ": "th", "ə": "e", "x": "ks",
    }
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_ARABIC = re.compile("[\u0600-\u06ff]")
# Arabic writes no doubled consonant: two of a letter have a vowel between them (ممدوح).
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1+")
_LATIN_UNIT = re.compile(r"sch|tch|kh|gh|sh|ch|th|dh|ph|zh|dj|ck|oo|ou|ee|aa|ei|ai|ay|ey|au|aw|.")
# Persian -āʾi and Arabic -āʿi, -āʾi: Rezaei, Rezayi, Rezaee; Sebaie, Sebai.
_AI = re.compile(r"a+(?:yi|ye|yee|ei|ey|ie|iee|ii|ee)$")
_SAME_SOUND = {"ph": "f", "ck": "k", "sch": "sh"}
_EDGES = frozenset("a e i o u y h oo ou ee aa ei ai ay ey au aw ا و ي ه ع".split())

_LATIN_ARTICLES = frozenset("al el il ul".split())
# The article before a sun letter is written as it is said.
_ASSIMILATED = {"as": "s", "ash": "sh", "ach": "ch", "ar": "r", "er": "r", "an": "n", "en": "n", "ad": "d", "ed": "d", "at": "t",
                "et": "t", "az": "z", "ez": "z", "es": "s", "ech": "ch", "esh": "sh", "ud": "d", "ur": "r", "us": "s"}  # fmt: skip
_SLIGHT = {
    **dict.fromkeys("بن ابن بنت ولد bin ben bn ibn bint ould wuld".split(), "particle"),
    **dict.fromkeys(
        """
        سيد سيده حاج شيخ ملا مولانا ميرزا علامه استاذ دكتور مهندس بروفيسور
        syed seyed sayed sayyid sayyed seyyed sayid haj hajj haji hadj hajji sheikh shaikh shaykh cheikh mulla mullah
        mawlana maulana moulana molana mawlawi maulvi mirza allama allamah hazrat ustad ostad dr doctor prof professor engr sir lady
        """.split(),
        "honorific",
    ),
}
_LATIN_ABD = re.compile(r"abd(?:(?=[^aeiouhy].{3})|[aeiou]{1,2}l(?=[^l]{2})|[aeiou]{1,2}(?=ll)|[aeiou]{1,2}(?=[^aeiou].{3}))")
# As registers and the Maghreb shorten it.
_MOHAMED = frozenset("med mhd mohd muhd".split())
_LATIN_ABU = re.compile(r"ab(?:ou|oo|u|o)l?(?=[^aeioul].{2})")
_ABD_WORDS = frozenset("عبد عبدال abd abdul abdel abdal abdol abdoul abdil abdur abdus".split())
_ABU_WORDS = frozenset("ابو ابا ابي abu abou abo aboo abul aboul abol".split())
_IN_WORD_DIN = re.compile(r"(?<=.{2})[aeiou]{1,2}(?:dd|ld)(?:in|een|ine)$")
_DIN_WORDS = re.compile(r"(?:[aeiou][ld]?)?d(?:in|een|ine)|الدين")
_LATIN_LAH = re.compile(r"(?<=.{2})[aeiou]llah?$")
# With one d or l it may be الدين, الله (Kheirodin, Salahdine, Ezatolah) or not (Abedin).
_MAYBE = (
    (re.compile(r"(?<=.{2})[aeiou]{0,2}d(?:in|een|ine)$"), DIN),
    (re.compile(r"(?<=.{2})[ou]lah$"), LAH),
)
# What may be the article, said with the letter behind it (Essebsi) or with the vowel (Larbi), or Abu (Bousahmein).
_MAYBE_FIRST = (
    (re.compile(r"[ae](?=([dnrstz])\1.{3})|e(?=[cs]h.{3})"), ARTICLE),
    (re.compile(r"l(?=a.{3})"), ARTICLE),
    (re.compile(r"bou?(?=[^aeiou].{3})"), ABU),
)
_LAH_WORDS = frozenset("الله allah ullah ollah ellah".split())


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One word of a name. `units` are its sounds in order; `spelled` the same where it only looks as if it had an article, al-Din or Allah.

    Equal words are one object while they are in use, so that what is known of a part is found by identity.
    """

    word: str  # folded, without an article that is certain
    units: tuple[str, ...]
    spelled: tuple[str, ...]  # () where the reading is certain
    slight: str  # "particle" (bin, ould) or "honorific" (sayyid, haji): what may be left out; "" for a word of the name itself
    initial: bool  # one Latin letter that stands for a word


@dataclass(frozen=True, slots=True)
class Name:
    text: str
    parts: tuple[Part, ...]
    arabic: bool


_part_of = lru_cache(maxsize=65_536)(Part)


@lru_cache(maxsize=32_768)
def read_name(text: str) -> Name:
    """The parts of `text` in order; none where it holds no letters. Never fails; costs some 20 µs the first time."""
    folded = fold(text.translate(_APOSTROPHES)).text.translate(_LETTERS)
    words = ["mohamed" if word in _MOHAMED else word[:LONGEST_PART] for word in _WORD.findall(folded)][: MOST_PARTS * 2]
    return Name(text, tuple(_parts(words))[:MOST_PARTS], _ARABIC.search(folded) is not None)


def _parts(words: list[str]) -> list[Part]:
    parts: list[Part] = []
    index = 0
    while index < len(words):
        word, following = words[index], words[index + 1] if index + 1 < len(words) else ""
        if parts and _DIN_WORDS.fullmatch(word):
            parts[-1] = _joined(parts[-1], word, DIN)
        elif parts and word in _LAH_WORDS:
            parts[-1] = _joined(parts[-1], word, LAH)
        elif following and word in _ABD_WORDS | _ABU_WORDS:
            index += 1
            if _is_article(following, words[index + 1 : index + 2]):
                index += 1
            parts.append(_compound(ABD if word in _ABD_WORDS else ABU, word, words[index]))
        elif following and _is_article(word, [following]):
            index += 1
            if parts and _DIN_WORDS.fullmatch(following):
                parts[-1] = _joined(parts[-1], word + following, DIN)
            else:
                bare = _part(following)
                parts.append(_part_of(following, (ARTICLE, *bare.units), (), "", False))
        else:
            parts.append(_part(word))
        index += 1
    return parts


def _is_article(word: str, following: list[str]) -> bool:
    if not following:
        return False
    return word in _LATIN_ARTICLES or word == "ال" or following[0].startswith(_ASSIMILATED.get(word, "\0"))


def _joined(part: Part, word: str, unit: str) -> Part:
    return _part_of(part.word + word, (*part.units, unit), (*part.spelled, unit) if part.spelled else (), "", False)


def _compound(unit: str, word: str, following: str) -> Part:
    if following in _LAH_WORDS:
        return _part_of(word + following, (unit, LAH), (), "", False)
    rest = following[2:] if following.startswith("ال") and len(following) > 3 else following
    return _part_of(word + following, (unit, *_units(rest)), (), "", False)


def _part(word: str) -> Part:
    if len(word) == 1:
        return _part_of(word, (word,), (), "", "a" <= word <= "z")
    special = _special(word)
    if special:
        return _part_of(word, special, (), "", False)
    if word.startswith("ال") and len(word) > 3:
        return _part_of(word[2:], (ARTICLE, *_units(word[2:])), _units(word), _SLIGHT.get(word[2:], ""), False)
    if word[:2] in _LATIN_ARTICLES and len(word) > 4:
        return _part_of(word, (ARTICLE, *_units(word[2:])), _units(word), "", False)
    for pattern, unit in _MAYBE:
        if match := pattern.search(word):
            return _part_of(word, (*_units(word[: match.start()]), unit), _units(word), "", False)
    for pattern, unit in _MAYBE_FIRST:
        if match := pattern.match(word):
            return _part_of(word, _units(word), (unit, *_units(word[match.end() :])), "", False)
    return _part_of(word, _units(word), (), _SLIGHT.get(word, ""), False)


def _special(word: str) -> tuple[str, ...]:
    """The units of a compound that is written as one word; () where it is none."""
    if word.startswith("عبد") and len(word) > 5:
        rest = word[3:]
        rest = rest[2:] if rest.startswith("ال") else rest
        return (ABD, LAH) if rest in {"له", "لله"} else (ABD, *_units(rest))
    if word.startswith("ابو") and len(word) > 5:
        rest = word[3:]
        return (ABU, *_units(rest[2:] if rest.startswith("ال") else rest))
    if word.endswith("الدين") and len(word) > 6:
        return (*_units(word[:-5]), DIN)
    if word.endswith("الله") and len(word) > 5:
        return (*_units(word[:-4]), LAH)
    if match := _LATIN_ABD.match(word):
        rest = word[match.end() :]
        return (ABD, LAH) if rest in {"lah", "la", "llah", "lla"} else (ABD, *_units(rest))
    if match := _LATIN_ABU.match(word):
        return (ABU, *_units(word[match.end() :]))
    for pattern, unit in ((_IN_WORD_DIN, DIN), (_LATIN_LAH, LAH)):
        if match := pattern.search(word):
            return (*_units(word[: match.start()]), unit)
    return ()


def _units(word: str) -> tuple[str, ...]:
    if _ARABIC.search(word):
        units = list(word.replace("ايي", "اي"))
    else:
        found = _LATIN_UNIT.findall(_AI.sub("ai", _DOUBLED.sub(r"\1", word)))
        units = [_SAME_SOUND.get(unit, unit) for unit in found]
    # Vowels and weak letters at the edges behave unlike those inside: a silent e, the h of a ta marbuta, an alef that carries any vowel.
    if units and units[0] in _EDGES:
        units[0] = "^" + units[0]
    if len(units) > 1 and units[-1] in _EDGES:
        units[-1] += "$"
    return tuple(units)
