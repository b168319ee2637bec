"""Who somebody is to the portal: roles and the actor behind a request."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may be here. One person has one role in this release."""

    PARTICIPANT = "participant"
    CASEWORKER = "caseworker"
    LEADER = "leader"
    TRANSLATOR = "translator"


STAFF = frozenset({Role.CASEWORKER, Role.LEADER})


@dataclass(frozen=True, slots=True)
class Actor:
    """The person on whose behalf something is done.

    `office_id` is the Nav office that the person belongs to, None for translators, who belong to no office.
    `locale` is the language the person is answered in, as a code from `portal.text.locales`.
    """

    id: str
    role: Role
    office_id: str | None
    name: str
    locale: str
