"""Quotation marks: which of them belong together."""

import pytest

from claims.extraction.quotes import find_quotations


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ('قال "نعم" ومضى', ["نعم"]),
        ("قال «نعم» ومضى", ["نعم"]),
        ("قال “نعم” ومضى", ["نعم"]),
        ("قال ”نعم“ ومضى", ["نعم"]),  # closing mark first, as some keyboards set it
        ("قال «نعم «والله» نعم»", ["نعم «والله» نعم"]),  # nested
        ('قال "نعم\nوصل الوفد', ["نعم"]),  # left open: ends with its paragraph
        ('قال "نعم." ومضى', ["نعم"]),  # the closing stop stays outside
        ('قال " نعم " ومضى', ["نعم"]),  # space inside the marks
        ('"" قال', []),  # nothing between them
        ('قال ""نعم"" ومضى', ["نعم"]),  # doubled
        ('قال: "لم نر "السد" قط". وقال "لا"', ['لم نر "السد" قط', "لا"]),  # typewriter marks, nested
        ('He wrote: "They called "Stop!" across the dam." He left.', ['They called "Stop!" across the dam']),  # nested with a mark
        ('"He called it “our lake” again," she said. “Go.”', ["He called it “our lake” again", "Go"]),  # curly marks in typewriter marks
        ('He said "the dam is safe“ and “the lake is low” again', ["the dam is safe", "the lake is low"]),  # one that closes
        ('قال "السد كبير. وقال "لا" ومضى', ["السد كبير. وقال"]),  # the first was never closed: nothing is nested in it
        ("قال “السد آمن. “والبحيرة أيضا” ومضى", ["السد آمن. “والبحيرة أيضا"]),  # paragraphs of one quotation, their lines joined
        ("“The dam is safe. “So is the lake,” he said. “We stay.”", ["The dam is safe. “So is the lake", "We stay"]),
        ("“He called it “our lake” again,” she said. “Go.”", ["He called it “our lake” again", "Go"]),  # amid a sentence a mark nests
        ("قال نعم", []),
        ('قال نعم". ثم قال "لا"', ["لا"]),  # a lone closing mark opens nothing
        ("قال 'لن نترك السد' ومضى", ["لن نترك السد"]),  # single marks
        ("‘We will not leave the dam,’ he said. ‘We stay here.’", ["We will not leave the dam", "We stay here"]),
        ("'It is the keepers' right to stay,' she said", ["It is the keepers' right to stay"]),  # the apostrophe of a plural
        ("The keepers' union said 'no more floods' in the '90s", ["no more floods"]),  # apostrophes before and behind
        # around others
        ("Wells said: 'They told us, \"Get out now\", and we ran.' He left.", ['They told us, "Get out now", and we ran']),
        ("‘It's the mayor who said “no” to us,’ she said", ["It's the mayor who said “no” to us"]),
        ("The keepers' boat, 'Iron Lady', left and he said \"no more floods\" to the keepers'", ["no more floods"]),
        ("The 'Iron Lady' left, and the keepers' boat left", []),  # fewer words are a name
        ("He said \"it's the keepers' right to stay\" and left", ["it's the keepers' right to stay"]),  # inside other marks
    ],
)
def test_find_quotations(text: str, contents: list[str]) -> None:
    assert [text[one.start : one.end] for one in find_quotations(text)] == contents
