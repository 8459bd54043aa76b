"""Words that turn, soften or weigh an Arabic proposition. Source: particles of negation and mood of Modern Standard Arabic."""

from claims.languages.folding import fold
from claims.languages.pack import Propositions


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(word).text for word in words.split())


PROPOSITIONS = Propositions(
    negations=_folded("لا لم لن ليس ليست ليسوا غير عدم ولا ولم ولن وليس وليست وليسوا فلا فلم فلن فليس"),
    plans=_folded("سوف ننوي ينوي تنوي يعتزم تعتزم قرر قررت خطة خطط"),
    future_prefixes=("سي", "ست", "سن", "وسي", "وست", "وسن"),
    demands=_folded("يجب ينبغي يتعين ليتوقف أدعو ندعو نطالب أطالب"),
    conditions=_folded("إذا لو وإذا شريطة"),
    opinions=_folded("أعتقد نعتقد أظن ربما قد لعل أتمنى نتمنى نأمل آمل"),
    clause_openers=_folded("ومهمتنا وعدد وهناك ولدينا ونحن ولا ولم ولن وليس فلم وقد وسنواصل وسوف كما لكن ولكن"),
    comparatives=_folded("أكثر أقل أكبر أعلى أدنى ارتفع ارتفعت انخفض انخفضت زاد زادت تراجع تراجعت"),
    events=_folded("مقتل قتل إصابة اعتقال هجوم انفجار غارة اتفاق انتخابات افتتاح إطلاق توقيع"),
)
