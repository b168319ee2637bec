"""When the benefit is paid, tax and holiday pay, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import payment
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice

SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    payment.PaidInArrears: lambda to, it: to.gettext(
        "Stønaden for %(month)s blir betalt etterpå, ut fra oppmøtet som er registrert.",
        month=to.month(it.month),
    ),
    payment.MunicipalitySetsPayday: lambda to, _it: to.gettext(
        "Kommunen bestemmer hvilken dag pengene kommer."
    ),
    payment.TaxIsWithheld: lambda to, _it: to.gettext("Beløpet er før skatt. Vi trekker skatt av stønaden."),
    payment.NoTaxInJune: lambda to, _it: to.gettext(
        "Vi trekker ikke skatt av stønaden som blir betalt i juni."
    ),
    payment.HalfTaxInDecember: lambda to, _it: to.gettext(
        "For de fleste trekker vi bare halv skatt av stønaden som blir betalt i desember."
    ),
    payment.NoHolidayPay: lambda to, _it: to.gettext("Du får ikke feriepenger av stønaden."),
    payment.OtherBenefitReduces: lambda to, _it: to.gettext(
        "Hvis du har rett til dagpenger, sykepenger eller foreldrepenger, blir stønaden satt ned. "
        "Kontaktpersonen din regner ut hvor mye."
    ),
    payment.NoOtherBenefit: lambda to, _it: to.gettext(
        "Hvis du ikke har rett til dagpenger, sykepenger eller foreldrepenger for denne tiden, "
        "trenger ingen å regne ut stønaden på nytt."
    ),
    payment.RefundMayBeClaimed: lambda to, _it: to.gettext(
        "Får du en slik ytelse etterbetalt for samme tid, kan kommunen kreve noe av den."
    ),
}
