"""Who somebody is to the portal: roles and the actor behind a request."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may be here. One person has one role.

    A cover is no role: it is a caseworker who stands in for another for some days (`portal.store.grant`).
    """

    PARTICIPANT = "participant"
    REPRESENTATIVE = "representative"
    CASEWORKER = "caseworker"
    LEADER = "leader"
    CONTACT_CENTRE = "contact_centre"
    TRANSLATOR = "translator"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


# Who works at an office, and whom the core rules about other people's cases therefore bind.
STAFF = frozenset(
    {Role.CASEWORKER, Role.LEADER, Role.CONTACT_CENTRE, Role.ADMINISTRATOR, Role.AUDITOR},
)
# Whose open pages show cases and their lists. The others at an office have no use for hearing that one changes.
AT_WORK_WITH_CASES = frozenset({Role.CASEWORKER, Role.LEADER})
# Who comes from outside: they sign in as citizens, for an hour or two at most.
CITIZENS = frozenset({Role.PARTICIPANT, Role.REPRESENTATIVE})


@dataclass(frozen=True, slots=True)
class Actor:
    """The person on whose behalf something is done.

    `office_id` is the Nav office that the person belongs to, None for translators and representatives, who belong
    to no office. `locale` is the language the person is answered in, as a code from `portal.text.locales`.
    `acts_for` is the participant whom a representative has chosen to act for just now. `hidden` is somebody whose
    whereabouts must show nowhere, not even on their own pages: others may look over their shoulder.
    """

    id: str
    role: Role
    office_id: str | None
    name: str
    locale: str
    acts_for: str | None = None
    hidden: bool = False
