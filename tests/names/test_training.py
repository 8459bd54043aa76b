"""What is learned from, on invented names: pairs, near misses, shares and costs."""

import pytest

from claims.names import read_name
from claims.names.comparison import Comparison
from claims.names.lexicon import Lexicon
from claims.names.spelling import Spelling
from claims.names.training import Entry, NearMisses, edits_between, learn, learn_lexicon, same_pairs

ENTRIES = [
    Entry("نادر السالم", {"Nader Alsalem": 1, "Nadir al-Salim": 1}),
    Entry("نادر السليم", {"Nader Alsaleem": 1}),
    Entry("نادر سالم", {"Nader alsalem": 1}),  # shares a Latin form with the first, but for case
    Entry("ليلى حمدان", {"Layla Hamdan": 1}),
]


def test_same_pairs_are_all_pairs_of_an_entry() -> None:
    assert list(same_pairs(ENTRIES[0])) == [
        ("نادر السالم", "Nader Alsalem"),
        ("نادر السالم", "Nadir al-Salim"),
        ("Nader Alsalem", "Nadir al-Salim"),
    ]


def test_near_misses_are_nearest_first_and_share_no_latin_form() -> None:
    found = list(NearMisses(ENTRIES).of(ENTRIES[0]))
    assert [near for spelling, near in found if spelling == "Nader Alsalem"][:1] == ["Nader Alsaleem"]
    assert "نادر سالم" not in {near for _, near in found}


def test_shares_of_a_latin_word() -> None:
    shares = learn_lexicon([Entry("نادر السالم", {"Nader Salem": 1})], [("سليم", {"Salem": 1, "Zohra": 9}), ("نادر", {"Nader": 3})])
    assert shares == {"nader": {"نادر": 1.0}, "salem": {"سالم": 0.5, "سليم": 0.5}}


@pytest.mark.parametrize(
    ("a", "b", "edits"),
    [
        (("n", "a", "d"), ("n", "i", "d"), {"a i": 1}),
        (("n", "a", "d", "e"), ("n", "a", "d"), {"e|ll": 1}),
        (("n",), ("n",), {}),
    ],
)
def test_edits_between(a: tuple[str, ...], b: tuple[str, ...], edits: dict[str, int]) -> None:
    assert edits_between(Spelling({}), a, b, "ll") == edits


def test_learning_tells_apart_what_it_was_shown() -> None:
    letters = [("ب", "b"), ("ت", "t"), ("د", "d"), ("ر", "r"), ("س", "s"), ("ف", "f"), ("ك", "k"), ("ل", "l"), ("م", "m"), ("ن", "n")]
    entries = [
        Entry(f"{a}ا{c} {c}ا{a}ي", {f"{b}a{d} {d}a{b}i": 1, f"{b}e{d} {d}a{b}y": 1}) for a, b in letters for c, d in letters if a != c
    ]
    lexicon = Lexicon({})
    comparison = Comparison(learn(entries, lexicon), lexicon)
    held = [entry for entry in entries if not entry.to_learn_from]
    same = [comparison.probability(*(read_name(one) for one in pair)) for entry in held for pair in same_pairs(entry)]
    misses = NearMisses(entries)
    other = [comparison.probability(read_name(a), read_name(b)) for entry in held for a, b in misses.of(entry)]
    assert min(same) > 0.5 > sorted(other)[len(other) * 9 // 10]
