"""Short texts beside the conversations: notes of participants and reasons of decisions."""

ABSENCE_NOTES = {
    "nb": (
        "Jeg skal hente nøklene til den nye leiligheten.",
        "Jeg har time hos politiet for å fornye passet.",
    ),
    "nn": (
        "Eg skal flytte denne dagen.",
        "Eg har oppkøyring til førarkort.",
    ),
    "en": (
        "I am picking up the keys to my new flat.",
        "I have an appointment with the police about my residence card.",
    ),
    "ar": (
        "لدي موعد عند الشرطة لتجديد بطاقة الإقامة.",
        "سأستلم مفاتيح الشقة الجديدة.",
    ),
}

PARENTS_NOTES = {
    "nb": ("Barnehagen har planleggingsdag.", "Jeg skal på foreldremøte på skolen."),
    "nn": ("Barnehagen har planleggingsdag.",),
    "en": ("The kindergarten is closed today.",),
    "ar": ("الروضة مغلقة اليوم.", "عندي اجتماع في مدرسة الأولاد."),
}

WEEK_NOTES = {
    "nb": (
        "Fikk prøve kassa for første gang.",
        "Bussen var forsinket.",
        "Fin dag, mye å gjøre.",
        "Skrev en søknad ferdig.",
    ),
    "nn": ("Fin dag på verkstaden.", "Lærte å bruke ei ny maskin.", "Bussen var seint ute."),
    "en": (
        "I learned many new words today.",
        "The bus was late.",
        "A good day. I helped a new colleague.",
    ),
    "ar": ("كان يومًا جيدًا.", "تعلمت كلمات جديدة.", "تأخرت الحافلة."),
}

ACCEPTED = "Takk for beskjeden. Fraværet er godtatt, og du beholder stønaden for denne tiden."
REFUSED = (
    "Vi godkjenner ikke fraværet, fordi avtalen kunne vært lagt utenom tiden i programmet. "
    "Du kan klage. Skriv til oss hvis du vil ha hjelp til det."
)
