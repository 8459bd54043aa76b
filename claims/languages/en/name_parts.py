"""Words that personal names are made of, as English prints them, folded.

Source: `ARABIC`: the commonest Latin spellings of the name parts of Wikidata's people with Arabic names (CC0), by way of the package
arabic-name-romanizer 0.2.0. `FEMININE`, and `OTHER` for men's and others: the given names of the United States' census of 1990
that at least .006 % of their sex have (public domain, by way of the package names 0.3.0), without places and ordinary words; and
given names common in other countries' news, compiled for this table. A woman's name of `ARABIC` stands in `FEMININE` as well.
"""

ARABIC = """
aafia aali aamer aamir abad abada abadi abassi abazar abbad abbadi abbas abbas-ali abbasi abbaspour abboud abd-an-nabi abdallah abdeen
abdel-aal abdel-azim abdel-halim abdel-razek abdel-shafi abdelaal abdelahad abdelali abdelaziz abdelbaki abdelbasset abdelfattah
abdelghani abdelhadi abdelhafid abdelhak abdelhakim abdelhalim abdelhamid abdelhay abdelilah abdelillah abdeljalil abdeljelil abdelkader
abdelkebir abdelkhalek abdelkrim abdellatif abdelli abdelmadjid abdelmajid abdelmalek abdelmoneim abdelmoumen abdelnour abdelouahed
abdelrazek abdelwahab abdelwahed abdennour abdenour abderaouf abderrahim abderrahmane abderraouf abderrazak abdeslam abdessamad
abdessamed abdh abdin abdirashid abdo abdolali abdolhossein abdoli abdollahi abdolreza abdou abdu abdul-hussein abdul-jabbar abdul-ridha
abdulaziz abdulbasit abdulelah abdulhadi abduljawad abdullah abdulmohsen abdulnasser abdulqawi abdulrahman abdulsalam abdulwahab abed
abedi abedin abedini abeer abid abidi abir abla abolfazl abolghasem abolghassem abolhasan abolhassan aboubakr aboud aboutaleb abouzaid
abouzar abouzeid abubakar abulhassan abuzar achour achraf adam adeeb adeel adel adem adi adib adil adlane adlene adnan adwan afaf afef
afia afifi afzal agha aghaee aghaei aghaie aghili ahad ahed ahlam ahlem ahmad ahmad-reza ahmadi ahmadreza ahmadzade ahmadzadeh ahmed
ahsan aicha aida aidin aisha aissaoui ait akacha akasheh akbar akhlaq akil akila akl akm akram al-abadi al-abbasi al-abd al-abdullah
al-aboudi al-agha al-ahmad al-ahmadi al-ahmar al-ahmed al-ajmi al-alami al-alawi al-alfi al-ali al-alwani al-ameri al-amin al-amiri
al-amri al-anazi al-ani al-ansari al-asadi al-assad al-assadi al-assiry al-aswad al-atassi al-atrash al-attar al-attiyah al-awadhi
al-awadi al-awlaki al-azzawi al-badawi al-badri al-baghdadi al-bahrani al-balushi al-banna al-bayati al-bishi al-bitar al-bloushi
al-dabbagh al-dakhil al-deek al-din al-dosari al-dossari al-douri al-dulaimi al-dulaymi al-eid al-enezi al-erian al-eryani al-fahad
al-faisal al-faqih al-farra al-fassi al-garni al-gezairy al-ghamdi al-ghanim al-ghazali al-ghoul al-habib al-haddad al-haidari al-haj
al-hajri al-hakeem al-hakim al-halabi al-hamad al-hamadi al-hammadi al-hamoud al-harbi al-hariri al-harithi al-harthi al-hasani
al-hashimi al-hassan al-haydari al-hilali al-himyari al-hosani al-hussain al-hussein al-idrissi al-issa al-jabburi al-jaber al-jabri
al-jamal al-janabi al-jannabi al-jarrah al-jasim al-jassim al-jazairi al-johani al-jubouri al-juhani al-jundi al-kaabi al-kadhimi
al-kaebi al-karmi al-kazimi al-khalidi al-khalifa al-khaqani al-khatib al-khawly al-khayyat al-khulaifi al-kilani al-kurdi al-kuwari
al-madani al-mahdi al-majali al-maliki al-malki al-mansour al-maqdisi al-marri al-marzouqi al-masri al-mohammed al-mosawi al-mousa
al-mubarak al-mufti al-mukhtar al-mulla al-mullah al-musawi al-mustafa al-mutairi al-mutawakil al-mutawakkil al-muwallad al-naimi
al-najjar al-naqeeb al-naqib al-nasiri al-nasr al-nasser al-nimr al-nuaimi al-obaid al-obaidi al-obeidi al-omar al-omari al-otaibi
al-qadi al-qahtani al-qaisi al-qarni al-qasim al-qaysi al-qazwini al-rashed al-rasheed al-rashid al-rashidi al-rawi al-rayyis al-rifai
al-robeai al-roumi al-rubaie al-rubaye al-saad al-saadi al-sabah al-sabbagh al-sabbah al-sadiq al-sadr al-saedi al-saeed al-saeedi
al-safi al-saleh al-salem al-salihi al-salim al-salman al-samarrai al-saqqaf al-saraj al-sarraj al-seghir al-shaibani al-shami
al-shammari al-shammeri al-shamrani al-shanqiti al-sharqawi al-shehri al-sherbiny al-shibli al-sibai al-siyabi al-sobeai al-solh
al-sudani al-tai al-tamimi al-taweel al-tawil al-thani al-tikriti al-tunisi al-turk al-turki al-wazir al-yamani al-yami al-yaqoubi
al-yasiri al-yassin al-yousef al-zaabi al-zahrani al-zayyat al-zoubi al-zubaidi alaa alaaeldin aladdin alaeddine alain alajmi alam alama
alami alan alaoui alasaly alavi alawi aleem alemi aleya alghamdi alhamdani ali ali-akbar ali-asghar alia aliaa aliakbar alice alim
alipour alireza aliya aliye alizadeh allal allam allama allawi allel allouche alloush almas almheiri almutairi alqahtani alvi alwan alya
alyan amal amale aman amanallah amani amanullah amany amar amara amari ameer amel amer ameur amezian ameziane amin amina amine amir-ali
amir-hossein amira amirali amirhossein amjad ammar ammari ammor amna amokrane amor amr amrani amri amro anan anane anas andraos andre
andree anis anisa anissa annad anouar anousheh antoine anton antoun anusha anwaar anwar aoun aouni aqeel aqel aqil arab arafa araghi
areej arezki arezoo arezou aria arian arjmand arjumand arman arsalan arshad arslan arya aryan as'ad asaad asadi asadollah asadullah
aseel asgari asghar ashfaq ashour ashraf ashrafi asia asif asim asiri asl asma asmaa asmahan asmat asrar assaad assadi assadollah assem
assi assia assiri ata atallah ataollah atashi atassi ataullah atef atefe atefeh athmani atif atik atiq atiya atiyah atta attia attique
atwi audi aurangzeb awad awadalla awadallah awadh awaed awais awatef awdah awn awni awwad aya ayache ayad ayash ayaz ayda aydin ayed
ayman aymen ayoub ayoubi ayub ayubi ayyad ayyash azeem azeemi azim azimi aziz aziza azizollah azizullah azouz azra azza azzeddine
azzedine azzi azzouz baasma babacar babaei babiker baccar bacha bachar bachir badawi badawy bader badia badie badiee badiei badr badran
badreddine badria badriya baghaei baghdadi bagher baha bahaa bahadar bahador bahadur bahaeddine bahar bahgat bahia bahiga bahija bahjat
bahloul bahman bahr bahram bahrami bahri baig bakar baker bakheet bakhit bakhsh bakhshi bakhti bakhtiar bakhtiari bakr bakri bakry bali
baloch balouch balqees balqis banaei banai bani bano banu baqar baqir baraa baraka barakat barakzai barghouti barka barkat barnawi
barrada barre barzegar basel basem basha bashar basharat bashir basil basim basimah basma bassam bassel bassem bassil bassima bassiouni
bassiouny bathaei batool batoul bay bayat bayati bayoumi bayyumi bdeir bechara bechir bedir bedoui beg behbahani behboudi behi behnam
behrooz behrouz behzad bek bekri belabas belabbas belabbes belaid belal belgacem belhadj belhaj belhassen belkacem belkaid belkheir
belkhir ben benachour benaissa benali benamar benamara benani benhamouda benjamin benmoussa bennacer bennaceur bennani benomar bensaad
bensaid bensalah bensalem benyahia benyamin bernaoui bernawi berrada beshara besharat beshr bettaieb bey beydoun bhar bhatti bibi bilal
bilel bilqis bin bishara bishr bisisu bitar bochra bokhari bol boroumand bou boualem boubacar boubaker boubakeur boucetta bouchra
boudjemaa boujemaa boulos boumediene bourenane boushehri boussetta boustani boustany bouthaina boutheina boutros bouziane bouzid brahim
brahimi broumand bseiso bukhari burhan bushehri bushra buthaina camille canaan carole celia cerine chaabane chafik chahid chahine
chahinez chahla chahrazad chahrazed chaima chaker chakib chalifa chamas chami chamoun chamseddine changiz chaouch chaouche chaouki
charaf charfeddine charfi chatti chaudhary chaudhry chebbi chebli chedli chedly chehade cheikha chekir chelbi chennaoui chergui cherif
cherifa cherifi cherkaoui cherki chibani chikh chikhi chiraz chishti chishty chokri chorfi chorouk chouaib choucair choueiri choukri
chowdhury cyrine cyrus dabbagh dad daher dahman dahmane daif daifallah dalal dalel dalila dallal danesh dani dania danial daniel danish
danny dany danya daoud darine darioush dariush darwish dastagir dastgir daud davari davary davood davoodi davoud davoudi davud dawood
dean debbagh deeb deema dehgan dehghan dehghani derar derradji dhia dhifallah dhiyab diaa diab dif dima dina djamel djamila djavadi
djeffal djelloul djoudi doaa doha donia donya doostdar doraji doria doua douaa dounia doustdar dris driss duraid durayd durrani dustdar
ebadi ebrahim ebrahimi edward effat ehab ehsan ehtesham ehtisham eid eisa ejaz el-alfy el-assad el-baz el-gamal el-gohary el-khoury
el-sadate el-sayed el-shafei el-shami el-sharkawy el-shenawy el-sherbini el-zawawi el-zayat elahi elayyan elham elhouda elia elias elie
elkhir ellahi elmi elsherbini elsifi eltayeb eltohamy elya emad emam emami eman emara emil emile emmanuel emna emrani enad enam enayat
enayatollah ennaceur entissar erekat erfan erfani esfahani esfandiari eshragh eslam eslami esmaeil esmaeili esmaeilzadeh esmaili
esmailzadeh esmat esra esraa essalhi essam eyad ezatollah ezz ezzahra ezzat ezzatollah ezzedine ezzine fadel fadela fadhel fadhil
fadhila fadi fadila fadl fadlallah fadwa fady faeq faezeh faghih fahad fahd faheem fahim fahima fahimeh fahmi fahmy faical faid faik
faiq faisal faiz faiza fakhar fakher fakhir fakhr fakhreddine fakhri fakhrul fakhry fakih fakir falah fallah faouzi faqeer faqih faqir
farag farah faraj fard fardous fareed fareeha fares farghali farghaly farhad farhan farhat farid farida farideh faridi fariha faris
farkhondeh farkhunda farmaian farmanfarmaian farooq farooqi farooqui farouk farrag farrokh farrukh farshid faruk farukh faruqi fassi
fassi-fihri fatah fateh fatemeh faten fathalla fathallah fathi fathia fathollah fathullah fathy fatima fatma fattah fattouh fauzia fawaz
fawwaz fawzi fawzia fawzy fayad faycal fayed fayez fayyad fayyaz fayza fazal fedwa fehri feki fekih fekri fekry fennich fenniche feras
fereshteh fereydoon fereydoun fereydun ferhat ferial feriel feroz feroze feryal fethi fethia fettah feyz fihri fikri firas firdaws
firdous firoozeh firoozi firouz firouzeh firouzi fneich fodil fooladvand foroogh forough foroughi foroutan forouzandeh fouad fouladvand
fouzia frangie frangieh fred freddy freiha fuad furutan gaber gabr gabriel gad gaddafi galal gamal gauhar gawdat gazi george georges
gerami ghaderi ghafoori ghafouri ghafuri ghahramani ghahreman ghahremani ghaith ghaleb ghali ghalia ghalib ghaly ghamari-tabrizi ghanem
ghanim ghannam gharbi ghareeb gharib ghasem ghasemi ghasemian ghassemi ghauri ghazal ghazala ghazaleh ghazali ghazi ghazlan ghazouani
gherbi ghezal ghezali ghezelbash ghezzal ghizlane ghodratollah ghodsi ghofrane gholam gholam-ali gholam-hossein gholam-reza gholamali
gholamhossein gholamreza ghomeishi ghomi ghoneim ghorban ghorbani ghrib ghulam ghunaim ghunaym gihan gilani gill gillani giti gobran
godarzi gohar golpayegani golpayenagi golpaygani gomaa goodarzi gorji gouda goudarzi gouider guity gul habash habashi habchi habib
habiba habibeh habibollah habibullah hacene hachemi hadda haddad hadeel hadi hadia hadid hadil hadj hadjadj hadjar hadjer hadji haeri
hafeez hafez hafid hafiz hafsa hagar haggag haghi haidar haider haifa haikal haitham haithem haj hajar haji hajj hajjaj hajjar hajji
hakeem hakim hakimi hakki hala halabi halawani haleem halim halima halimi hamad hamada hamadani hamadeh hamadi hamdallah hamdan hamdi
hamdullah hamdy hamed hamedani hamedi hameed hamid hamid-reza hamida hamideh hamidi hamidreza hammaad hammad hammadi hammou hammoud
hammouda hammoudi hammudah hammudi hamo hamou hamoud hamouda hamoudi hamza hamzaoui hana hana'a hanaa hanadi hanafi hanafy hanan hanane
haneen hani hania hanieh hanin haniyeh hanna hanoon hanoun hany haq haqqani haque harandi hareth hariri haris harith harkat haroon
haroun harun hasan haseeb hashem hashemi hashim hashimi hashmi hasib hasna hasnaa hasnain hassa hassan hassanein hassani hassen hassib
hassoun hassouna hatami hatem hatim hawa hayat haykel haytham hazaa hazza heba hedi hediyeh hegazy heidari heidi heikal hejazi hela
helal helmi helmy helou hemmati hend henein henia hessa heydari hiam hiba hicham hichem hijab hijazi hilal hilmi himmati hina hind
hisham hissa hiyam hmida hoda hojat hojjat hojjatollah homa homayoon homayoun homeira homeyra hooman hooria hooshang hooshmand hooshyar
hormoz hosam hoshyar hosni hosny hossam hossein hossein-ali hosseinali hosseini houari houda houman hourani houria houshang houshmand
houyem hoveyda howayda huda huma humaira huq hushang hussain hussam hussein hussein-ali husseini ibrahim ibtisam ibtissam ibtissem
ichraf ichrak ichraq idris idriss idrissi iffat iftikhar ihab ihsan ijaz ilahi ilham iliya ilyas imad iman imane imara imed imran imtiaz
inaam inam inas inayat ines ingy inji intisar intissar iqbal iraj iraqi irfan isa isaac isfahani ishak ishaq ishfaq ishtiaq iskandar
iskander islam ismahan ismahane ismail ismat ispahani israa israr issa issam iyad izadi izz izza izzat ja'far jaafar jabar jabbar
jabbari jabbour jaber jabir jabr jacir jacqueline jad jafar jafari jafri jahan jahangir jahangiri jahromi jalal jalaleddin jalali
jalaluddin jaleel jaleh jalil jalloul jama jamal jamali jamaluddin jameel jamil jamila jamshed jamshid jamshidi jan janabi jasim jassem
jasser jassim javad javadi javaid javan javed javid jawad jawadi jawdat jawhar jaziri jean jeddi jeelani jehad jehan jehangir jerad
jibril jihad jihan jila jilani jillani joan johar john joubran joudi joumana jubran jugurtha juma jumaa jumana junaid kaabi kabir kacimi
kader kadhafi kadhim kadi kadiri kaebi kais kaiser kalsoom kalthoum kamal kamali kamaluddin kamaly kamel kameleddine kamil kamran kanaan
kanan kandil kaouther karam karamat karame karami karen karim karima karimi karmi kattan kausar kaveh kawthar kayani kazem kazemi kazi
kazim kazmi kebir keivan kenza keramati kermani kettani keyvan khader khadija khadr khadra khaghani khair khairallah khairi khairia
khairiah khairuddin khairy khalaf khaldi khaldoon khaldoun khaled khaleda khaledi khaleeq khaleghi khalfan khalid khalida khalidi khalif
khalifa khaligh khalil khalili khalique khalvan khamis khan khani khaoula khaqani khater khatib khattab khawaja khawla khayat khayyat
kheir kheira kheirallah kheireddine khelif khelifi khlifi khodadadi khodja khodr khoja kholoud khorasani khorram khorshid khosro
khosroshahi khosrow khosrowshahi khouloud khouri khoury khudhair khurram khursheed khurshid khwaja kian kiani kianoush kianush kilani
kimia kimiya kinza kioumars kiumars kiwan kobra kobry kohistani koorosh koroush kotb kouider kourosh kubra kulsoom labidi lahcen lahcene
lahoucine lahoud laid laila laith lajud lakehal lakhal lakhdar lala laleh lalla lamari lamia lamine lamrani langroudi laraki larbi lari
laribi larijani larry lassaad lateef latif latifa leila lidia lilia lilya lina lisa liza loay lobna loghman lokman lotfi lotfollah louay
loubna louis louisa louiza lu'ayy lubna luis luqman lutfi lutfullah lydia lylia lyna m'hamed m'henni ma'n maamar maamoun maan maarouf
mabrouk madani madi madiha madkour madni mady maen magd magda magdi magdy maged maghami maghsoudi mahar mahboob mahboobeh mahboubeh
mahbub mahdi mahdieh mahdiyeh mahfoud mahfoudh mahfouz mahgoub mahjoub mahmood mahmoodi mahmoud mahmoudi mahmudi mahran mahrez mahvash
mai maissa majali majd majdi majed majeed majid majida majidi majidifard makdisi makhlouf makkawi makki makram makrem malak malakeh
malek malekeh maleki maliha maliheh malik malika malki mamdouh mamoon mamoun manai manal manel manijeh manizha manizheh manoochehr
manouchehr mansar manser mansoor mansour mansoureh mansouri manuchehr manzoor maouhoub maqbool maqdisi maqsood marei maria mariam marie
marjan maroof maroua marouane marouf marri marvi marwa marwan mary maryam marzban marzieh marziyeh marzouk marzouki marzouq mashal
mashari mashhour mashhur mashour masih masood masoud masoudi masoumeh masoumi massad massoud massoudi massoumeh massoumi matar mateen
matin mattar maurice mawhub maya maysa maysoon maytham mazaheri mazhar maziar maziyar mazyar mbarka mbarki mebarki meddah medhat meer
meftah mehanna mehboob mehdi mehdizadeh mehenni meher mehr mehrad mehran mehrez mehwish meisam mekdad mekkaoui mekki mekky melhem melki
memon menna merabet meraj merhi meriem merna merry mesbah meshaal meshal meshari messaouda messaoudi metwalli metwaly meysam mezher
meziane mhanna mian michel michele midhat mido miftah mikdad mikhail milad miled miloud mimoun mina minasian minassian minasyan minoo
minou mir mir-bagheri mira miraj mirbagheri mire miri mirna mirza mirzaei misbah mishary mo'allim moallem moamen moatasem moataz moawad
moayad mobarakeh mobayen mobeen mobin modaresi modarresi modarressi moeen moein moeini mofeed mofid moghadam moghaddam moghaddas
mohaghegh mohamed mohammad mohammad-ali mohammad-hadi mohammad-hassan mohammad-hossein mohammad-javad mohammad-mehdi mohammad-reza
mohammad-taghi mohammad-taqi mohammadhadi mohammadhossein mohammadi mohammadmehdi mohammadreza mohammadzadeh mohanad mohand mohannad
mohaqiq moharram moheb mohib mohieddin mohieddine mohiuddin mohsen mohsin mohyeddin moin moinuddin mojtaba mokbel mokdad mokhtar molavi
momen momeni momtaz mona moncef mondher mongi monia montaser montassar montasser moqbel morad moradi morris morshed morsi morsy morteza
mosaab mosaad mosab mosaddeq mosbah moselhi mosharraf moslem mostafa motalebi motallebi motaz motiee motiei motlagh mouad mouatasem
mouhoub moujahid moulay mouloud mouna mounia mounib mounir mounira mourad mousa mousavi moussa mozaffar mrabet muaaz muammar muath
muawiyah muayad mubarak mubashir mudassar mudhafar mufid muftah mufti muhammad muhanna muhannad muharram mujahid mujeeb mujib mujtaba
mukarram mukhtar mumin mumtaz muna munawar munawwar mundhir muneeb munib munir munira muntadher munther murad murshid murtaza musa musab
musaed musallam musarat musarrat musharraf mushtaq muslim mussarat mustafa mustapha mut'ab mutaeb muteb mutlaq muzaffar muzammil mwafak
myriam naaman nabil nabila naccache nacera naceur nacira naciri nada nadeem nader nadhim nadhir nadia nadim nadine nadir nadira nadra
naeem naeimeh naeini nael nafaa nafi nafisa nafiseh nagah naglaa naguib nagwa nahed naif nail naila naim naima naini nait najafi najah
najar najat najeh najem naji najia najib najiba najim najjar najla najm najma najmeh najoua najwa namazi naouar naoufel nardjes narges
nargis nariman narjes naseem naseer naser naseri nashaat nashat nasim nasir nasiri nasr nasrallah nasrat nasreddin nasreddine nasreen
nasri nasrin nasrollah nasrullah nasser nasseri nassief nassif nassim nassima nassira nassiri nategh natiq nauman nausheen navabi naved
naveed navid nawal nawar nawel nawfal nayef nayereh nazanin nazari nazem nazha naziha nazik nazim nazir nazmi neama neda nedal negar
nehad nehal nehme neil neila nejati nejib nejmeddine nelly nemat nemati nematollah nematullah nemazee nemer nesma nesrine nevine nezha
neziha niaz niazi nicolas nida nidal nidhal nigar nihad nihal nihel nili niloofar niloufar nilufar nimr nina niyaz nizar njeim noah
nofal noha noman noon noor noori nora noreen noroozi norouzi nosrat nosratollah nouar nouara noufissa nouh nouha nour noura noureddin
noureddine nourhane nouri nouria nourine noushin nouzha nuh nuha nur nuri nusrat nusseibeh obaid obeid odai oday odeh okasha ola omaima
omar omari omid omran omrani omri orabi osama oskouei osman osmani othman ouadi ouahiba ouali ouarda ouardia ould oum oumaima oumayma
oumelkheir oussama oveisi owais owaisi pahalwan pahlavan pahlawan parastoo parastou parisa parto parveen parvin parviz pasha paul pavlos
peer peerzada peiman pervaiz pervez peyman pharaon philip philippe pir pirooz pirouz piruz pirzada pirzadeh pooran pooria pooya pour
pouran pouria pourya pouya qaddoura qader qaderi qadir qadri qaed qaem-maghami qahraman qaid qais qaisar qaiser qamar qandil qarib qasem
qasemian qasim qasmi qassab qayyum qazi qazwini qizilbash qodratollah qomi qorban qubaisi qudsi quraishi qurban qureshi qusai qusay qutb
ra'ad ra'fat raad raafat rabab rabah rabeb rabee rabeh rabia rabie rabiei rabih rached rachedi rachid rachida rachidi radhi radhia radi
radia radwa radwan rady raed raees rafaa rafat rafi rafie rafiee rafiei rafik rafiq rafique ragaa ragab ragheb raghib rahal raheleh
rahhal rahim rahimtoola rahma rahman rahmani rahmatollah rahmatullah rahme raihan raihane rais raisi raja rajaa rajab rajaei rajai raji
ram ramadan ramatu ramezani rami ramses ramy rana raoudha raouf raouia rashad rashed rasheed rashid rashida rashidi rasool rasoul
rasouli rassouli rastegar rasul rauf rawan rawda rawhi rawia rawshan rawya rayan rayane rayhana raza razaq razavi razi razia razieh
razika razzak razzaq reda redouane redouani reem reema refaat rehab rehan rehana rehman rehmani rehmatullah rejeb rene renee reyhaneh
reza rezaee rezaei rezk rezki rezvani riad riadh riaz rifaat rifai rifat rihab rim rima rita rizk rizq rizvi rizwan rkia rochdi rohani
rola romaissa rony roozbeh roshan roshdi rostam rostami rostom rouane rouhani rouhi rouhollah roula roumaissa rouzbeh rowan rowhani
rowshan roya rubina ruhi ruhollah rula ruqayyah ruqia rushdi rustam ryan rym saab saad saada saadallah saadat saade saadeh saadi saadia
saadoun saadoune saadullah saba sabah sabbagh sabeh saber saberi sabet sabih sabir saboori sabouri sabri sabrin sabrine sabry sabzwari
saci sadaat sadam sadat saddam sadegh sadeghi sadek sadi sadia sadiq sadjadi sadok sadoon sadr saed saeed saeedi safa safaa safaei safi
safia safiya safouane safwan sagheer saghir sahar saida saidi saif saifullah saima sajad sajadi sajida sajjad sajjadi sakina sakka sakr
salah salahuddin salam salama salameh salami saleem saleh salehi salem salha salhi salih saliha salim salima salimi sallam salloum
sallum sally salma salman salmeen salmi salmin saloua salwa samaan samar sameh samer sami samia samina samir samira samy sana sanaa
sanae sandhu saniyah saoud saqer saqr sara sarah sarfaraz sarfraz sarhan sari sarmad sarosh sarvari sarwar sarwari sassi satar satomi
sattar sattareh saud sawsan sayed sayegh sbai sebti seddik sedigheh sedki sedky seema seghir seham seif seifeddine seifi sellami selma
selmi senoussi seraj sereen serhan serri serry setareh seyam seyed seyedi seyfi seyyedi sghaier shaaban shaban shabani shabbir shabir
shadi shadia shadid shady shafei shafi shafiee shafiei shafik shafiq shafiqa shafiul shah shahab shahabeddin shahabi shahabuddin shahad
shahd shaheed shaheen shahid shahin shahinaz shahla shahnaz shahram shahrbanoo shahriar shahriari shahriyar shahriyari shahrokh
shahroudi shahrouz shahruz shahryar shahrzad shaikha shaimaa shakeeb shaker shakir shakoor shakur shalabi shalaby shamas shameem shami
shamim shams shamsuddin shamsul shapoor shapour shapur sharaf sharahili sharara sharareh shariati shariatmadari sharif sharifi shatha
shaukat shawkat shawky shawqi shayesteh shayma shaza shehab shehadeh shehata shehla shehnaz sheibani sheida sheik sheikhi shenqeeti sher
sheraz shereen sherif sherifa sherine shervin sherzad sheykhi shibani shibli shiekh shihab shihabi shima shiraz shirazi shire shiri
shirin shirzad shoaib shohreh shoja shojaee shojaei shoman shoukat shouman shuja shujaat shukri shuman siam siamak siavash sibai siddiq
siddiqa siddique siddiqui sidi sidki sifi siham sihem sikandar sikander sima simin sindhu siraj sirajuddin sirhan sirine sirous sirus
sitara siwar siyam skalli skander slaheddine slim slimani snoussi sobeih sobhan sobhani sobhi sobhy sofia sofiane soha sohaib sohail
soheil soheila soheir soleimani soleymani solh soliman soltan soltani somaya sonia sonya soodabeh soosan sophia sophie soraya soroosh
sorour sorouri soroush sotoudeh souad soudabeh soufi soufiane souha souhaib souhila souid soukaina soumaya sousan suad subhani subhi
sufi suha suhaib suhail suhaila suhair suheir sukkar sulaiman suleiman sultana sumaira sumaya susan suzan suzanne sweid syamak syed
syeda sylia tabassum tabatabaei tabatabai tabet tabrizi taghavi taghi taghipour taghreed taghrid taha tahami tahan tahar taher tahereh
taheri tahir tahira tahiri tahmina tahmineh tahseen tahsin taieb taimoor taimur taj tajik takieddine talaat talal talat taleb talib
tameem tamer tamim tamimi tammam tantawi tantawy tanveer tanvir taoufik taqi taqipur taraneh tarek tarik tariq tavakkoli tavakol
tavakoli tavasoli tavassoli tawfik tawfiq tawil tayeb tayebi tayeh tayseer taysir tayyab tayyebeh tayyebi tehmina tehrani telmissany
teymour teymouri thabet thaer thamer thami thamir thanaa thuraya tlemcani tofan tohidi tohme toni tony tooraj tooran torabi toufighi
touhami touil tounsi touraj touran touria tousi triki tuhami turabi turaj turan turki tusi uddin umair umar umm usman usmani vahedi
vahid vahideh vali wadi wadih wael wafa wafaa wafik wafiq wagdi wagdy wagih wahab wahba wahbah wahbi wahby waheed wahhab wahiba wahid
wahida wahidi wail wajdi wajih wala'a walaa waleed wali walid waqas warda waseem wasfi wasif wasim wassef wassila wassim wattoo wehbe
wesam wiam widad wijdan wissam wissem xaryab yacine yacoub yacoubi yadollah yaghoubi yahia yahiaoui yahya yahyaoui yakan yaqoob yaqoub
yaqubi yar yasaman yaser yasir yasmeen yasmin yasmine yasser yassin yassine yazeed yazid yohanna yomna yosra youmna younan younes younis
yousef yousefi yousfi yousra yousri yousry youssef youssoufi yumna yusuf zada zadeh zahedi zaheer zaher zahir zahira zahra zaid zaidan
zaidi zain zainab zaiter zakaria zaker zaki zakia zakir zanjani zaqout zarar zare zareen zareh zarei zarif zarin zarrin zarrouk zaryab
zayed zeenat zehri zeid zein zeina zeinab zhaleh zhila zhor zhour zia ziad ziada ziade ziadeh ziaei ziane ziani ziauddin zidan zidane
zied zina zinat zine zineb zineddine zinedine zitoun zitouni ziyad zoabi zohouri zohra zohreh zouaoui zoubida zoubir zouhair zouheir
zouheira zuaiter zubaida zubair zubaydah zubeidi zuberi zuhair zuhdi zuhur zulficar zulfikar
"""
OTHER = """
aaron abdul abe abel abraham adan adolfo adolph adrian agustin akira albert alberto alden aldo alec alejandro aleksandar aleksander
aleksandr aleksei alessandro alex alexander alexei alfonso alfonzo alfred alfredo allan allen alonzo alphonse alphonso alton alvaro alvin
amit amos anatoly anderson andreas andrei andrej andres andrew andriy andrzej andy angelo anil anthony antonio antony antwan archie arkady
armand armando arne arnold arnulfo aron arron arthur arturo aubrey august augustine aurelio austin avery barney barry bart barton bartosz
beau benedikt benito bennett bennie benny bernard bernardo bernd bernie bert bezalel bill billy bjorn blaine blake bob bobby bogdan boris
boyd brad bradford bradley brady branden brandon branko brant brendan brent brenton bret brett brian brock brooks bruce bruno bryan bryant
bryce bryon buford burt burton byron caleb calvin cameron carl carlo carlos carlton carmelo carmine carroll cary cecil cedric cesar
chadwick charles charley charlie chester chidi chinedu chris christian christoper christopher chuck clair clarence clark claude claudio
clayton clement clifford clifton clint clyde cody colby cole coleman colin collin conrad corey cornelius cornell cory coy craig cristian
curtis cyril dale dalibor dalton damian damien damir damon dan dane danilo dante daren darin darius dariusz darnell darrel darrell darren
darrin darryl darwin daryl dave david davide deandre deepak dejan delbert delmar demetrius denis dennis denny denys deon derek derick
derrick desmond devin dewayne dewey dewitt dexter diego dieter dino dion dirk dmitri dmitry dmytro domingo dominic dominick don donald donn
donnell donnie donny donovan dorian doug douglas doyle duane dudley duncan dustin dwayne dwight dylan earl earle ed eddie eddy edgar
edgardo edmond edmund eduardo edwardo edwin efrain efren ehud elbert eldon eli elijah eliseo elliot elliott ellis elmer elmo eloy elton
elvin elvis elwood emanuel emeka emerson emery emilio emmerson emmett emory emre enrique eric erich erick erik ernest ernesto ernie errol
ervin erwin esteban ethan eugene eugenio evan everett everette evgeny ezra fabian fabio faustino federico felipe felix ferdinand fernando
fidel filip fletcher floyd forrest francesco francis francois frank franklin franz freddie frederic frederick fredrick freeman friedrich
fritz fumio galen garrett garry garth gary gavin genaro gene geoffrey gerald gerard gerardo gerhard german gerry giancarlo gianni gil
gilbert gilberto gino giorgi giovanni giuseppe glen glenn gonzalo goran gordon grady graham greg gregg gregorio gregory grigory grover
guillermo gunnar gus gustaf gustavo gyorgy hal hamish hans harlan harley harold harris harry haruto harvey heath hector heinrich helmut
henrik henry herbert heriberto herman herschel hershel hiram hiro hiroshi hollis homer horace horst howard hubert hugh hugo humberto ian
ignacio igor ilya ioannis ira irvin irving irwin isaiah isiah isidro ismael israel issac itamar ivan ivo jaakko jack jacob jacques jaime
jair jake jakub jamaal jamar jame jamel james janos jared jarrett jarrod jarvis jason jasper javier jay jayson jeff jeffery jeffrey jeffry
jens jerald jeremiah jeremy jermaine jerold jerome jerrod jerry jess jesse jesus jim jimmie jimmy joao joaquin joe joel joesph joey johan
johann johannes johnathan johnathon johnie johnny jon jonas jonathan jonathon jordan jorge jorma jose josef joseph josh joshua josiah josip
josue juan judson juha jules julian julio julius jun jurgen justin kareem karl kazimierz keir keith kelvin kemal ken kendall kendrick kenji
kenneth kennith kenny kermit kevin kieth kim kirby kiril kirk klaas klaus kofi konstantin kristopher krzysztof kurt kurtis kwame kyle lamar
lamont lance landon lanny lars laszlo laurence lawrence lazaro lee leland lemuel leo leon leonard leonardo leonel leonid leopoldo leroy
lester levi lewis li liam linwood lionel lloyd logan lon lonnie loren lorenzo lothar louie lowell loyd luca lucas luciano lucien lucio
luigi lukas luke luther lyle lyman maciej mack mads malcolm manfred manuel marc marcel marcelino marcelo marcin marco marcos marcus marek
margarito mariano mario mark markus marlin marlon marquis marshall martin marty marvin mason massimo mateo mateusz mathew matt matteo
matthew mauricio max maxim maxwell maynard mehmet melvin merlin merrill mervin micah michael micheal mickey miguel mihai mike milan milford
millard milos milton miroslav mitch mitchel mitchell mladen mohammed moises monroe monte monty morton moses moshe murray myles myron
naftali napoleon narendra nathan nathaniel neal ned nestor nicholas nick nickolas nigel nikola nikolai nikolaos nils noe noel nolan norbert
norberto norman normand norris obinna octavio odell olaf oleg oleksandr oleksiy olin oliver orville oscar osvaldo otis otto owen pablo
paolo parker pascal pasquale pat patrick patrik pavel pavlo pawel pedro percy perry pete peter petr petro petteri phil phillip pierre piotr
preston quentin quincy quinton radoslaw rafael raj ralph ramiro ramon randal randall randell randolph randy raphael raul ray raymond
raymundo recep reed refugio reggie reginald reid reinaldo reuben reynaldo ricardo richard rick rickey rickie ricky rico rigoberto riley
rishi rob robby robert roberto rocco roderick rodger rodney rodolfo rodrick rodrigo rogelio roger roland rolando rolf roman romeo ron
ronald ronnie ronny rory roscoe rosendo ross roy royce ruben rubin rudolph rudy rufus rupert ruslan russ russel russell salvatore sam
sammie sammy samuel sanford sanjay saul scot scott scottie scotty sean sebastian sergei sergey sergio seth seymour shane shaun shawn
sheldon shelton sherman shinzo sidney silas silvio simon slobodan solomon sonny spencer stan stanislav stanley stefan stephan stephane
stephen steve steven stevie stewart stuart sven sylvester tadeusz tanner taras ted teddy tendai terence terrance terrell terrence terry
thabo thad thaddeus theodore theron thierry thomas thorsten thurman tim timmy timothy toby todd tom tomas tomasz tommy travis trent trenton
trevor trey tristan tyler tyrone ulysses umberto uwe vaclav vadim valentin vance vasily vaughn vern vernon vicente vijay viktor vince
vincent virgil vitali vitaly vito vitor vladimir vladislav volodymyr wallace walter wang warren wayne wei weldon wendell wesley weston
wilbert wilbur wilburn wiley wilford wilfred wilfredo willard william williams willie willis wilmer wilton winfred winston wolfgang woodrow
wyatt xabier xavier xi yair yevgeny yoav yuri yusuke zachary zachery zane zbigniew zhang zoltan zoran
"""
FEMININE = """
abbie abby abigail ada adaora addie adela adelaide adele adelina adeline adriana adrianne adrienne agatha agnes agnieszka aida aileen aimee
aino aisha alana alba alberta alecia alejandra aleksandra alene aletha alexa alexandra alexis alfreda alice alicia alina aline alisa alisha
alison alissa allene allie allison allyson alta althea alvina alyce alyson alyssa amal amalia amanda amber amelia amie amina aminata amira
amparo amy ana anastasia andrea angela angelia angelica angelina angeline angelique angelita angie anita anja ann anna annabelle annalena
anne anneli annemarie annetta annette annie annika annmarie antionette antoinette antonia april araceli aretha arleen arlene arline ashlee
ashleigh ashley asma astrid athena audra audrey aurelia ava avis ayse barb barbara barbra beatrice beatriz becky belinda bella belle belva
benita bernadette bernadine bernice berniece berta bertha bertie beryl bess bessie beth bethany betsy bette bettie bettina betty bettye
beulah beverley beverly bianca billie birgit blanca blanche bobbi bobbie bonita bonnie brandi brandie brandy breanna brenda briana brianna
brianne bridget bridgett bridgette brigitte britney brittany brittney bronwyn brooke bushra caitlin callie camila camilla camille candace
candice candida cara caren cari caridad carissa carla carlene carly carmel carmela carmelita carmella carmen carol carole caroline carolyn
carrie caryn casandra cassandra cassie catalina catharine catherine cathleen cathrine cathryn cathy catrina cecelia cecile cecilia celeste
celestine celia celina chandra chantel charla charlene charlotte charmaine chasity chelsey cheri cherie cheryl chiamaka chiara chloe
christa christal christen christi christie christin christina christine christy chrystal cindi cindy claire clara clare clarice clarissa
claudette claudia claudine cleo coleen colette colleen concepcion concetta connie constance consuelo cora cori corina corine corinne
cornelia corrine cortney courtney cristina cristy cynthia daisy dalia damaris dana danette daniela danielle danna daphne dara darcy darla
darlene dayna deana deann deanna deanne debbie debby debora deborah debra dee deena deidra deidre deirdre delia delilah delma delois
delores deloris delphine demetria dena denice denise desiree dessie diana diane diann dianna dianne dilma dilnoza dina dinah dionne dixie
dollie dolly dolores dominga dona donna dora doreen doretha doris dorothea dorothy dorris dorthy dottie earlene earline earnestine ebony
edith edna edwina edythe effie eileen elaine elba elda eleanor eleanore elena eleni elia elida elif elin elinor elisa elisabeth elise
elissa eliza elizabeth ella ellen ellie elma elnora eloisa eloise elouise elsa elsie elva elvia elvira elyse emilia emilie emily emine emma
enid erica ericka erika erin erlinda erma erna ernestina ernestine esmeralda esperanza esra essie estela estella estelle ester esther
eszter ethel etta eugenia eula eunice eva evangelina evangeline evelyn evette ewa ewelina fannie fanny fatima fatou fay faye federica
felecia felicia felicita fern filomena fiona flor flora florine flossie fran frances francesca francine francisca freda freida freya frieda
gabriela gabrielle gail gayla gayle gena genevieve georgette georgina geraldine geri germaine gertrude gilda gillian gina giorgia gisela
giulia gladys glenda glenna gloria goldie grace gracie graciela greta gretchen griselda guadalupe guillermina gulnara gussie gwen gwendolyn
hala haley hallie hanan hanna hannah harriet harriett harriette hattie haydee hazel heather heba hedvig heidi helen helena helene helga
henrietta herminia hester hilary hilda hilde hillary hind hollie holly hortencia huda ida ila ilene ilham iman imelda imogene ina ines inez
ingrid iola iona ione irena irene irina iris irma isabel isabell isabella isabelle iva ivanka ivette ivy jacinda jackie jacklyn jaclyn
jacqueline jacquelyn jacquline jade jadwiga jami jamie jana jane janel janell janelle janet janette janice janie janine janis janna jannie
jaqueline jasmin jayme jayne jean jeanette jeanie jeanine jeanna jeanne jeannette jeannie jeannine jelena jena jenifer jenna jennie
jennifer jenny jeri jerri jessica jewel jewell jill jillian jo joan joann joanna joanne jocelyn jodi jodie johanna jolene joni josefa
josefina josephine josie joyce juana juanita judi judith judy julia juliana julianne julie juliet juliette june jung justina justine
kaitlin kaitlyn kaja kamala kara karen kari karin karina karla karrie karyn kasey katarzyna kate katelyn katharine katherine katheryn kathi
kathie kathleen kathrine kathryn kathy katie katina katja katrin katrina katy kay kaye kayla keiko keisha kelley kelli kellie kelly kelsey
kendra keri kerri kerrie khadija kimberlee kimberley kimberly kira kirsten kisha kitty krista kristal kristen kristi kristie kristin
kristina kristine kristy krystal krystle ksenia kylie lacey lacy ladonna lakeisha lakesha lakisha lakshmi lana lara larissa lashawn
lashonda latanya latasha latisha latonya latoya latrice laura laurel lauren lauretta lauri laurie laverne lavonne lawanda layla lea leah
leann leanna leanne leeann leigh leila lela lelia lena lenora lenore leola leona leonor leora leota lesa lesley lessie leta letha leticia
letitia lettie libby lidia lila lilia lilian liliana lillian lillie lilly lily lina linda lindsay lindsey lisa liudmila liz liza lizzie
lois lola lolita lona lora loraine lorena lorene loretta lori lorie lorna lorraine lorri lorrie lottie lou louella louisa louise lourdes
luann lucia lucile lucille lucinda lucretia lucy ludmila luella luisa lula lupe lura luz lydia lyn lynda lynette lynn lynne lynnette mabel
mable madeleine madeline madelyn madge madison madonna mae magdalena maggie maia maja malala malgorzata malinda malissa mallory mamie mandi
mandy manuela mara marcela marcella marci marcia marcie marcy margaret margarita marge margery margie margo margot margret marguerite mari
maria mariam marian mariana marianna marianne maribel maricela marie marietta marija marilyn marilynn marion marisa marisela marisol
marissa maritza marjorie marjory marla marlene marquita marsha marta martha martina marva mary maryam maryann maryanne marybeth maryellen
maryjane marylou matilda matilde mattie maude maudie maura maureen maurine mavis maxine maya mayme mayra meagan meera megan meghan melania
melanie melba melinda melisa melissa mellisa mellissa melodie melva meredith mette mia michaela michele michell michelle migdalia milagros
mildred milena milica millicent millie mina mindy minerva minnie miranda miriam mirjana mirna missy misty mitzi mollie molly mona monica
monika monique muriel myra myrna myrtle nadezhda nadia nadine nancy nanette nannie naomi natalia natalie nataliya natasha nelda nell nellie
nelly nettie neva ngozi niamh nichole nicola nicole nikki nilda nina nita noelle noemi nola nona noor nora noreen norma nour nuria octavia
ofelia oksana ola olena olga olivia ollie oma opal ophelia ora oralia paige pam pamala pamela pansy paola patrica patrice patricia patsy
patti pattie patty paula paulette paulina pauline pearlie pearline peggy penelope petra phillis phoebe phyllis pilar polly portia pricilla
priscilla priya priyanka rachael racheal rachel rachelle rae rafaela ramona rana randi rania raquel reba rebeca rebecca rebekah reem regina
reina rena renae renata renee renita reta retha reva reyna rhea rhoda rhonda rita robbin roberta robin robyn rochelle rocio ronda rosa
rosalee rosalia rosalie rosalind rosalinda rosalyn rosanna rosanne rosario roseann roseanne rosella rosemarie rosemary rosetta rosie rosita
roslyn rowena roxana roxanna roxanne roxie ruby ruth ruthie sabrina sadie sallie sally salma samantha samatha samira sana sandi sandra
sandy sanna saoirse sara sarah sasha saundra selena selina selma serena shabnam shana shanda shanna shannon shari sharlene sharon sharron
shauna shawna shayla shazia sheena sheila shelby shelia shelley shellie shelly sheree sheri sherri sherrie sherry sheryl shiela shireen
shirley shonda sigrid silvia simone sinead siobhan socorro sofia soledad solveig sondra sonia sonja sonya sophia sophie stacey staci stacie
stacy stefanie stella stephanie sue susan susana susanna susanne susie suzan suzanne suzette svetlana sybil sylvia tabatha tabitha tamara
tameka tamela tamera tami tamika tammi tammie tammy tamra tana tania tanisha tanja tanya tara taryn tasha tatiana tatyana tawana teodora
tera teresa teresita teri terra terri terrie tessa tessie thandiwe thelma theodora theresa therese tia tiara tiffani tiffany tillie tina
tisha tomasa toni tonia tonya tori tracey traci tracie tracy treva tricia trina trisha trudy twila ursula vada valarie valencia valentina
valeria valerie vanessa veda velma venus vera verda verna vernell vernice veronica veronika vesta vicki vickie vicky victoria vida vilma
viola violet violeta virgie virgina virginia vivian vonda wanda wanjiru wendi wendy whitney wilda wilhelmina willa wilma winifred winnie
winona xiomara yasmin yasmine yekaterina yelena yesenia yolanda yuki yulia yuliya yvette yvonne zahra zainab zaynab zelda zella zelma
zenaida zodwa zoe zofia zoila zsofia zuzanna
"""
