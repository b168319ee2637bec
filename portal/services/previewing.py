"""Previewing: for a translator, a page of the demo as one of its synthetic people sees it. Nobody real is ever shown so."""

from datetime import timedelta

from portal.domain.access import HIDDEN
from portal.domain.errors import NotFound
from portal.domain.people import Actor, Role
from portal.services.languages_offered import Spoken
from portal.services.permissions import Action, require
from portal.services.signing_in import SignedIn
from portal.services.work import Work
from portal.store import mandate as mandates
from portal.store import person as people
from portal.store.person import Person
from portal.store.sign_in import ACTS_FOR, HELPED

LASTS = timedelta(minutes=1)
SIGNED_IN = "_user_id"
"""Where a sign-in remembers whose it is."""


def seen_by(work: Work, key: str, locale: str) -> SignedIn:
    """A sign-in of the synthetic person of that key, reading that language, for one page: it has no token and is kept nowhere.

    A helper acts for the first of those they help. Raises NotPermitted for everybody but translators, and NotFound where anybody
    is real, for a key that names nobody, and for other translators.
    """
    require(work.actor, Action.SEE_TRANSLATIONS)
    if people.are_real(work.session):
        raise NotFound("There are real people here, and translators see nobody's pages.")
    person = people.by_key(work.session, key)
    if person is None or person.role is Role.TRANSLATOR:
        raise NotFound("No synthetic person with pages to look at has that key.")
    helps = _helped(work, person)
    return SignedIn(
        token_hash="",
        actor=Actor(
            *(person.id, person.role, person.office_id, person.name, locale),
            acts_for=helps.get(ACTS_FOR),
            hidden=person.protection in HIDDEN,
        ),
        data={SIGNED_IN: person.id, **helps},
        seen_at=work.now,
        ends_at=work.now + LASTS,
        is_over=False,
        own_role=person.role,
        # Drafts are what there is most to look at in.
        spoken=Spoken(drafts=True, usual=locale),
    )


def _helped(work: Work, person: Person) -> dict[str, str]:
    """What the sign-in of a helper remembers: whom they act for, and the name for the bar on top."""
    held = mandates.held_by(work.session, person.id, work.today) if person.role is Role.REPRESENTATIVE else []
    return {ACTS_FOR: held[0].participant_id, HELPED: held[0].participant.partition(" ")[0]} if held else {}
