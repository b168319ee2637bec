"""Holiday, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import holiday
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _by_month(to: Voice, it: holiday.HolidayByMonth) -> str:
    months = to.ngettext(
        "Programmet varer i %(num)s måned av kalenderåret.",
        "Programmet varer i %(num)s måneder av kalenderåret.",
        it.months,
    )
    days = to.ngettext(
        "Kontoret gir derfor %(num)s virkedag ferie.",
        "Kontoret gir derfor %(num)s virkedager ferie.",
        it.working_days,
    )
    return f"{months} {days}"


def _taken(to: Voice, it: holiday.HolidayTaken) -> str:
    taken = to.ngettext(
        "Du har tatt eller planlagt %(num)s feriedag.",
        "Du har tatt eller planlagt %(num)s feriedager.",
        it.taken,
    )
    left = to.ngettext("Du har %(num)s feriedag igjen.", "Du har %(num)s feriedager igjen.", it.left)
    return f"{taken} {left}"


def _more(to: Voice, it: holiday.MoreHolidayThanThereIs) -> str:
    return to.ngettext(
        "Du har tatt eller planlagt %(taken)s feriedager, og det er %(num)s dag mer enn de %(days)s du har. "
        "Kontaktpersonen din må se på det.",
        "Du har tatt eller planlagt %(taken)s feriedager, og det er %(num)s dager mer enn de %(days)s du har. "
        "Kontaktpersonen din må se på det.",
        it.over,
        taken=it.taken,
        days=it.working_days,
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    holiday.HolidayOfYear: lambda to, it: to.ngettext(
        "Du kan ha opptil %(num)s virkedag ferie i %(year)s.",
        "Du kan ha opptil %(num)s virkedager ferie i %(year)s.",
        it.working_days,
        year=it.year,
    ),
    holiday.HolidayByMonth: _by_month,
    holiday.HolidayInFull: lambda to, it: to.ngettext(
        "Programmet varer i %(num)s måned av kalenderåret. Kontoret gir hele ferien likevel.",
        "Programmet varer i %(num)s måneder av kalenderåret. Kontoret gir hele ferien likevel.",
        it.months,
    ),
    holiday.ExtraDaysForSeniors: lambda to, it: to.ngettext(
        "Du har %(num)s ekstra virkedag i året fordi du er over %(age)s år.",
        "Du har %(num)s ekstra virkedager i året fordi du er over %(age)s år.",
        it.working_days,
        age=it.age,
    ),
    holiday.SeniorSince: lambda to, it: to.gettext(
        "Kontoret regner de ekstra dagene fra %(day)s.", day=to.day(it.first_day)
    ),
    holiday.IfSenior: lambda to, it: to.ngettext(
        "Fra %(day)s har du %(num)s ekstra virkedag.",
        "Fra %(day)s har du %(num)s ekstra virkedager.",
        it.working_days,
        day=to.day(it.first_day),
    ),
    holiday.HolidayTaken: _taken,
    holiday.MoreHolidayThanThereIs: _more,
    holiday.FreeDaysUseNoHoliday: lambda to, it: to.ngettext(
        "%(num)s av dagene er fridag i alle tilfeller, og bruker ikke ferie.",
        "%(num)s av dagene er fridager i alle tilfeller, og bruker ikke ferie.",
        it.days,
    ),
    holiday.MunicipalityDecidesWhen: lambda to, _it: to.gettext(
        "Kommunen bestemmer når du skal ta ferie. Si fra til kontaktpersonen din om når du ønsker det."
    ),
    holiday.HolidayWithBenefit: lambda to, _it: to.gettext("Du får stønad når du har ferie."),
}
