# ruff: noqa: ISC004  a long list of words is easiest read as running text
"""How common the common words are: the share of news texts in which a stem stands, in tiers.

Counted over 1,441 English, 585 Turkish, 253 Ukrainian and 168 Russian news texts (ECB+, WMT 2016/17/22 news tests, FLORES dev; counts only, no text).
The counting script was not kept: the tiers are edited as they stand, and cannot be made anew as they are. Names are left out, but for the table
`name`: skeletons of names that are everywhere (countries, capitals, agencies, COVID-19), partly counted, partly put in by hand. A word that is not listed is taken to be rare; the living window then counts for itself.
"""

from __future__ import annotations

TIERS: dict[str, tuple[tuple[float, str], ...]] = {
    "en": (
        (
            0.5600,
            "a after an and are as at be but by for from has hav he his in is it not of on one say that the they this to was wer "
            "who will with year "
        ),
        (
            0.2800,
            "about all also been befor call can com day die first go had her him if into its just last lik mak make mor no now or "
            "other out over people polic report so som stat than their them ther thre tim two up we what when which whil work would "
            "you "
        ),
        (
            0.1400,
            "accord act add against am another any area around arrest attack away back becaus being between both break build car "
            "cas caus charg clos come continu could country did do don down during end even fami find fir fiv follow four gam get "
            "giv give going good group head help high hit hold hom hour how however includ kill know later leave lif liv long look "
            "m man many may meet member mill month most mov much my nam near need next night number off offic officer official old "
            "only open our own part plac plan play point public put receiv releas remain return right run s sam season second see "
            "servic set she shoot should show sinc start still such tak take team then thes think thos through today told under us "
            "used very want way week well wher win without woman world "
        ),
        (
            0.0700,
            "abl across affect again agency ago allow almost along already alway among announc appear arm ask attempt authority bad "
            "bank bas becam becom begin behind believ best better big bill block board body bring brought busi career carry catch "
            "certain chang check child claim clear coach company complet condit confirm consider control cours court creat current "
            "damag deal decid decis describ despit develop didn different direct director doe door driv due each ear earlier eight "
            "elect enter escap ever every expect experienc expert explain express fac fact fall federal feel few fight final finish "
            "forc former fre friend front full got govern great gun half hand happen hard health hear heart himself history "
            "immediat important incident increas informat injur injury insid interest internat investigat issu job keep known larg "
            "lat law lead leader least leav led less let level lin list littl local lose loss lot manag manager me mean might minut "
            "miss money morning mother murder natural never nothing offer onc operat order organiz outsid p party pass past percent "
            "person player possibl previous problem process product protect provid publish quest rat reach real reason recent "
            "record relat result rol room round runn saw scen school scor security seem seen sent serious serv seven several short "
            "sid sign sit situat six someon sourc special stand star stay step stop stor suffer support suspect system talk term th "
            "thing third though thought thousand too top total toward treat tri try turn until updat use using victim walk watch "
            "whether why within yesterday yet young your "
        ),
        (
            0.0350,
            "accident account accus activ activity actress actual addit additional address administrat admit afternoon age agent "
            "agre ahead aid aim air alleg although amount answer anti anyon anyth apart apparent approach argu arriv articl assault "
            "assistant attend attent averag avoid ball battl beat benefit biggest bit black blaz blood bomb book born boss boy "
            "brother bullet buy campaign candidat cannot capital captur challeng champ chanc church citizen class co commit "
            "communicat community concern conduct connect contact contract convict cost count coup coupl cover crew crim criminal "
            "crisis critical crowd customer cut dat data daughter decad declar declin defens degre deliver deny design destroy "
            "detail determin difficult discover discuss diseas distribut doctor doesn doing dollar doubl dozen drive driver drop "
            "duty earn economic economy effect effectiv effort either els emergency employe enough ensur equip especial establish "
            "estimat evening event everyon everyth evidenc exampl executiv extrem eye facility fail family famous fan far fatal "
            "father field fifth figur fill film financial firm fix fle floor focus food foot football form forward fourth fund "
            "further futur gas generat gett girl global goal gold ground grow guard guilty guy heard helicopter herself hop host "
            "hotel hug hurt idea identify ill imag impact improv independent indicat individual industry initial instead interview "
            "involv jail join judg justic kept key kind land latest launch lawyer learn legal light limit link load locat longer "
            "lov low lower magazin main major market match material matter measur media messag mil model moment monitor movi must "
            "nat nearby negotiat neighborhood newspaper nin nominat non normal notic occur often oil onlin opin original owner paid "
            "parlia participat particular partner pay per perform performanc period personal phon pick pictur plant playof policy "
            "political popular posit potential power practic prepar present presidential pressur prevent pric prison privat probab "
            "produc professional program project property prosecutor protest prov pull push quarter quick quit rais ran rank re "
            "react read recommend recover reduc refus reg regard regular relativ remember replac reporter representativ request "
            "requir rescu research reserv resident respond respons rest reveal riot risk rival road rout rul rush saf safety "
            "schedul scientist search seat seek sell send senior sentenc separat sery shar ship shock shop shot significant similar "
            "singl sister small smok social something sometim son soon speak speed spend spent spokesman sport spot spr spread "
            "squad staf stag steal story straight strik strike strong struggl student study success successful suggest sur surpriz "
            "surround suspicious target televis tell ten terrorist test thank themselv threat threaten throw titl together "
            "touchdown town trad train trial typ understand unit upon user usual valu vehicl vessel via vic victory video view "
            "villag violenc visit voic vot wait wall war warn wasn water weapon wear websit weekend whom whos wid wif wit witness "
            "word worker worth wound writ wrot yard youth "
        ),
        (
            0.0168,
            "ability abov abroad academic accept access accordanc achiev actor adopt adult advanc advantag advic adviz aged "
            "aggressiv agr airport alarm alcohol alert aliv alon ammunit analyst anger angry animal annual anonymous apologiz app "
            "appeal appearanc applicat apply appoint appreciat appropriat approv approximat arson artist assess assum attacker "
            "attract audienc author authoriz automatic availabl awar background bag bail balanc ban bar barricad basis bear "
            "beautiful beauty behalf below belt berth besid beyond bid blog blow blu boat border bottl box branch bridg brief broad "
            "broadcast browser budget burn bus business cabl caliber calm cancer captain card cast celebrat cell cent centr century "
            "ceremony championship channel character chas choic choos circumstanc cit civil clash clean client clinch clinic cloth "
            "cm coconut cod collaps colleagu collect color combin combinat comfortabl commercial common compar compet complain "
            "complaint complex computer conclus conflict consecutiv consequenc consist conspiracy construct consult consultat "
            "contain content contest contribut conversat convinc cooperat cop corner coronavirus correct couldn crash crazy credit "
            "critic criticism criticiz cross cultur custody cutt dangerous dark de dead debat debt defeat defend defendant defensiv "
            "definit delay deliberat demand democracy demonstrat depend deploy detain detect devastat diamond differenc difficulty "
            "disappoint discount dismiss disput disrupt distanc distress docu dog dominat doubt download downtown draft draw drawn "
            "dress drink drug drunk earthquak easi easy eat edg educat eliminat emerg emotional employ encourag energy enforc engag "
            "engineer enjoy entir entranc environ environmental era ers escort estat euro evacuat evaluat eventual ex exact examin "
            "except exchang excit execut exerciz exhibit exist expand expectat exploit explos expos extend extensiv factor failur "
            "faith fash fast fat favor fear featur feet fellow femal fil fin firefighter fit flag flam flaw fled flight formal "
            "franchiz frequent fresh frustrat fuel ful fun gain gang gather giant glass goe governor grab grant grew growth guid "
            "gunman gunshot hacker hair handl hang happy harm hasn hat headquarter healthy heat heavi heavy heavyweight height hid "
            "higher highest highlight hir historic holiday homicid honor hot human hundred husband ice identity illegal imagin "
            "impressiv incom infect influenc inform insist inspir install intelligenc intend intent intercept internal introduc "
            "invest investigator isn item itself joint journalist jump jury kid killer kne knew knock knowledg lack lady languag "
            "larger largest lay layer leadership leg letter lira listen loan lock luxury maintain majority mal malicious marry "
            "martyr mask massiv mattress maximum mayb memory mental mention merchant metr mid midnight military mind mix mobil "
            "modern mom moreover mountain movy multipl music natur nd necessary negativ neighbor neighbourhood network nic nomine "
            "northern notify numerous object obstruct obtain obvious offens offensiv older ongo onto operator opponent opportunity "
            "opposit opt organizat overall overcom overturn packag paint pair paper parent parliamentary parol participant patch "
            "patient peac peaceful penalty perfect permit personnel photo piec pin piracy pirat pitch plead pleas plus pocket "
            "politic poll poor pop populat port pos positiv possess possib possibility pound powerful praiz predict prefer pretty "
            "primary prior privacy pro probat procedur producer professor profil profit progress promot prompt pronounc proper "
            "protester provinc punch purchas pursu putt quality quarterback quiet quot rac radio rang rapid rar rather rd ready "
            "reality realiz rebound recall receiver recogniz refer refere reflect reform refuge register regulat rehab reject "
            "relationship religious remov rep repair repeat represent researcher resolv respect responsibility responsibl restor "
            "resum retain retir revers review rich rid rifl ris rise rock roll roof rooki rop row sad sal sat sav scal scandal "
            "scientific scop screen secret sect sector secur seed seiz select self sens sequel sett settl seventh sever sexual shap "
            "shooter shoulder shown shut simp sink sixth siz skill sleep slip slow smash smil soft softwar soldier solut song sorry "
            "sort sound spac specialist specific speech spok spokeswoman spray standard status stock stood storm strain strength "
            "strengthen stress stretch structur studio stuf styl subject sudden suicid suit summer supermarket supply suppos surfac "
            "surgery survey surviv suspend suspic switch t tabl tackl tap task tax tear technical technology teen teenager telephon "
            "tens terrorism testify testimony therefor threw throughout tie tied tight ton touch tough tour tourist track "
            "traditional traffic transfer transit transport travel trend trigger troubl tru trust twic ultimat unclear understood "
            "unfortunat uniqu unknown unlik upset urg vaccin vaccinat various vehicular vers veteran violat violent vote "
            "vulnerability warm warrant warship wav weaken weather weigh weight whatever whol wild winner wish worry wors worst "
            "wouldn writer written wrong zero zon "
        ),
    ),
    "tr": (
        (
            0.5600,
            "bir bu chok da daha de en ichin ile olan olarak oldugu ve "
        ),
        (
            0.2800,
            "achikl anjak arasin bashla belirt buyuk chalis dedi dushun etti gerche gibi gore goster her iki ilk ise iyi kadar "
            "karshi kendis kullan o oldu onje shekil son sonra soyled tarafi uzerin var yapila yeni "
        ),
        (
            0.1400,
            "alan ama arasht ardind arkada artik ay ayni ayrija az bashin bazi bildir bircho biri birkac birlik buluna bulund "
            "bunlar bunu bunun chikar chikti chogu chojuk degil degish destek devam diger diye durumu duzenl eden edildi ediyor "
            "ekonom eski ettigi farkli fazla gechen gechir gechti geldi gelen gelish genel gereki geri getiri gun gunu hafta hakkin "
            "hareke hazirl icheri ichind ifade ilgili ilishk insanl istedi kendi ki kishi kishil konush konusu kuchuk milyon mujade "
            "nasil ne neden nedeni olabil olajak olmadi olmasi olusht onemli ozelli polis sadeje sahip saldir shey shimdi shirke "
            "sonras sure tek toplan tum uch uygula uzere uzun veya ya yaklas yaptig yardim yashin yayinl yer yil yok yoneti yuksek "
            "zaman zamand "
        ),
        (
            0.0700,
            "achik agir aksham aldi aldigi alindi aliyor alti altind ana anda anlami anlash aralar artish aslind ayinda baglan "
            "bashar beklen belirl benim benzer beri besh bile bilgi bin biraz biz bolgel bolges boyle boyunj bugun bulunm bulunu "
            "buna burada butun chagri chevre chikan chikma chogun chunku dahil dair dakika darbe davran degerl degild dereje dikkat "
            "dishin dogru dolayi donemi donush dort dun durum durumd dushuk e edejek edilen edilme egitim ekiple ekledi el elde "
            "elesht endish etkile etkisi etmek etmesi fakat fark fiyatl gazete gecher gechmi geje geldig geleje geliyo gench genell "
            "genish gereke gerekt getird getire girish gonder gorevi gorevl gorunt gorunu gorush gozalt guchle guchlu guvenl hala "
            "hale hayati hem hemen herhan herkes hich hichbi hizmet hukume i ihtiya ikinji injele intern ish ishare ishlem istiyo "
            "itibar izin kabul kadin kadinl kaldir kampan kapsam karar karari kaybet kaynak kazana kazand kendil kendin kez kisa "
            "kishin kontro kotu kultur kuvvet mevjut meydan mi milyar mumkun nedenl nerede normal ogrenj olajag olay oldukc oldukl "
            "olmak olmaya olmush olsa olusha on one onjeki onjesi onlari onu onun onunde operas organi orgutu ortala ortaya oyunju "
            "ozel parcha paylas pek planla progra ragmen saat saglam saglay saglik sahibi savash sayida sayisi sechil sene seviye "
            "shampi shekli sheyle shoyle shu shunla shuphe silahl sinirl sira sirasi sistem sonuch sonuju sonund sorunl sorush "
            "sosyal soylem soyley soyluy suchla surdur takimi tam tamaml tarihi tartis te telefo temsil teror tespit toplam tutukl "
            "ulke ulkede ulkele ulusla ust vardi vardir vatand verdi verdig verile yakala yakin yalniz yana yani yanind yapaja "
            "yapan yapilm yapmak yapti yarala yarish yashad yasham yashan yashay yenide yerel yerine yerler yetkil yilind yillar "
            "yillik yine yol yoneli yonund yuksel yuzde zamanl ziyare "
        ),
        (
            0.0350,
            "achikc achila achild achilm achisi adam aday adi adim adini adli agirli aile ailele ailesi ait ajil alabil alajak "
            "alanda alanin alanla alinan alinma alma almak almasi altin altina amajiy an antren arach arachl arajin araya arka "
            "arkasi ashagi ashiri askerl asla atesh aylik azinda babasi bagims bagli bana barish bash bashke bashli bashta bashvu "
            "basin baski bazen bazila bekled beklem bekliy belki belli beni berabe beyaz bichim bilgil bilgis bilgiy bilim biline "
            "biliyo binler biraki birakm birakt birbir birini birinj birisi bize bizi bizim bolged bolumu bombal boylej bundan "
            "bununl buyume chatis cheken chekil chekti cheshi chevri chift chikaj chikis chojug chozum dan dayani dedigi defa deger "
            "degeri den deneme deneyi deniz desteg dile dish dishar dishi diyor dizi dogal dogrul doktor dolar doldur dolu dondur "
            "donem donemd dordun dunyad dunyan dunyay duruml dushtu duydug edebil edejeg eder ederek ederke edileb edilmi eger ek "
            "ekibin ele elektr elleri emekli enerji engell erishi erkek erkekl erken eshi etkili etkinl etme etmedi etmeye etmish "
            "etrafi ettikl ev faaliy faiz faydal fazlas finans firsat fotogr futbol gechis gechme gejesi gelene gelir gelmis genchl "
            "gerek gerekl gereks getirm giden gidere gidiyo gitti gittig gochme gordug gorduk goren gorev gormek gorule gorulm "
            "gorunm goz gozlem grubu grubun grup grupla gundem gunler gunluk guzel haber haklar halen halind haline halkin hangi "
            "harika hastal hatirl hatta hava hayal hayran hayvan hedef hedefl henuz heyeja hisset hizla hizli ich ichere iddia "
            "ifadel ifades ihtima ikisi ila ileri ilerle iletis ilgile in inaniy indiri insan insha ishbir ishchi ishe ishler "
            "ishlet isimle istasy isteme isteye istihb iyiles izleme izleye janli jiddi jivari kachma kalaba kalan kaldi kaldig "
            "kalite kamu kanitl kapati karakt kararl kardes karish kariye katila katild katili katilm kaybed kayded kazanm kelime "
            "kesinl kilome kirmiz kishid kishis kishiy kismi kismin kiyasl kiz kolay komshu konu konula koruma koshul kulubu kurese "
            "kurtar lideri liderl lik listes mach machin madaly magaza mal mali maliye medya memnun miktar milli mudaha muhtem "
            "mushte net nin noktas numara odakla odasin ogreni ogrenm olagan olanla olayla olduru olmali olsun olum olumlu olumun "
            "olup olur olursa oluyor ona onjeli onlar onlara onumuz oranda oranla orta ortada ortak otobus oyle oynaya oyun oyunu "
            "para patlam perfor person petrol piyasa polisi politi popule potans profes protes puan rahatl rahats resmi saatle "
            "sabah saglad saglan saglig sahipl sahipt sanatc satin satish savunm sayesi sebebi sechen sechim sechme sektor serbes "
            "sergil ses sevk seyaha sezon sezonu sharki shashi shehir shehit shehri sheyi sheyin shidde shikay sik sikint siklik "
            "silah sinir sirada sirala siyasi sona sonrak sorula soruml sorun sorunu soylen soz sozjus sozler sozles sporju su "
            "surech sureje sureji suren tabii tahmin takim takip talima tamame taniml taraft tashim tashin tashiy tavsiy tedavi "
            "tehdit tehlik teklif teknik tekrar televi temel temizl tepki terjih terori teshek tijare toplul tuketi tur turist u "
            "uchunj uchush ulasha ulashi ulashm ulasht ulkeni ulkesi unlu urunle ustlen uyeler uyesi uygun uzakla uzakli uzmanl "
            "vadeli vereje veren veriji verild verilm verme vermek vermes vermey vurgul yabanj yakind yakini yakinl yan yandan "
            "yanlis yapabi yapara yapild yapiyo yapmas yapmay yaptik yaptir yarali yarata yargil yari yarisi yasagi yatiri yavash "
            "yaygin yaz ye yedi yerde yere yerind yerini yerles yetene yeterl yetish yilda yildiz yili yilin yilini yiyeje yogun "
            "yoljul yollar yolu yonetm yontem yoruml yukari yurt yurutu yuzden zamani zarar zaten zengin zor zorlu zorund "
        ),
        (
            0.0168,
            "achida achili achti adami adamla adayi adayla adeta adina adinda adland adliye adresi aileni aji akadem akishi aksine "
            "aktara aktivi alarak albumu alchak aldikl alishk alishv almaya almayi almish alt altini amachl ameliy anahta analis "
            "analiz anketi anlama anlata anlati anlatm anlatt anlayi anne annesi ara araba araban arada araji arajil arama aramal "
            "arasi artan artirm artmas arttir ashama asil asker askeri atan ateshl atilan atildi atish atmosf atti attigi avanta "
            "avukat ayak ayarla aydinl ayi ayri ayrila ayrild ayrili ayrilm ayrint azalma azaltm bagish bahsed bahset bakan bakish "
            "bakter banka basit baskin bedeli bejeri bekley belges belirs benims beshin beslen beyani beyazl bildig biletl bilinm "
            "bilmiy biraka birden bireys bisikl bolge bolgey bomba borchl bosh bosha boshlu bugune buldu buldug bulush butche "
            "buyukl chabal chagir chanta chapin charpa charpi charpt cheker chekij chekim chekme chevir cheyre chikab chikiy chikmi "
            "chizgi dagiti dahi dalgal danish darbej dava davasi davet dayana delill demek demekt demish deneti depres dergis derin "
            "derinl ders detayl devrey devrim digeri digerl dik dil dini diplom diyen dogrud dogum dokuz dolari dolarl dolash "
            "dondug donmek donmes donuk dunyas durdur duruma durush dushen dushme dushmu dushur dushus duvarl duygul duygus duyurd "
            "duyuru duyuyo duzelt duzey duzeyd ebevey ediji edilej edilem edilir ediliy edin edinme efsane egilim eglenj ekibi ekip "
            "elbett elinde emin endeks ertele eshini eshlik eshyal etki etmede etmekt etmeyi etnik ettile ettim evde eve evet evin "
            "evine evleri eyleml faizle farki farkin festiv fikir fikirl film filmi filmin final finali firtin fiyat fiyati fiziks "
            "galibi garant gayet gaz gechij gelirl gelmes gelmey geneli geregi gerekc gerekm geride gerile gezege gida gideje "
            "girdig giren girmes girmey gitmed gitmek global gol gordu gorebi goreje gorevd gormus goruld gorulu goruyo goturd "
            "goturu gozler guch guju gujunu gumush gunde gunjel gunku gunumu gunun gunune guveni guzell haberi hafif haftad haftal "
            "hak hakim hakki halde hali halk ham harjam harjan hattin havaal havada hayatl hayatt hazir hedefi heliko hep hepimi "
            "hepsi hepsin hesapl hikaye hissed hukuk ichine iddial iddias ihbar ihraja ijra ilan ilgi ilham imkani imza imzala "
            "inandi inanil ini inje insani inshaa intiha iptal ishi ishik ishin ishsiz ishte ismini istemi ister istihd izledi "
            "izleyi janlan jevap jezaev jezala jezasi jimnas jinaye jograf kach kachak kachan kachin kachir kafasi kalaja kalanl "
            "kaliji kalkis kalmas kalmay kalmis kalp kamera kamp kan kanali kanall kapali kapani kapatm kapatt kapila kapisi kar "
            "karmas karti kasaba kat katego katkid kayda kaydet kaynag kaza kazanc kazani kenari kendim kentin keshfe kesilm kesin "
            "kesint keskin kideml kilo kim kimi kimlik kimse kirikl kisitl kismen kitabi kizi km kokenl kolayl koleks koltug koltuk "
            "kolunu konakl konser konuda konumu konut koordi korkut korunm koshu koydu kredi kritik kriz krizi krizin kurall kurshu "
            "kurtul kuru kurulm kurult kuruml kuzeyd lazim li lider lira lisans luks machi machla machta maddel maglup makale "
            "malzem markal maruz medyad mekani mektup memuru merak merjek mesafe mesaj mesajl mesele metre mil milita moda model "
            "modeli modell modern mu muhabi muhtes mukemm multej mutlak muttef muzake muzik neler nesil nitele niteli noktad noktal "
            "noktay nufusu nun odalar oglede oglu ogrend ogreti ogretm okul okulla okulun olasi olasil olayda olayin olchud oldurd "
            "olen olma olmada olmama olmami olmani olmasa olmaz olu olumju olumsu olushm olushu onayla ondan onde onem oneril "
            "ongoru onjede onleme onune orada oran orani oranin orgut orijin ornegi ornek ortakl ortasi ote otelin otelle otoyol "
            "oturu oy oynadi oynama oynana oyunda ozgurl ozur park parlam patlay patron peki peshin pishir plak polise polisl posta "
            "pozisy poziti proble proje projen projes psikol puanla rahat rakam rakibi rakipl raporl raporu redded reddet reform "
            "rekabe reklam rekoru resiml restor rezerv riski rol roport ruzgar saatte sabahi sabit sag saglar sagliy sahada sahne "
            "sahney sakatl sakinl saklan salonu samimi saniye satiyo savjil sayi sayila sebep sekiz sergi serisi sert servis seslen "
            "sesler sessiz seven seviyo sezond shahit shansi shartl sheker shohre shok shunu si sichra sigara sijak siki silahi "
            "sindir sinif siniri sitesi siyah siz size sizi sizin soguk sohbet sol sonlar sonu sonuna sorgul soru soruld sorusu "
            "standa sterli strate suchlu sulari sunan sunar sundug sunmak sunula surdu surdug surede suredi surekl suresi surpri "
            "suruju suruyo tahliy takdir takima takiml talebi talep talepl tamami tane tanesi taninm tanish tarih tarihl tariht "
            "tasari tatil tejrub ten terk teshvi test tibbi tijari top toplay toplum toprak transf tribun turlu tweet uchakl uchte "
            "ujret ujreti ujretl ujrets ujuz ulkemi ulkeye umuyor un unlule unutma uretij uretim urun uyusht uzak uzakta uzman "
            "uzmani uzunlu varlig varsa vazgec verdik verebi verere vergi verili veriyo vermed vermis video vujudu vuran vurush web "
            "x yagmur yangin yanina yanit yanitl yansit yapama yapark yapiji yapili yapimi yapimj yapma yapmad yapmal yapman yapmis "
            "yaptil yarati yaratm yaratt yarin yasa yasadi yasakl yashiy yashla yashli yayiml yayini yazarl yazdi yazdig yazila "
            "yazili yemegi yemek yemekl yenile yenilg yenili yeri yeteri yikilm yildan yilki yinele yogunl yoktu yoktur yolda "
            "yolsuz yolund yonde yonlen yorum yururl yurute yuruyu yuz yuzeyi yuzler yuzuju yuzyil zafer zaferi zayifl zinjir zira "
            "zorluk "
        ),
    ),
    "uk": (
        (
            0.5600,
            "a ale dlya do duzhe i mi na ne scho schob ta tak tse u v vid ya yak ye z za "
        ),
        (
            0.2800,
            "abo bagato bud bude buli bulo buti chas cherez chi de dopomo iz koli krayin mene meni mozhe mozhli mozhna nas navit "
            "pid pislya po potrib pratsy pro sche sogodn takozh tam ti to togo tomu vam vas vi vin voni vse vzhe yaki yakiy yaksch "
            "yogo "
        ),
        (
            0.1400,
            "b bez bilshe bilshi bo budu budut bula buv chasti chasto den deyaki ditey dobre dyakuy inshik intern khocha khoche "
            "khochu khotil khto krasch laska lishe lyudey lyudi lyudin maye mayut mistse mistsy misyat mozhu mozhut nam nemaye "
            "nichog nikh nizh odin otrima pershi pidtri pochat poki potim povern povido proble prosto proti roboti rokiv roku "
            "rosiya rosiys rotsi rozumi schos sebe shkoli sistem taki te tebe telefo tilki todi treba tsey tsi tsogo tut vidpov "
            "vikori viyni vona vsi y yaka yikh yiyi zalish zaraz zavtra zh zhitlo zhitty zi znakho zrobit zrozum zustri "
        ),
        (
            0.0700,
            "avtomo berezn bi bilsh bilsho bilya blizko brati britan budemo budink chasu chesko chetve chogo cholov chomu chotir "
            "dali dekilk derzha diti dni dnya dodatk dodomu dokume domovi domu dopoma dostat dosvid dosyag dozvol dva dvokh ekonom "
            "elektr go godini golovn govori gromad groshi inform inshi inshiy isnuye istori kholod khoros khvili kilkis kimnat "
            "kompan kontro korist kozhno krim kultur kvarti kvitny magazi malenk mashin mati mav mayu mayzhe menshe milyon minist "
            "minulo mist mista misto mistsi mizh mizhna movi mozhem mozhet nad namaga napisa napish naprik naprya nastup natsio "
            "navcha naybil naziva neobkh neyi ni nikoli nogo o obmezh obovya obyekt odna odnak odnogo ogolos onlayn operat organi "
            "osib oskilk osnovn osobli ostann oznach pani perebu pered pereda pereva persho pitann pivnic pobach pochal podoro "
            "polits ponad ponedi popere popros poslug postav postiy potrap potreb povinn povyaz pratsi pravil predst prezid pri "
            "pribir pribli prirod privit priyik priyny priysh prodov prokho propon prote protse protya provod prozhi rada ranish "
            "rayoni razom rechi rezhim rezult riznik robiti robota robotu rozmir rozmov rozpov sama same schodo sered shukay shvidk "
            "sil situat skazal skazat skazav skilki sklada skladn sobi soboyu spetsi spilku spodiv sposob sprobu stolit stvore "
            "sviti sviy svoyi svoyik svoyu teper terito termin tezh tikh tim tisyac tizhny tobi toy trokhi tsentr tsikav tsikh tsim "
            "tsivil tsiyey tsomu tsya tsyu turist uchast upravl vami varian vazhko vazhli vchora vdoma vdyach veliki vibach vidbuv "
            "vidchu vidkri vidomi vidomo vidpoc vidpra vidvid vikhod vipadk virish viyavi viyska viysko vklyuc vsikh vulits vvazha "
            "vzagal yake yakikh yakogo yakomu yaku yikhat yikhni yim yiy yomu zabezp zakhid zakhis zakhod zakinc zalezh zapita "
            "zapovn zavzhd zayavi zaymay zazvic zdiysn zhitel zmozhe znachn znaysh znayti znayu znovu zrobil zruchn zvicha zvyazk "
        ),
        (
            0.0350,
            "abi absoly adresu adzhe agresi aktivn amerik angliy armiyi avtobu bachil bachit bazhan bezkos bezlic bezpec bezpek "
            "bezpos brigad budete budino chasom chekay cheski chim chinom chleni chudov daleko dati davno des desyat detali direkt "
            "distat ditini ditmi diviti diy diyaln diyi diysno diznat dniv dobriy dorogi dosit doslid dostup dovgo druge drugiy "
            "druzhi druzi druzya dumala dumayu dvi dzhere energi faktic finans fizich formi foto fotogr genera god godin godinu "
            "gospod goteli grupi inodi inozem inshim inshom isnuyu karti kazhe kazhut kerivn kh kharch khoch khodil khodit khtos "
            "kilka kilome kintsi klyuch km komand kompyu kontak kordon korotk koshti kotriy kozhen kudi kupiti legko likary lyudya "
            "mala mali malo mama mandri materi merezh meshka metoyu mil mirnik mistet misti mists miy mnoyu mobiln mogla mogli "
            "moment mova movu moya moyi mozhes mu nabaga nadaye napevn narazi narodz nasele nash nasha nashi naukov navkol naykra "
            "nebezp nemozh nevido neyu nezale nezvaz nikhto nikogo nim nimi normal novi novikh noviy obgovo obitsy oblast oboron "
            "ochiku odinit odne odnim odniye odnu odrazu ofitsi okremi okrim okupan oplati oriyen osobis ostrov otrimu ozbroy "
            "pamyat paspor perekh perekl peremo perest peresu perevi pereyi perezh period pershu pidgot pidkaz pidkho pidpis pidpri "
            "pidtve piti piznis planuy plosch pobliz pochin pochuv podivi podoba pogano pokhod politi pomich populy porane porivn "
            "porush poryad poshir poshuk posila postra poverk povert povine povitr poyasn poyikh poyizd pozits pravda premye prichi "
            "prigot prikho prikla primis prinay prines prints pripus pristr privat privez privod priyiz prizna prizve progra propoz "
            "protes proved proysh proyti punkti radi rakhun ranku raz realno region richni rishen rivnya riznom robit rodich roki "
            "rozcha rozdil rozkaz rozpoc rozsli rozstr roztas s sami samo sankts schobi schona seredn sertse seryoz sferi shkoda "
            "shlyak shvids sili simyi skazhi skazhu skhidn skhodi skhozh skoris slid slova slovam slukha sluzhb spati spocha spodob "
            "sposib sprava spravd spravz stali stalo standa stants stati storin stosuy strakh strily studen stvori suchas svitov "
            "svitu svobod svogo svoyem svoyey svoyim svoyiy svyatk taka takikh takim takiy takogo tekhni televi temper tila timcha "
            "tizhde toboyu tobto tozh tradit transp tri trival trivay trokh tsiy tudi univer uryad usi usikh ustano uvazi uzhe "
            "varto vash vasha vashoy vecher vechir vechor velich velika ves vibukh viddil video vidmin vidmov vidnos vidnov vidriz "
            "vidsot vidsta vidsut viglya vikhid viklik vikonu vimaga vimogi vislov visoko vistac vistup vitrat vivtor viyavl viyna "
            "viynu viyshl viysk vizi viznac vlasni vlasno vnutri vodi vono vpersh vsogo vstano vstign vtorgn vveche vzhiva yakbi "
            "yakimi yizhi zaboro zadovo zagaln zagalo zagroz zakhop zakhvo zakono zakrit zalizn zaprop zaradi zasobi zastos zatele "
            "zavdya zavers zaynya zaznac zbroyu zdatni zdayet zdorov zhertv zhinka zhiti zhitla zhitti zhurna zlochi zmin zminit "
            "zminyu zmozhu znadob znamen znanny znati znayde znaye znayet znayom znisch zobraz zoru zovsim zranku zupini zupiny "
            "zvilne zvinuv zvyaza "
        ),
        (
            0.0168,
            "adaptu admini aeropo aktivi analiz armiya artile atomi avariy aviako aviali aviats azh babusy bachu bank bankiv banku "
            "baseyn batki batkiv bere bilizn blizhc boroti boyovi brat bronyu budesh budivl budte byudzh chasi chasiv cheche chekat "
            "cheshs chest chisli chital chitat chitay chovni dani datu daye dekhto demons deputa derzhp descho detaln devyat diplom "
            "distan ditina dityac dityam divcha divchi divers divili diyshl diznay dobra dobu dokazi dokhod dolari domovl dopomi "
            "doroga dorogo dorosl dorozh dorozi dosi dostav dovede dovgiy doviry dovoli dovzhi druga drugog drugom drugu dukhov "
            "dumki dvadts dverey dvoma dzvink dzvoni e efekti eksper ekspor ekstre elemen energe evakua evakuy formal format formu "
            "formuv funkts garniy geomet geroyi girski glibok golosu golovi gostey gosti gotova gotovi gotuva govory gretsk gri "
            "grishk grup gumani gurtoz igor imeni imya inaksh indiys infras insha inshe inshog inshoy inshu instru intere intsid "
            "invest isnuva ispans katego kazala kazali kazhuc keruva khimic khlopt khvily khvori khvoro kilkok kilkos kintsy klasu "
            "klimat kliyen kokhan kolish komert komple komu komuni konsul kontse korabl korinn koshtu kotri kozhni krasiv kray "
            "krayu kredit krimin kritik kron kukhni kurs kursi kvadra kvitok latins likar lishay list listop litsen lyagat lyubly "
            "lyudmi lyutog m mabut maksim mami marshr masazh masovi masovo maybut mayemo mayete medich medits mensh metro mezham "
            "mig migrat milyar miru mistak mistec mistom miting mogo molodi morski morsko mov movami movoyu moyu mushu nabliz "
            "nadisl nadiyu nadsil nadzvi nagada nagadu naglya nalezh naprav narodi nashe nashiy nashoy naslid naspra natovp navchi "
            "navpak nayavn naybli nayvaz nayvis nazad nazval nazvu nebazh nebud nedale nedoro nedost negati nekhay nema neprav "
            "neveli nezako nibito nich nimets nimtsi niyaki niyako nizhch nizkim nochi nogi nomer nova novin novina novini novogo "
            "novu nu oberta obidu obladn obrobk obstri obvinu obyedn odniy odno odnomu oglyan okeanu okhopl okremo okupat okupov "
            "oprily os osnovi osobi ostriv osvitl osvitu ot otochu pan pana partne pasazh patsiy peredb perego pereko pereli perene "
            "perero pereti peretv pereve pereys persh pershe person pevni pevnik pevnoy pidiyd pidkly pidnim pidnya pidroz pidval "
            "pikhot pisati pishe pishli pitayu piv pizno planet planuv platit pochav pochne podach podaru podatk podibn podiyi "
            "podrug poduma podzvo pogani pogodi pogodz pokaza pokhov pokinu pokras polovi polyag pomer popovn poradi poruch posadk "
            "posere poshko poshto posiv poslid posols pospil postac postar potent potyag povazh povedi povnis povnom povsya povtor "
            "poyedn poza pozhez poziti poznay prakti prapor prava pravli pravo predme prekra pribra pribut pridba pridum prikhi "
            "priyde priyed priyem priyid priyma priyti prizvi probac produk profes progol progul promis pronik propus proshu prosil "
            "prosit prosti protiv proves provid provin provok proyiz pryama pryami pryamo psikho public pyat radist raket raketa "
            "rayona raziv razu rechey reguly religi remont restor rik rishuc rizni roboto rodina rodini rokakh rozbir rozdru rozibr "
            "rozkid rozkla rozmis rozrak rozshi rozvag rozvid rozvin rozviv rukh rukhu sadoch sam samogo samost sayti schasl schode "
            "schodn seli seredi seredu sezon sezonu sformu shirok shist shkolu shlyub shou shtatu shukat silami silniy silno simpto "
            "simya sin sina sireni skladu skoroc slabki sliv smachn soldat sotsia sotsme spilno spivpr spokiy sposte spravi sprich "
            "spriym spriyn stalos stan stanov starsh stav stavly staye stilki stini storon stosov stosun stoyal stoyit stverd "
            "stvory subotu sumniv super suprot suprov suputn susida susidn suttye svit svitla tablit take taku tarif tato teleba "
            "teoriy teplo terori tipu tizhni tochki tochni tochno toscho trasi tretiy tridts tropic troshk trudno tsilko tsinam "
            "tsini tu turizm tvarin tviy tyazhk uchasn umovak umovi unikal uragan uryadu uspikh utrimu uvagi uvagu uvyazn uyavit "
            "vartis vashe vashi vashik vashog vashom vazhki vbili vbitik vbivst vcheni vchite vchiti vdalos vershi vibir vibori "
            "vidbul viddal viddat vidguk vidi vidraz vidvol vidzna vigoto viklad viklyu vikona vipado vische visoki vistav vivcha "
            "viyde viyizh vkhodi vlada vladi vlasht vlitku vnasli vnochi vodiyi vokzal volont voroga voyenn voyuva vpevne vplinu "
            "vpliv vpliva vprodo vrants vsered vsim vsomu vstigl vsya vtekti vtim vtrach vtrati vyazni vzayem vzimku vzyati yakim "
            "yakis yakisn yakomo yakos yakost yakoyi yakoyu yapons yavisc yde yedini yevro yikhno yisti yizdil yizhu ymovir yti "
            "yuridi zabira zabral zabula zagarb zagibl zaginu zaklad zaklik zakon zakoni zakord zamist zamovi zamovl zanadt zanyat "
            "zapamy zapisa zaplan zapobi zapros zapusk zareye zasnov zatrim zavant zavdan zavdat zayavk zayavl zaymat zazdal zbereg "
            "zbilsh zbiray zbroyi zdobut zgaduv zgidno zgodom zhakh zhal zhe zhili zhinok zhivem zhivet zhodni zhodno zhorst zhovtn "
            "zibrat zmensh zmini zmogla zmogli zmushe znache znachi znan znayem zokrem zresht zroble zrobly zvernu zvichn zvidki "
            "zvilni zvisno zvyazo zyavil "
        ),
    ),
    "ru": (
        (
            0.5600,
            "a chto dlya eto i iz k kak na ne ot po s v za "
        ),
        (
            0.2800,
            "budet chelov do ego esli etom goda ikh ili ispolz kotori mozhet no o ochen on oni pri soobsc storon tak takzhe to "
            "tolko u vse ya "
        ),
        (
            0.1400,
            "bez bi bil bili bilo bit bolee bolshe bolshi budut chekho chem chtobi dazhe dekabr deystv ee effekt eksper esche est "
            "eti etogo god godu gosuda imeet issled kaches kh khoros kogda kolich kompan korona kotoro kto lateks let lyudi maksim "
            "materi matras mezhdu mi minist mogut mozhno nachal nagruz natura neobkh net nezavi ni nikh ob obespe obsche ona organi "
            "otlich otmech otmeti pod podder poetom poluch posle posled povish pozvol pravil predst prezid proizv protiv pruzhi "
            "ranee rasska raz razvit schita sebya sistem slovam slucha sm so soglas sostav spetsi sposob strani takoy tem togo tom "
            "uzhe vaktsi vi vo vozmoz vremya vsekh yavlya zabole zaschi zayavi zhe zhestk znachi "
        ),
        (
            0.0700,
            "agents aktivn amerik bezopa bila bistro blagod blok bolsho chasti cherez chetir chisle da dannim dengi dobavi dobavl "
            "dolgov dolzhn doma dopoln dostat dostig drugik dva dve dvukh ekonom eksplu eschyo eta etot etoy etu eyo gde glava "
            "glavni goroda govori grazhd im imeyut infekt inform intere intern isklyu iskuss izdeli izgoto izmene izvest kakoy "
            "kharak khlopk khoche khozya kokoso komfor kommen konech kontse kotora krome li luchsh lyudey medits menee menshe mesta "
            "mesto mesyat mire mln mne mneniy mnogie mnogo myagki naibol nakhod napisa napoln naprim narush nas nastoy nazval "
            "nekoto neskol nicheg novogo noyabr nu nuzhno obichn oblada oblast obnaru obrazo obyaza odin odnako odnoy ofitsi ograni "
            "okolo omikro oprede opubli ortope osnove osnovn osoben otnosh otvets ozhida pandem pereda period perviy planir pochti "
            "podche podkho podoyd poka pokaza pokupa politi polozh pomosc ponima populy postav potreb poverk pozits prakti pravit "
            "predpo predup prekra premer prichi prikho primen primer prirod priviv priziv prizna proble prochn prodol produk profil "
            "progno proshl prosto protse proved provod rabota raspol raspre raspro ravnom razlic razmer reakts region reguly rekome "
            "reshen rezult rukovo sdelal seycha shtamm situat skazal skolko slozhn sluzhb snizhe sochet soderz sokhra sootve sotrud "
            "sozdan spalno sredi sredne sredst srok stanet stran strana strane susche svoego svoey svoyst svyaza takie takikh takim "
            "takoe tam te tekhno territ tis tisyac tkan tochno togda tot tsentr uchast ucheni univer urovne urovny usilen uslovi "
            "ustano uvelic uveren vam varian veroya ves vesche virazh virazi viskaz visoko vistup vlasti vnutre voobsc vopros vot "
            "vozduk vozras vremen vsego vsem vstrec vsyo x zarazh zayavl zdorov zdravo zhakka zhitel zhizn "
        ),
        (
            0.0350,
            "adapti aeropo agress aktual alkogo allerg analit analog anatom artiku avtomo avtori avtoru biolog biznes blizha bolezn "
            "bolshu brenda britan budusc chasch chashk chast chastn chasto chego chekhl cherni chetve chislo dannie danniy davno "
            "del delaet delo delta demons den derzha desyat detey deyate diabet diplom dizayn dnya dokhod doktor dokume dollar "
            "dolzhe dom dopust dostup dozi drug drugie drugoy druzya ekolog elasti elektr emu energe estest etikh etim etomu faktor "
            "finans fone funkts garant gigien gipert gipoal glavno glubok godi gotovi govory granit gruppi idealn imenno imet "
            "immuni immuno inostr interv invest iskhod itogam izdani iznoso kakaya kandid kartin kazhdo kg khode khotya khrani "
            "kislot kitays klassi klimat kogo kokosa komple konstr kontro korpus koyra koyri krasiv krayne krizis kuda kultur "
            "kvarti libo lichno lidera lish lyudya magazi mashin menya meropr millia millio mir mira mirovo mishle mlrd mm mobiln "
            "model modeli moment moschn moshen moy nablyu nabor nachin nad nadezh nam napomn naprav nasele nauk navern nayti nazad "
            "nazaln naziva nebols nedost nee nego neizve nesmot ney neytra nikogd nikto nim nizhe normal novim noviy obedin obekti "
            "obekto obscha obyasn obyavl odezhd odna odnim odno odnogo okazal okruzh onlayn opasen opasno operat optima oruzhi "
            "osnova ostaet ostaln osusch otdeln otdikh otkaza otkrit otprav otrasl otseni otsuts otvet partne paspor patsie pena "
            "perego perekh person pervim pishet pitani platit plokho plosch plotno pochem podobn podros podtve pokazi pokole polezn "
            "polzov pomimo pomoch pomoga pomozh ponyat por poryad poskol postup potery potom potomu povodu povtor poyasn poyavl "
            "pravo predme predna predos predse predva prepar press prigot prinim prints prinya priobr prishl privle privod priyat "
            "prizva prodaz proekt profes proisk prokho propus proste prosti protes provin pryamo pyat raboch rabote raboti ramkak "
            "ranshe raskri rassch razdel raznit razrab razviv rech redko reguli rezhim rinka rinke risk rost rubley ryadom sakhar "
            "sam sami samikh samole schet sdelat sebe segodn sentya serezn sertif shirok sikh sledue sleduy sloi slova smotre sna "
            "soboy sobstv sostoi sostoy sovers sovets sovrem sozdat sozdav spasib srazu ssilko stal stali stanov stat state stikhi "
            "stoimo stoit stol strada stroit strukt sudya sutki sverkh svidet svoe svoem svoi svoim svoy svoyu t takaya takogo "
            "techen tekh teleka temper teper ti tipa tkani torgov tozhe tradit trebov tri tropic truda tsena tsifro tsveta tyazhe "
            "uchrez udalos udobni ukazal ukazan uluchs umensh umeren upakov upotre uroven usiliv ustoyc utochn utverz ved ventil "
            "vernut vibira vibor viboro vide video videos viderz viglya vikhod vipoln virosl virusa viruso vishe visoki visota "
            "vitami viyavl viziva vkhody vklyuc vliyan vmeste vneshn vniman vodu vooruz voskre vossta voznik vozvra vrach vtoroy "
            "vtorzh zafiks zaklyu zanima zanyat zapadn zdes zeleni zhelan zhensc zhertv zhizni znache znakom "
        ),
        (
            0.0168,
            "absoly admini aktsii antipr antite aprely barkha beliy besede bespil blagot bloka blokom borbe byudzh chestn chuvst "
            "dalney dannik delat denezh deputa detski dialog dinami direkt diskus dney dogovo dorogo dovoln drugim dvigat dvizhe "
            "eks ekspor elemen filma foliev format formir formu gazete goloso grippa gruppa idet igr igri imeni indust initsi "
            "innova iskat izmeni iznach izolya kakim kampan kantsl kholst khudoz klassa klient km kognit kollek komand kovida "
            "krupni kvadra legko lidero lidiru linii litera lyubie lyubov lyuboy mae meri mestni metall metr mnogik mnozhe modele "
            "mog molodo muzhch muzhsk myagko nado nadyoz nagrad namere nasha nashey nastol nauchn naznac nazvan necheg nedely "
            "nekhva nem nemets neplok nespos neyo ninesh novie novom obe obrabo obrasc obratn obyavi ochere odnu ogromn oktyab "
            "opasni oslozh osnasc osobo ostano osuzhd paru pensio perebo perech pered pereno perest perevo perime perspe pervoe "
            "pischi planet plasti platez plotni pobedi podver pokrit polits polnos polnoy polzue pomesc pomnyu poprob poyavi pozdne "
            "predla preimu prevra pridae prives pro proizo provel proyav prozhi psikho putem putesh raka raskho rassla raza razres "
            "resurs retsep riska rol rosta samaya samim samiy samoe samost sankts sekret servis seti shkoli sili simpto skazat "
            "skoros slishk sloev smozhe snizit soblyu sokras solnts sotsia soveta sovmes sozdae sravne stala stalo status stepen "
            "stolit stolkn stremi streml subbot sveta svetil svyazi tekhni tolsch tomu transp trebue trebuy trenir tretey trikot "
            "tselyu tseni tserem tsvet turets tut tvorch ucheto uchiti unicht unikal uprugo uslish uslugi uspekh uspesh vas vazhni "
            "vazhno vecher verkhn veschi vibora vibrat vid vidami vidimo vigodn vipusk visoto vkhodi vkusni vkusno vmesto voenni "
            "voennu volni volokn voylok vpered vpitiv vsegda vsemu vsya vveden vvesti zagrya zakono zamest zapakh zhivot zloumi "
            "znayu znayut zolota "
        ),
    ),
    "name": (
        (
            0.1400,
            "akrn "
        ),
        (
            0.0700,
            "ros t "
        ),
        (
            0.0350,
            "abd al alksndr amrk an and ark avrp b bxkn fet frns g grmn mskv prs ptn s sx trk v "
        ),
        (
            0.0168,
            "adn afrk afs ak alf alks almn almpt aln amn amnt amrkn angl angls angltr ankr antd antrnt anvrst ardgn arn arp asn ast "
            "astn astnbl atl avn avrpsk bdn ben blrs bog brln brlxk brn brsl brtn bux cin covid-19 d dbr dmtr dprtmnt dr dun dvd "
            "dvlt gln glr grg it j jon k kiev kit kiv kls knd krl krm kvd l los m mr mrk mrks mrn n nat nev nov nvs on pfsr pls prsdnt "
            "prt r rf rsk rsn rus san slnsk sml smn sns srg sur tas tms trs tv vam vas vax vldmr vlkbrtn vos vxngtn "
        ),
        (
            0.0084,
            "a.s. abm adl adm afgnstn afrkn agnd agpt agr aid akdr aks aksns akt aktrl albn aldrm algr almptlr alnd als am amr "
            "amrts amt andn andns andr andrv ank anknvn ans antg antl antm antn antrktk antrntn anvrsts ap apn arb arg argn argntn "
            "arlnd armn arpn arsn art artr as asbkstn asl aslm aslnd aslnds asmr asnsn aspn asrbjn asrl astr astrl asvtn atb atlng "
            "atp avstrl baian bat benin bet bgtn bid bil bis bj bkn bknlg blgm blgr bls blv bms bngldx bnk bntc brbd brbds brd brk "
            "brkn brlg brmd brnd brs brsvl brtlm brtx brvn bsn bsvn buc bvt bxbkn bxktx c cad cief cil crs crstms dail dan dieg "
            "dmkrtk dmks dmnk dmnkn dnbs dnl dnld dnmrk dns dog drktr dtrt dvltlr es f far fas fdrl fij fir fks fldlf flklnd flp "
            "flpns fnlnd fnsl frd frnc frnsk ftl ftn gait gan gar gbn gbrltr gdlp glf gls gltsr gmb gms gmt gnd gndrs gng gngr gnl "
            "gnrl gous grd grdn grn grnd grndns grnlnd grns grp grs grsgvn grsn gsn gst gtml guam guian guin gun in jan jbt jmgrbxk "
            "jmk jms jnr jnsn jpn jrdn jrs kaikos kap kat ken kldn klfrn klmb klprtn kmbd kmn kmrn kmrs kmt kng kngdm knr kns knt "
            "knxs kok kokos kor kot krbn krbt krgstn krk krn krt ksc kst kstn ksv ktr kts kub kvt laos lbn lbr lctnstn leon lib lig "
            "lksmbrg lndnsk lndr lnk lst ltn ltv lus maien maiot mak mal mar mat mcl mdgskr mdrlg melil memet mid mkdnld mkln mkrns "
            "mksk mldv mldvs mlk mls mlt mlv mngl mnk mnmr mnsrt mnstr mntngr mrpl mrs mrtn mrtnk mrts mrxl msdn msmbk msr naur ngr "
            "nkrg nmb nmcn npl nrflk nrt nrtrn nrv ntnl ntns ntrlnds p pal pap paul per pier pk pkstn pln plnd plns plstn plx pm "
            "pnm prg prmtks prnsp prtgl prv psd pst ptkrn ptr pvdn rad reunion rgn rik rmn rpblk rspblk rvnd sain sam sar saud scls "
            "sdn seut sier sir sit skr slmn slnd slvdr slvk slvn smb smbv smt sndvc sngl sngpr snt sntr sntrl soius sout splcn spn "
            "spr sprs sptnk srb srk srnm st stat str strn strt sts svdn svlbrd svrn svtsrln taip tan tar tbg tfk tjkstn tkl tl tlnd "
            "tmr tng tns tnsn tog tom ton trkmnst trks trkx trmp trnd trstn trt trtr trtrs tvl tvn tvtr union us val vgt vktr vlms "
            "vls vnsl vnsnt vnt vrd vrgn vsmrn vst vstrn vtkn vtnm x xls xtat "
        ),
    ),
    "concept": (
        (
            0.2800,
            "kill "
        ),
        (
            0.1400,
            "@RU @UA @US army building car child company government internet man match million parliament police president school "
            "win woman "
        ),
        (
            0.0700,
            "@DE @FR @GB @TR animal arrest attack bank charge court cup economy election eu film food gun health injure law "
            "medicine minister murder peace phone power premier price protest rob robot sea shares shoot university vaccine virus "
            "war water "
        ),
        (
            0.0350,
            "@CN @IN agreement ambassador award billion bomb border bridge budget coach crash fire fire_job flood football hospital "
            "interest_rate king migrant mosque mountain music oil olympics party plane player prison record rescue resolution "
            "sentence ship software space stab talks terror train visit vote "
        ),
        (
            0.0168,
            "@AU @BR @CA @ES @GR @IT @JP @PL @SY airport cancer church climate constitution corruption drone evacuate gas hack "
            "helicopter island magnitude missile missing nato rain rape resign riot sanction snow spy storm strike_work summit tax "
        ),
        (
            0.0084,
            "@BJ @BY @CZ @ET @GE @HU @IL @IQ @IR @KR @LY @ML @NL @PK @SO @TW drug earthquake inflation kidnap mine nuclear "
            "referendum un wedding "
        ),
    ),
    "cognate": (
        (
            0.0350,
            "adn akrnsk aks drg plt rsk "
        ),
        (
            0.0168,
            "adr akn akrns alm aln ark arm ask asl asn asr atrn blk blt brs brt bxk bxkn cst dlg drn drs dvr gls glv gnrl grd grn "
            "gst krk krl krs krt lst msk ndl nov pln pls prs prt prv rsn sdn sln smn svt trt vst "
        ),
        (
            0.0084,
            "abrn abrt adg adl adln adm ads adt afs agrt akb akl aklm aldr alkl almlr als alsl amn amnt ams and anlr anm anr ans "
            "anvrst ard argn arl arn asb aslr asnk asns ast astn atdl atk avrpsk axt bdn bel bgt blg blm blsk bnd bnk brd brl brst "
            "bsn bvt cief crvn dbr dln dlt dmk dng dnk dnm dpt drd drm dsn dstrkt dun dvlt dvn dvt fnd frm gln got gous grp grs grx "
            "gsptl gstn gtv jvt kak kln kls kmt knl knt krn krsn krtk krv ksn kst ktgr kun lgk liub ltn mdkl mdl mgl mln mrk mrks "
            "mrn msl msn mtr mtv nax nbr nsk ntnl pdt pkt pnkt prd prm prsdnt prst psk psl pst ptk pvn rbl rbt rvn sam sdt skn skr "
            "skrt sl slv sns snst snt sprt spt srs stk str strt tst vdn vivod vlk vln vrs vsl vtr "
        ),
    ),
    "figure": (
        (
            0.0700,
            "15 19 20 30 "
        ),
        (
            0.0350,
            "100 13 14 16 17 18 2013 21 24 25 40 50 60 "
        ),
        (
            0.0168,
            "1000 200 2000 2005 2007 2008 2009 2010 2012 2014 2015 2016 2022 22 23 26 27 28 29 3000 35 36 70 90 "
        ),
        (
            0.0084,
            "1.5 10000 1000000 130 1970 1998 1999 20000 200000 2003 2004 2006 2011 2017 2018 300 31 32 33 34 38 39 41 45 46 47 48 "
            "49 500 52 6000 63 65 75 80 95 "
        ),
    ),
}  # fmt: skip
"""Language (or "name", "concept", "cognate", "figure": shared by all languages) → ((share of texts, stems), …)."""
