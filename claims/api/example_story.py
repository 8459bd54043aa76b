"""The story that the examples of the API tell: of a dam, invented, once in Arabic and once in English."""

from __future__ import annotations

from dataclasses import dataclass

DAY, NEXT_DAY, LATER = "2026-03-10", "2026-03-11", "2026-03-12T09:30:00+03:00"


@dataclass(frozen=True, slots=True)
class Story:
    """What is written in one language. `claim` stands in `text`, and `amount` in `claim`; `other` says otherwise."""

    language: str
    outlet: str
    domain: str
    title: str
    body: str
    cue: str
    speaker: str
    claim: str
    amount: str
    other: str
    other_amount: str
    reason: str
    summary: str
    snapshot: str
    source: str
    rating: str
    sentence: str
    checker: str
    receiver: str
    refusal: str

    @property
    def text(self) -> str:
        return f"{self.title}\n\n{self.body}"


ARABIC = Story(
    language="ar",
    outlet="صحيفة السنبلة",
    domain="sunbula.example",
    title="مدير سد الوردة يطمئن سكان الوادي",
    body='قال مدير السد سامر الحلواني، الثلاثاء، إن "عدد العاملين في السد 300 عامل".',
    cue="قال",
    speaker="سامر الحلواني",
    claim="عدد العاملين في السد 300 عامل",
    amount="300 عامل",
    other="لا يتجاوز عدد العاملين في سد الوردة 120 عاملا",
    other_amount="120 عاملا",
    reason="راجعت كشوف الرواتب",
    summary="تذكر كشوف الرواتب 120 عاملا.",
    snapshot="المجموع: 120 عاملا",
    source="كشف رواتب السد",
    rating="زائف",
    sentence="المقداران لا يجتمعان: \u2068300\u2069، \u2068120\u2069.",
    checker="مرصد الوادي للتحقق",
    receiver="محادثة غرفة الأخبار",
    refusal="ليس في المقال نص.",
)
ENGLISH = Story(
    language="en",
    outlet="The Valley Courier",
    domain="courier.example",
    title="Head of the Rose Dam reassures the valley",
    body='The head of the dam, Samer Halwani, said on Tuesday that "the dam employs 300 workers".',
    cue="said",
    speaker="Samer Halwani",
    claim="the dam employs 300 workers",
    amount="300 workers",
    other="The Rose Dam employs no more than 120 workers",
    other_amount="120 workers",
    reason="I went through the payroll",
    summary="The payroll names 120 workers.",
    snapshot="Total: 120 workers",
    source="Payroll of the dam",
    rating="False",
    sentence="The amounts exclude each other: \u2068300\u2069, \u2068120\u2069.",
    checker="Valley Check",
    receiver="Newsroom chat",
    refusal="The article has no text.",
)
