"""Any number of different articles, each with statements, amounts and days; half of them in Arabic."""

from __future__ import annotations

from dataclasses import dataclass

_FIRST = "سامر ليلى نادر هناء فراس منال باسل رنا زياد سهى".split()
_LAST = "الحلواني الصفدي العطار البيطار الخياط النجار الحداد السمان القباني الدباغ".split()
_FIRST_LATIN = "Owen Clara Hugo Nora Felix Irene Miles Vera Simon Ada".split()
_LAST_LATIN = "Hallow Saffery Attard Bitar Tailor Joiner Smithson Buttery Dobson Tanner".split()
_WORKS = ("السد", "الجسر", "المطحنة", "المصنع", "المرفأ", "المخبز", "المشتل", "الملعب")
_WORKS_LATIN = ("dam", "bridge", "mill", "plant", "harbour", "bakery", "nursery", "stadium")


@dataclass(frozen=True, slots=True)
class InventedArticle:
    text: str
    published: str
    language: str


def invented_article(number: int) -> InventedArticle:
    """The article of a number: always the same, and no two alike."""
    first, last, work = number % 10, number // 10 % 10, number // 100 % 8
    workers, tons, share = 100 + number, 2_000 + 3 * number, 5 + number % 80
    published = f"2026-{1 + number % 9:02d}-{1 + number % 28:02d}"
    if number % 2:
        name, place = f"{_FIRST_LATIN[first]} {_LAST_LATIN[last]}", _WORKS_LATIN[work]
        text = (
            f"The {place} number {number} reopens\n\n"
            f'{name}, director of the {place}, said on Tuesday that "{workers} workers have returned to site {number}".\n'
            f"{name} added that production rose by {share} percent to {tons} tons last year.\n"
            f"The ministry of supply said the {place} at station {number} would receive {tons + 7} sacks of cement this month.\n"
            f"At least {share} houses near site {number} were damaged by the flood, the governor said."
        )
        return InventedArticle(text, published, "en")
    name, place = f"{_FIRST[first]} {_LAST[last]}", _WORKS[work]
    text = (
        f"عودة العمل في {place} رقم {number}\n\n"
        f'قال مدير {place} {name}، الثلاثاء، إن "{workers} عاملا عادوا إلى الموقع {number}".\n'
        f"وأضاف {name} أن الإنتاج ارتفع بنسبة {share} بالمئة إلى {tons} طنا خلال العام الماضي.\n"
        f"وأعلنت وزارة التموين أن {place} في المحطة {number} سيتسلم {tons + 7} كيسا من الإسمنت هذا الشهر.\n"
        f"وأكد المحافظ أن {share} منزلا على الأقل قرب الموقع {number} تضررت من الفيضان."
    )
    return InventedArticle(text, published, "ar")
