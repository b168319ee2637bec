"""What stops the programme's clock, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import not_counted
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice

SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    not_counted.BeforeBirthNotCounted: lambda to, it: to.ngettext(
        "%(num)s dag med permisjon før fødsel er ikke regnet med i programtiden.",
        "%(num)s dager med permisjon før fødsel er ikke regnet med i programtiden.",
        it.days,
    ),
    not_counted.BeforeBirthCounts: lambda to, it: to.ngettext(
        "%(num)s dag med permisjon før fødsel er regnet med i programtiden og flytter ikke sluttdatoen.",
        "%(num)s dager med permisjon før fødsel er regnet med i programtiden og flytter ikke sluttdatoen.",
        it.days,
    ),
    not_counted.AfterBirthNotCounted: lambda to, it: to.ngettext(
        "%(num)s dag med permisjon etter fødsel er ikke regnet med i programtiden.",
        "%(num)s dager med permisjon etter fødsel er ikke regnet med i programtiden.",
        it.days,
    ),
    not_counted.AfterBirthCounts: lambda to, it: to.ngettext(
        "%(num)s dag med permisjon etter fødsel er regnet med i programtiden og flytter ikke sluttdatoen.",
        "%(num)s dager med permisjon etter fødsel er regnet med i programtiden og flytter ikke sluttdatoen.",
        it.days,
    ),
    not_counted.WelfareNotCounted: lambda to, it: to.ngettext(
        "%(num)s dag med velferdspermisjon er ikke regnet med i programtiden.",
        "%(num)s dager med velferdspermisjon er ikke regnet med i programtiden.",
        it.days,
    ),
    not_counted.WelfareCounts: lambda to, it: to.ngettext(
        "%(num)s dag med velferdspermisjon er regnet med i programtiden og flytter ikke sluttdatoen.",
        "%(num)s dager med velferdspermisjon er regnet med i programtiden og flytter ikke sluttdatoen.",
        it.days,
    ),
    not_counted.UnpaidLeaveNotCounted: lambda to, it: to.ngettext(
        "%(num)s dag med godkjent permisjon uten stønad er ikke regnet med i programtiden.",
        "%(num)s dager med godkjent permisjon uten stønad er ikke regnet med i programtiden.",
        it.days,
    ),
    not_counted.UnpaidLeaveCounts: lambda to, it: to.ngettext(
        "%(num)s dag med permisjon uten stønad er regnet med i programtiden og flytter ikke sluttdatoen.",
        "%(num)s dager med permisjon uten stønad er regnet med i programtiden og flytter ikke sluttdatoen.",
        it.days,
    ),
    not_counted.SicknessNotCounted: lambda to, it: to.ngettext(
        "%(num)s dag da du var syk, er ikke regnet med i programtiden.",
        "%(num)s dager da du var syk, er ikke regnet med i programtiden.",
        it.days,
    ),
    not_counted.SicknessCounts: lambda to, it: to.ngettext(
        "%(num)s dag da du var syk, er regnet med i programtiden og flytter ikke sluttdatoen.",
        "%(num)s dager da du var syk, er regnet med i programtiden og flytter ikke sluttdatoen.",
        it.days,
    ),
    not_counted.SickChildNotCounted: lambda to, it: to.ngettext(
        "%(num)s dag med sykt barn er ikke regnet med i programtiden.",
        "%(num)s dager med sykt barn er ikke regnet med i programtiden.",
        it.days,
    ),
    not_counted.SickChildCounts: lambda to, it: to.ngettext(
        "%(num)s dag med sykt barn er regnet med i programtiden og flytter ikke sluttdatoen.",
        "%(num)s dager med sykt barn er regnet med i programtiden og flytter ikke sluttdatoen.",
        it.days,
    ),
    not_counted.HolidayNotCounted: lambda to, it: to.ngettext(
        "%(num)s dag med ferie er ikke regnet med i programtiden.",
        "%(num)s dager med ferie er ikke regnet med i programtiden.",
        it.days,
    ),
    not_counted.HolidayCounts: lambda to, it: to.ngettext(
        "%(num)s dag med ferie er regnet med i programtiden og flytter ikke sluttdatoen.",
        "%(num)s dager med ferie er regnet med i programtiden og flytter ikke sluttdatoen.",
        it.days,
    ),
    not_counted.PandemicNotCounted: lambda to, it: to.ngettext(
        "%(num)s dag med fravær på grunn av pandemien er ikke regnet med i programtiden.",
        "%(num)s dager med fravær på grunn av pandemien er ikke regnet med i programtiden.",
        it.days,
    ),
}
