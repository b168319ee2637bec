"""What nobody has told yet about a sick child, so that a person must decide (KVP-forskriften §§ 9 and 11)."""

from dataclasses import dataclass
from typing import ClassVar

from portal.rules.decision import Reason


@dataclass(frozen=True, slots=True)
class BirthYearsMissing(Reason):
    """Nobody has said when the children were born, and the right lasts through the year they turn `last_age`."""

    code: ClassVar[str] = "sick-child.birth-years-missing"
    last_age: int


@dataclass(frozen=True, slots=True)
class AloneIsConfirmedFirst(Reason):
    """For somebody not alone there are `days` days, and they are used: that they are alone must be confirmed first."""

    code: ClassVar[str] = "sick-child.alone-is-confirmed-first"
    days: int
