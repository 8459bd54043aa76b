"""How English print credits an agency. Sources: the agencies' own names and style books, and the credit lines of English outlets."""

from claims.languages.folding import fold_key
from claims.languages.pack import Credits

_AGENCIES = """
reuters | Reuters, Thomson Reuters
afp | AFP, Agence France-Presse, Agence France Presse
ap | AP, Associated Press
dpa | dpa, Deutsche Presse-Agentur, German Press Agency
anadolu | AA, Anadolu
sputnik | Sputnik
tass | TASS, ITAR-TASS
ria | RIA Novosti, RIA
interfax | Interfax
xinhua | Xinhua
bloomberg | Bloomberg
upi | UPI, United Press International
efe | EFE
ansa | ANSA
aki | AKI, Adnkronos
ina | INA, Iraqi
pa | PA Media, Press Association
kyodo | Kyodo
yonhap | Yonhap
pti | PTI, Press Trust of India
ani | ANI
ians | IANS
spa | SPA, Saudi Press
wam | WAM, Emirates
kuna | KUNA, Kuwait
qna | QNA, Qatar
petra | Petra, Jordan
sana | SANA, Syrian Arab
wafa | WAFA, Palestinian
mena | MENA, Middle East
irna | IRNA, Islamic Republic
isna | ISNA
tasnim | Tasnim
fars | Fars
"""

CREDITS = Credits(
    agencies={
        fold_key(name): line.split("|")[0].strip() for line in _AGENCIES.strip().splitlines() for name in line.split("|")[1].split(",")
    },
    fillers=frozenset(["the", "agency", "news", "press", "wire", "wires", "by", "with", "from", "and"]) - {"press"},
    joints=frozenset({"and", "with"}),
    leads=tuple(fold_key(lead) for lead in ("source", "sources", "credit", "with files from", "with reporting by", "reporting by")),
)
