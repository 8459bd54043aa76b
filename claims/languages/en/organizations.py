"""Organizations of the news under all the names that English gives them, and how governments and ministries are named.

Source: the organizations' own pages for names and acronyms, the UN list of member states and capitals (UNGEGN) for countries; compiled
for this table. A line of `_COUNTRIES` is: ISO 3166 code, capitals, names of the country, adjectives. Keys are those of the other languages.
"""

from claims.languages.pack import Organizations

_COUNTRIES = """
iq | baghdad | iraq | iraqi
us | washington | united states, united states of america, us, usa, america | american, us, u s
ir | tehran | iran | iranian
tr | ankara | turkey, turkiye | turkish
ru | moscow | russia, russian federation | russian
fr | paris | france | french
gb | london | britain, united kingdom, uk | british, uk
de | berlin | germany | german
sa | riyadh | saudi arabia | saudi, saudi arabian
eg | cairo | egypt | egyptian
sy | damascus | syria | syrian
lb | beirut | lebanon | lebanese
jo | amman | jordan | jordanian
qa | doha | qatar | qatari
ae | abu dhabi | united arab emirates, uae | emirati, uae
kw | | kuwait | kuwaiti
bh | manama | bahrain | bahraini
om | muscat | oman | omani
ye | sanaa, sana a | yemen | yemeni
ly | tripoli | libya | libyan
tn | tunis | tunisia | tunisian
dz | algiers | algeria | algerian
ma | rabat | morocco | moroccan
mr | nouakchott | mauritania | mauritanian
sd | khartoum | sudan | sudanese
ss | juba | south sudan | south sudanese
so | mogadishu | somalia | somali
ps | | palestine, palestinian authority | palestinian
il | tel aviv | israel | israeli
cn | beijing | china | chinese
jp | tokyo | japan | japanese
kr | seoul | south korea | south korean
kp | pyongyang | north korea | north korean
in | new delhi | india | indian
pk | islamabad | pakistan | pakistani
af | kabul | afghanistan | afghan
ua | kyiv, kiev | ukraine | ukrainian
it | rome | italy | italian
es | madrid | spain | spanish
nl | the hague, amsterdam | netherlands | dutch
be | | belgium | belgian
se | stockholm | sweden | swedish
dk | copenhagen | denmark | danish
no | oslo | norway | norwegian
pl | warsaw | poland | polish
gr | athens | greece | greek
ca | ottawa | canada | canadian
au | canberra | australia | australian
et | addis ababa | ethiopia | ethiopian
"""
_ORGANIZATIONS = """
nato | nato, north atlantic treaty organization, north atlantic treaty organisation, north atlantic alliance
un | un, united nations, united nations organization
unsc | un security council, united nations security council, security council
eu | eu, european union
ec | european commission
au | african union
arab league | arab league, league of arab states
gcc | gcc, gulf cooperation council, gulf co operation council
oic | oic, organization of islamic cooperation, organisation of islamic cooperation
opec | opec, organization of the petroleum exporting countries, organisation of the petroleum exporting countries
iaea | iaea, international atomic energy agency
who | who, world health organization, world health organisation
unicef | unicef, un children s fund, united nations children s fund
unesco | unesco
unhcr | unhcr, un refugee agency, united nations high commissioner for refugees
unrwa | unrwa, un relief and works agency
wfp | wfp, world food programme, world food program
fao | fao, food and agriculture organization
imf | imf, international monetary fund
world bank | world bank
wto | wto, world trade organization
icc | icc, international criminal court
icj | icj, international court of justice
icrc | icrc, international committee of the red cross
amnesty | amnesty international, amnesty
hrw | human rights watch, hrw
msf | doctors without borders, medecins sans frontieres, msf
sohr | syrian observatory for human rights, sohr
reuters | reuters, reuters news agency
afp | afp, agence france presse
ap | ap, associated press
anadolu | anadolu, anadolu agency
hamas | hamas
fatah | fatah
islamic jihad | islamic jihad, palestinian islamic jihad
hezbollah | hezbollah, hizbollah, hizbullah
ansar allah | ansar allah, houthis, houthi movement
taliban | taliban
islamic state | isis, isil, islamic state, islamic state group, is group, daesh
coalition | international coalition, us led coalition, global coalition
fifa | fifa
uefa | uefa
vatican | vatican, holy see
azhar | al azhar, azhar
us congress | us congress, u s congress
knesset | knesset, israeli knesset
unami | unami, un assistance mission for iraq, united nations assistance mission for iraq
"""
_SEATS = """
ministry:defence:us | pentagon
ministry:foreign:us | state department, us state department
ministry:foreign:gb | foreign office
presidency:us | white house
presidency:ru | kremlin
presidency:fr | elysee, elysee palace
"""
_PORTFOLIOS = """
defence | defence, defense
foreign | foreign, foreign affairs
interior | interior, home affairs
health | health
finance | finance
oil | oil, petroleum
justice | justice
education | education
agriculture | agriculture
trade | trade
transport | transport, transportation
labour | labour, labor
culture | culture
planning | planning
electricity | electricity
water | water resources, water, irrigation
environment | environment
economy | economy
information | information
tourism | tourism
youth | youth and sports
endowments | endowments
"""


def _names(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]


def _lines(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def _keyed(table: str, prefix: str = "") -> dict[str, str]:
    return {name: prefix + key for key, names in _lines(table) for name in _names(names)}


ORGANIZATIONS = Organizations(
    names=_keyed(_ORGANIZATIONS, "org:") | _keyed(_SEATS),
    countries={name: code for code, capitals, names, _ in _lines(_COUNTRIES) for name in [*_names(capitals), *_names(names)]},
    adjectives={word: code for code, _, countries, adjectives in _lines(_COUNTRIES) for word in [*_names(adjectives), *_names(countries)]},
    governments=frozenset({"government"}),
    ministries=frozenset({"ministry"}),
    presidencies=frozenset({"presidency"}),
    portfolios=_keyed(_PORTFOLIOS),
    bare_portfolios=frozenset(),
    fillers=frozenset({"of", "the", "s"}),
    article="",
    determiners=frozenset({"the"}),
    attached=(),
    assimilated="",
)
