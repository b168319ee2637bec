"""What people write to each other in the demo world: questions and answers by topic, in each language."""

from typing import NamedTuple


class Line(NamedTuple):
    """One message of an exchange, by language. Staff write bokmål, or nynorsk to those who write nynorsk."""

    from_staff: bool
    words: dict[str, str]


def _they(nb: str, nn: str, en: str, ar: str) -> Line:
    return Line(from_staff=False, words={"nb": nb, "nn": nn, "en": en, "ar": ar})


def _we(nb: str, nn: str) -> Line:
    return Line(from_staff=True, words={"nb": nb, "nn": nn})


WELCOME = (
    _we(
        "Hei, og velkommen! Jeg heter {alias} og er kontaktpersonen din. Her kan du skrive til meg om alt som gjelder programmet.",
        "Hei, og velkomen! Eg heiter {alias} og er kontaktpersonen din. Her kan du skrive til meg om alt som gjeld programmet.",
    ),
    _they(
        "Hei, og takk. Fint å kunne skrive her.",
        "Hei, og takk. Fint å kunne skrive her.",
        "Hello, and thank you. It is good that I can write here.",
        "مرحبًا وشكرًا لك. من الجيد أنني أستطيع الكتابة هنا.",
    ),
)

EXCHANGES = (
    (
        _they(
            "Hei! Kan vi flytte møtet vårt? Jeg har foreldremøte samtidig.",
            "Hei! Kan vi flytte møtet vårt? Eg har foreldremøte samtidig.",
            "Hi! Can we move our meeting? I have a meeting at school at the same time.",
            "مرحبًا! هل يمكننا تغيير موعد لقائنا؟ عندي اجتماع في المدرسة في نفس الوقت.",
        ),
        _we(
            "Hei! Ja, det går fint. Passer det {day} klokka {time}?",
            "Hei! Ja, det går fint. Passar det {day} klokka {time}?",
        ),
        _they(
            "Ja, det passer bra. Takk!",
            "Ja, det passar bra. Takk!",
            "Yes, that suits me well. Thank you!",
            "نعم، هذا مناسب. شكرًا!",
        ),
    ),
    (
        _they(
            "Når kommer stønaden denne måneden?",
            "Når kjem stønaden denne månaden?",
            "When will I be paid this month?",
            "متى تصلني الإعانة هذا الشهر؟",
        ),
        _we(
            "Hei! Stønaden blir sendt til banken {day}. Det kan ta en dag før du ser den på kontoen.",
            "Hei! Stønaden blir send til banken {day}. Det kan ta ein dag før du ser han på kontoen.",
        ),
    ),
    (
        _they(
            "Hei, kan jeg få busskort for denne måneden også?",
            "Hei, kan eg få busskort for denne månaden òg?",
            "Hello, can I get a bus card for this month too?",
            "مرحبًا، هل يمكنني الحصول على بطاقة الحافلة لهذا الشهر أيضًا؟",
        ),
        _we(
            "Ja. Busskortet ligger klart i mottaket fra {day} klokka {time}.",
            "Ja. Busskortet ligg klart i mottaket frå {day} klokka {time}.",
        ),
        _they("Supert, takk.", "Supert, takk.", "Great, thank you.", "رائع، شكرًا لك."),
    ),
    (
        _they(
            "Jeg har fått brev fra utleieren. Husleia går opp. Hva gjør jeg?",
            "Eg har fått brev frå utleigaren. Husleiga går opp. Kva gjer eg?",
            "I got a letter from my landlord. The rent is going up. What should I do?",
            "وصلتني رسالة من صاحب البيت. سيرتفع الإيجار. ماذا أفعل؟",
        ),
        _we(
            "Takk for at du sier fra. Ta med brevet {day} klokka {time}, så ser vi på bostøtte sammen.",
            "Takk for at du seier frå. Ta med brevet {day} klokka {time}, så ser vi på bustøtte saman.",
        ),
        _they("Det gjør jeg.", "Det gjer eg.", "I will do that.", "سأفعل ذلك."),
        _we(
            "Fint. Du trenger også de tre siste kvitteringene for husleia.",
            "Fint. Du treng òg dei tre siste kvitteringane for husleiga.",
        ),
    ),
    (
        _they(
            "Barnehagen åpner ikke før halv åtte. Kan jeg begynne litt senere?",
            "Barnehagen opnar ikkje før halv åtte. Kan eg byrje litt seinare?",
            "The kindergarten does not open before half past seven. Can I start a little later?",
            "الروضة لا تفتح قبل السابعة والنصف. هل يمكنني أن أبدأ متأخرًا قليلًا؟",
        ),
        _we(
            "Ja, det finner vi ut av. Jeg snakker med dem du er hos, og gir deg svar {day}.",
            "Ja, det finn vi ut av. Eg snakkar med dei du er hos, og gir deg svar {day}.",
        ),
        _we(
            "Nå er det avtalt: Du kan begynne klokka 9.",
            "No er det avtalt: Du kan byrje klokka 9.",
        ),
        _they("Tusen takk!", "Tusen takk!", "Thank you so much!", "شكرًا جزيلًا!"),
    ),
    (
        _we(
            "Hei! Hvordan går det i praksisen?",
            "Hei! Korleis går det i praksisen?",
        ),
        _they(
            "Det går bra. Jeg fikk prøve noe nytt i dag, og de var fornøyde.",
            "Det går bra. Eg fekk prøve noko nytt i dag, og dei var nøgde.",
            "It is going well. I tried something new today, and they were happy with me.",
            "الأمور جيدة. جربت شيئًا جديدًا اليوم وكانوا سعداء.",
        ),
        _we("Så bra! Det tar vi med i planen din.", "Så bra! Det tek vi med i planen din."),
    ),
    (
        _they(
            "Kan noen hjelpe meg med CV-en? Jeg vet ikke hva jeg skal skrive.",
            "Kan nokon hjelpe meg med CV-en? Eg veit ikkje kva eg skal skrive.",
            "Can somebody help me with my CV? I do not know what to write.",
            "هل يمكن لأحد أن يساعدني في كتابة سيرتي الذاتية؟ لا أعرف ماذا أكتب.",
        ),
        _we(
            "Ja. Kom til jobbsøkerkurset {day} klokka {time}, så setter jeg av tid til deg.",
            "Ja. Kom til jobbsøkjarkurset {day} klokka {time}, så set eg av tid til deg.",
        ),
        _they("Fint, da kommer jeg.", "Fint, då kjem eg.", "Good, I will come.", "جيد، سآتي."),
    ),
    (
        _they(
            "Norskkurset er litt for lett for meg. Kan jeg bytte gruppe?",
            "Kurset er litt for lett for meg. Kan eg byte gruppe?",
            "The Norwegian course is a little too easy for me. Can I change groups?",
            "دورة اللغة النرويجية سهلة قليلًا بالنسبة لي. هل يمكنني تغيير المجموعة؟",
        ),
        _we(
            "Godt å høre at du har kommet så langt! Jeg spør læreren og svarer deg {day}.",
            "Godt å høyre at du har kome så langt! Eg spør læraren og svarar deg {day}.",
        ),
        _we(
            "Læreren sier ja. Du begynner i den nye gruppa neste uke.",
            "Læraren seier ja. Du byrjar i den nye gruppa neste veke.",
        ),
    ),
    (
        _they(
            "Hvor mange feriedager har jeg igjen i år?",
            "Kor mange feriedagar har eg att i år?",
            "How many days of holiday do I have left this year?",
            "كم يومًا من الإجازة بقي لي هذا العام؟",
        ),
        _we(
            "Du har åtte dager igjen. Si fra når du vil ta dem, så skriver vi dem inn.",
            "Du har åtte dagar att. Sei frå når du vil ta dei, så skriv vi dei inn.",
        ),
        _they(
            "Takk, jeg tenker på det.",
            "Takk, eg tenkjer på det.",
            "Thanks, I will think about it.",
            "شكرًا، سأفكر في الأمر.",
        ),
    ),
    (
        _they(
            "Jeg fikk et brev som jeg ikke forstår. Kan vi lese det sammen?",
            "Eg fekk eit brev som eg ikkje forstår. Kan vi lese det saman?",
            "I got a letter that I do not understand. Can we read it together?",
            "وصلتني رسالة لا أفهمها. هل يمكننا أن نقرأها معًا؟",
        ),
        _we(
            "Selvfølgelig. Ta det med {day} klokka {time}. Du trenger ikke å gjøre noe før det.",
            "Sjølvsagt. Ta det med {day} klokka {time}. Du treng ikkje gjere noko før det.",
        ),
    ),
    (
        _they(
            "Jeg har fått intervju! De ringte i går.",
            "Eg har fått intervju! Dei ringde i går.",
            "I got an interview! They called me yesterday.",
            "حصلت على مقابلة عمل! اتصلوا بي أمس.",
        ),
        _we(
            "Så gøy, gratulerer! Vil du øve sammen med meg {day} klokka {time}?",
            "Så gøy, gratulerer! Vil du øve saman med meg {day} klokka {time}?",
        ),
        _they("Ja, gjerne!", "Ja, gjerne!", "Yes, please!", "نعم، بكل سرور!"),
        _we("Da ses vi. Ta med annonsen.", "Då sjåast vi. Ta med annonsen."),
    ),
    (
        _we(
            "Hei! Husk å si hvordan uka gikk. Det tar bare et par minutter.",
            "Hei! Hugs å seie korleis veka gjekk. Det tek berre eit par minutt.",
        ),
        _they("Nå har jeg gjort det.", "No har eg gjort det.", "I have done it now.", "لقد فعلت ذلك الآن."),
    ),
    (
        _they(
            "Trenger jeg egne sko på verkstedet?",
            "Treng eg eigne sko på verkstaden?",
            "Do I need my own shoes at the workshop?",
            "هل أحتاج إلى حذاء خاص في الورشة؟",
        ),
        _we(
            "Nei, du får låne vernesko der. Si bare hvilken størrelse du bruker.",
            "Nei, du får låne vernesko der. Sei berre kva storleik du bruker.",
        ),
    ),
    (
        _they(
            "Kan jeg få dekket oppkjøringen til førerkortet?",
            "Kan eg få dekt oppkøyringa til førarkortet?",
            "Can I get help to pay for my driving test?",
            "هل يمكنني الحصول على مساعدة لدفع ثمن امتحان القيادة؟",
        ),
        _we(
            "Det må vi vurdere. Send meg prisen fra kjøreskolen, så tar jeg det opp {day}.",
            "Det må vi vurdere. Send meg prisen frå køyreskulen, så tek eg det opp {day}.",
        ),
        _they("Jeg spør dem i dag.", "Eg spør dei i dag.", "I will ask them today.", "سأسألهم اليوم."),
    ),
    (
        _they(
            "Jeg kommer litt sent i morgen, bussen går ikke som vanlig.",
            "Eg kjem litt seint i morgon, bussen går ikkje som vanleg.",
            "I will be a little late tomorrow, the bus is not running as usual.",
            "سأتأخر قليلًا غدًا، فالحافلة لا تسير كالمعتاد.",
        ),
        _we("Takk for beskjed. Det er helt i orden.", "Takk for beskjed. Det er heilt i orden."),
    ),
)

FOR_PARENTS = (EXCHANGES[0], EXCHANGES[4])
FOR_LEARNERS = (EXCHANGES[7],)


def exchanges_for(*, parent: bool, learner: bool) -> list[tuple[Line, ...]]:
    """The exchanges that make sense for somebody with or without children and with or without a language course."""
    left_out = (() if parent else FOR_PARENTS) + (() if learner else FOR_LEARNERS)
    return [exchange for exchange in EXCHANGES if exchange not in left_out]


ASKED_BY_US = (
    _we(
        "Hei! Vi skal snakke om planen din. Passer det {day} klokka {time}?",
        "Hei! Vi skal snakke om planen din. Passar det {day} klokka {time}?",
    ),
    _we(
        "Hei! Kan du sende meg prisen fra kjøreskolen, så jeg kommer videre?",
        "Hei! Kan du sende meg prisen frå køyreskulen, så eg kjem vidare?",
    ),
    _we(
        "Hei! Har du hørt noe fra arbeidsgiveren etter intervjuet?",
        "Hei! Har du høyrt noko frå arbeidsgivaren etter intervjuet?",
    ),
)

REMINDED_BY_US = _we(
    "Si fra hvis noe er uklart. Jeg er på kontoret hver dag.",
    "Sei frå om noko er uklart. Eg er på kontoret kvar dag.",
)

FOLLOWED_UP_BY_THEM = _they(
    "Jeg kan også snakke på telefon hvis det er enklere.",
    "Eg kan òg snakke på telefon om det er enklare.",
    "I can also talk on the phone if that is easier.",
    "يمكنني أيضًا أن أتحدث بالهاتف إذا كان ذلك أسهل.",
)
