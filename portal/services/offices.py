"""Offices: what each has chosen itself where the law leaves it open."""

from sqlalchemy.orm import Session

from portal.domain.errors import NotFound
from portal.rules.practice import Practice
from portal.services.work import Work
from portal.store import office as store
from portal.store.base import AnyRow


def practice_of(work: Work, office_id: str) -> Practice:
    """What the office has chosen, with the defaults for the rest. Raises NotFound for an office that is gone."""
    office = store.by_id(work.session, office_id)
    if office is None:
        raise NotFound("The office is gone.")
    return Practice(office.practice)


def all_offices(session: Session) -> list[AnyRow]:
    """Every office by its name, for the operator's command line."""
    return store.all_offices(session)


def choose(session: Session, office_id: str, name: str, value: str) -> Practice:
    """The office chooses anew, for what is decided from now on; what was decided keeps the choice it was made with.

    For the operator's command line, inside the caller's transaction. Raises NotFound, and BadSetting for a name or
    a value that does not exist.
    """
    office = store.by_id(session, office_id)
    if office is None:
        raise NotFound("There is no such office.")
    practice = Practice(office.practice | {name: value})
    office.practice = dict(practice.chosen)
    return practice
