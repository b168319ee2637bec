"""Handing over: a caseworker gives one conversation to a named colleague to answer, who answers it or gives it back."""

from dataclasses import replace

from sqlalchemy import select

from portal.domain.audit import Looked
from portal.domain.desk import LONGEST_HAND_OVER, HandOverEnd
from portal.domain.desk_events import ConversationHandedBack, ConversationHandedOver
from portal.domain.errors import NotFound, Refused
from portal.domain.people import Actor, Role
from portal.services.permissions import Action, Subject, case_of, own_case, within
from portal.services.reach import PEOPLE
from portal.services.work import Work
from portal.store import conversation as conversations
from portal.store import hand_over as store
from portal.store import staff as people
from portal.store.base import AnyRow, new_id
from portal.store.engine import take_turn
from portal.store.hand_over import HandOver


def colleagues(work: Work, participant_id: str) -> list[AnyRow]:
    """Whom the conversation can be handed to: caseworkers of the case's office who may answer it themselves.

    Raises NotFound and NotPermitted.
    """
    return _colleagues(work, _subject(work, participant_id))


def hand_over(work: Work, participant_id: str, handed_to: str, reason: str) -> str:
    """Give the conversation to a colleague, who finds it among theirs until somebody has answered; its id.

    The same twice is one; to another, it is handed on. Raises NotFound and NotPermitted; Refused when nobody waits for
    an answer, without a reason or with too long a one, and for whom nobody could pick: other offices', and those whom
    the core rules keep from the case, in the same words.
    """
    subject = _subject(work, participant_id)
    if not reason or len(reason) > LONGEST_HAND_OVER:
        raise Refused("hand-over-without-reason" if not reason else "hand-over-reason-too-long")
    if handed_to not in {row.id for row in _colleagues(work, subject)}:
        raise Refused("hand-over-to-nobody")
    conversation = conversations.of_participant(work.session, subject.id, subject.office_id)
    if conversation is None or conversation.waiting_for_us_since is None:
        raise Refused("hand-over-nothing-waits")
    take_turn(work.session, f"hand-over of {conversation.id}")
    before = store.standing(work.session, conversation.id)
    if before is not None and (before.handed_to, before.handed_by, before.reason) == (
        handed_to,
        work.actor.id,
        reason,
    ):
        return str(before.id)
    store.end(work.session, conversation.id, HandOverEnd.HANDED_ON, work.now)
    made = HandOver(
        id=new_id(),
        conversation_id=conversation.id,
        handed_to=handed_to,
        handed_by=work.actor.id,
        reason=reason,
        made_at=work.now,
    )
    work.session.add(made)
    work.session.flush()
    work.tell(ConversationHandedOver(subject.id, subject.office_id, made.id))
    return made.id


def hand_back(work: Work, participant_id: str) -> None:
    """It is the contact person's again. Twice is as good as once. Raises NotFound and NotPermitted, and Refused for
    everybody but who has it and who gave it away."""
    subject = _subject(work, participant_id)
    conversation = conversations.of_participant(work.session, subject.id, subject.office_id)
    if conversation is None:
        raise NotFound("Nobody has written yet.")
    take_turn(work.session, f"hand-over of {conversation.id}")
    found = store.standing(work.session, conversation.id)
    if found is None:
        return
    if work.actor.id not in {found.handed_to, found.handed_by}:
        raise Refused("hand-over-of-others")
    store.end(work.session, conversation.id, HandOverEnd.GIVEN_BACK, work.now)
    work.tell(ConversationHandedBack(subject.id, subject.office_id, found.id))


def standing(work: Work, subject: Subject) -> AnyRow | None:
    """Who has the conversation now of a subject whom the actor has reached; None for nobody.

    Who was kept from the case afterwards answers it no more.
    """
    found = store.of_case(work.session, subject.id, subject.office_id)
    if found is None or not _reached_by(work, subject, [found.handed_to], [found.to_office]):
        return None
    return found


def own_answerer(work: Work) -> AnyRow | None:
    """The colleague who answers the participant just now instead of the contact person; None for nobody."""
    return standing(work, own_case(work, Action.USE_OWN_MESSAGES))


def _subject(work: Work, participant_id: str) -> Subject:
    return case_of(work, Action.WRITE_AS_STAFF, participant_id, Looked.MESSAGES)


def _colleagues(work: Work, subject: Subject) -> list[AnyRow]:
    found = people.with_roles(work.session, (Role.CASEWORKER,), office_id=subject.office_id)
    others = [row for row in found if row.id != work.actor.id]
    able = _reached_by(work, subject, [row.id for row in others], [row.office_id for row in others])
    return [row for row in others if row.id in able]


def _reached_by(work: Work, subject: Subject, ids: list[str], offices: list[str]) -> frozenset[str]:
    """Who of these caseworkers of the case's office may answer it themselves, asked of the one table in one question."""
    if not ids:
        return frozenset()
    columns = []
    for number, (staff_id, office_id) in enumerate(zip(ids, offices, strict=True)):
        them = Actor(staff_id, Role.CASEWORKER, office_id, "", "")
        theirs = within(replace(work, actor=them), Action.WRITE_AS_STAFF) & (PEOPLE.c.office_id == office_id)
        columns.append(theirs.label(f"may_{number}"))
    row = work.session.execute(select(*columns).where(PEOPLE.c.id == subject.id)).one()
    return frozenset(staff_id for staff_id, able in zip(ids, row, strict=True) if able)
