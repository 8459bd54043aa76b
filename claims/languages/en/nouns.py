"""English counted nouns and their units. Sources: CLDR units and currencies (en), ISO 4217, frequent counted nouns of agency copy.
Folded forms.
"""

# Canonical unit -> its nouns, where the plural is irregular or several nouns share the unit.
_UNITS = {
    "percent": "% percent percents percentage pc pct",
    "usd": "dollar dollars usd",
    "eur": "euro euros eur",
    "gbp": "pound pounds gbp",
    "yen": "yen",
    "yuan": "yuan",
    "ruble": "ruble rubles rouble roubles",
    "rupee": "rupee rupees",
    "riyal": "riyal riyals rial rials",
    "dinar": "dinar dinars",
    "dirham": "dirham dirhams",
    "shekel": "shekel shekels",
    "lira": "lira liras",
    "cent": "cent cents",
    "km": "km kms kilometre kilometres kilometer kilometers",
    "m": "metre metres meter meters",
    "second": "s",
    "cm": "cm centimetre centimetres centimeter centimeters",
    "mm": "mm millimetre millimetres millimeter millimeters",
    "foot": "foot feet ft",
    "inch": "inch inches",
    "kg": "kg kgs kilogram kilograms kilo kilos",
    "gram": "gram grams",
    "ton": "ton tons tonne tonnes",
    "liter": "litre litres liter liters",
    "hectare": "hectare hectares",
    "dunam": "dunam dunams dunum dunums donum donums",
    "feddan": "feddan feddans",
    "person": (
        "people persons person others individuals dead killed wounded injured "
        "missing arrested detained displaced evacuated rescued hospitalised hospitalized personnel lives casualties fatalities"
    ),
    "soldier": "soldier soldiers troops troop forces",
    "death": "death deaths",
    "serviceman": "servicemen serviceman",
    "service member": "servicemembers servicemember",
    "child": "child children kids",
    "woman": "woman women",
    "man": "man men",
    "businessman": "businessman businessmen",
    "police officer": "policeman policemen",
    "country": "country countries",
    "city": "city cities",
    "company": "company companies",
    "family": "family families",
    "body": "body bodies",
    "party": "party parties",
    "agency": "agency agencies",
    "story": "storey storeys",
    "aircraft": "aircraft plane planes aeroplane airplanes airplane",
    "airstrike": "airstrike airstrikes",
    "fighter jet": "jet jets",
    "times": "times",
    "time": "time",
    "degree celsius": "c",
    "refugee": "refugee refugees",
    "displaced person": "idps",
    "barrel": "barrel barrels bpd",
    "megawatt": "megawatt megawatts mw",
    "gigawatt": "gigawatt gigawatts gw",
    "mph": "mph",
    "member": "strong",
    "mortar shell": "mortars",
    "basis point": "bps",
}
_REGULAR = (
    "second minute hour day week month year decade point degree migrant fighter militant student prisoner "
    "hostage passenger civilian member "
    "rocket missile drone vehicle truck ship attack strike case seat vote goal house school hospital project worker employee journalist "
    "victim game win group officer gunman lawmaker senator minister official diplomat protester patient doctor nurse teacher resident "
    "voter candidate ambassador leader adviser advisor trainer expert contractor user subscriber customer driver pilot player fan rider "
    "engineer union nation state province village town district building apartment room bed tent shelter factory job home store "
    "shop restaurant mosque church university base camp site target tank gun rifle bullet shell bomb mine car bus train boat vessel flight "
    "tanker helicopter satellite robot phone animal tree meal dose vaccine infection test mile yard acre gallon ounce watt inch "
    "question charge count sentence law bill order round stage step meeting visit call letter report document "
    "page book word film movie song "
    "album award medal title trophy shot assist rebound steal turnover foul hole stroke birdie bogey lap set try wicket run race lead "
    "attempt appearance season century night match mass loss tax pass finish crore lakh detainee suspect "
    "defendant witness judge lawyer agent brother sister son daughter "
    "friend partner investor shareholder share stock tariff product item unit part piece type reason option factor bond loan deal contract "
    "agreement treaty warehouse settlement settler crocodile crossing checkpoint explosion blast fire accident crash earthquake "
    "generation teenager boy girl adult infant pensioner pilgrim tourist visitor immigrant evacuee volunteer activist rebel extremist "
    "terrorist insurgent bomber airport port ministry bank institution organization organisation committee council board panel "
    "team club violation crime murder rape arrest injury dollar ballot station signature client follower tweet post view download"
).split()
_COMPOUNDS = {
    "percent": "per cent|percentage points|percentage point",
    "service member": "service members|service member",
    "airstrike": "air strikes|air strike|air raids|air raid",
    "square km": "square kilometres|square kilometers|square kilometre|square kilometer|square km|sq km",
    "square mile": "square miles|square mile|sq miles",
    "square meter": "square metres|square meters|square metre|square meter",
    "square foot": "square feet|square foot|sq ft",
    "nautical mile": "nautical miles|nautical mile",
    "cubic km": "cubic kilometres|cubic kilometers|cubic km",
    "cubic meter": "cubic metres|cubic meters",
    "cubic foot": "cubic feet|cubic foot",
    "police officer": "police officers|police officer",
    "basis point": "basis points|basis point",
    "polling station": "polling stations",
    "degree celsius": "degrees celsius|degrees c",
    "degree fahrenheit": "degrees fahrenheit",
    "mph": "miles per|mile per",
    "egp": "egyptian pounds|egyptian pound",
    "sdg": "sudanese pounds|sudanese pound",
    "lbp": "lebanese pounds|lebanese pound",
    "syp": "syrian pounds|syrian pound",
    "aud": "australian dollars",
    "cad": "canadian dollars",
    "usd": "us dollars|u.s. dollars",
}


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return noun[:-2] + "en"
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"


UNITS: dict[str, str] = {
    **{form: noun for noun in _REGULAR for form in (noun, _plural(noun))},
    **{noun: unit for unit, nouns in _UNITS.items() for noun in nouns.split()},
    **{phrase: unit for unit, phrases in _COMPOUNDS.items() for phrase in phrases.split("|")},
}
