"""What a page of a conversation shows beside the words: what each message is about, its files, and what was taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil

from portal.domain.messages import UNDO, MessageAbout
from portal.domain.people import STAFF
from portal.services.message_topics import Matter, is_of_health, told
from portal.services.permissions import Subject
from portal.services.planning import reads_health
from portal.services.reach import Scope
from portal.services.work import Work
from portal.store import message_files
from portal.store import message_more as store
from portal.store import programme as programmes
from portal.store.base import AnyRow


@dataclass(frozen=True, slots=True)
class Details:
    """By the places of the messages: what each is about, its files, and for how many seconds its author can take it back.

    `sealed` are the places whose files the reader only sees that they are there. `undone` says how many messages stood
    before a place, read, and were taken back; those after the last message stand under 0. `first_unread` is the first
    message of the other side that the reader has not read.
    """

    matters: Mapping[int, Matter] = field(default_factory=dict)
    files: Mapping[int, Sequence[AnyRow]] = field(default_factory=dict)
    sealed: frozenset[int] = frozenset()
    seconds: Mapping[int, int] = field(default_factory=dict)
    undone: Mapping[int, int] = field(default_factory=dict)
    first_unread: int | None = None


def details(
    work: Work,
    subject: Subject,
    conversation: AnyRow,
    found: Sequence[AnyRow],
    read_by_me: int,
    *,
    from_the_beginning: bool,
    to_the_end: bool,
) -> Details:
    """The details of these messages, oldest first. No older ones come before `from_the_beginning`, and none after `to_the_end`."""
    by_staff = work.actor.role in STAFF
    unread = (one for one in found if one.from_staff is not by_staff and one.sequence > read_by_me)
    files = _files(work, subject, found)
    return Details(
        matters=told(work, subject, found),
        files=files,
        sealed=_sealed(work, subject, [one for one in found if one.sequence in files]),
        seconds={
            one.sequence: left
            for one in found
            if one.author_id == work.actor.id
            and not one.automatic
            and (left := _left(one.sent_at, work.now)) > 0
        },
        undone=_undone(
            work,
            conversation,
            found,
            0 if from_the_beginning or not found else found[0].sequence,
            conversation.last_sequence if to_the_end or not found else found[-1].sequence,
        )
        if conversation.has_undone
        else {},
        first_unread=next((one.sequence for one in unread), None),
    )


def _left(sent_at: datetime, now: datetime) -> int:
    return ceil((sent_at + UNDO - now).total_seconds())


def _files(work: Work, subject: Subject, found: Sequence[AnyRow]) -> dict[int, list[AnyRow]]:
    places = {one.submission_id: one.sequence for one in found if one.files and one.submission_id}
    if not places:
        return {}
    files: dict[int, list[AnyRow]] = {}
    for row in message_files.with_messages(work.session, subject.id, sorted(places)):
        files.setdefault(places[row.about_id], []).append(row)
    return files


def _sealed(work: Work, subject: Subject, found: Sequence[AnyRow]) -> frozenset[int]:
    """Of messages with files those whose files the actor does not open."""
    if not found or subject.scope is Scope.OWN:
        return frozenset()
    if subject.scope is Scope.REPRESENTED:
        # A mandate is for acting, and not for reading what somebody's papers say.
        return frozenset(one.sequence for one in found)
    about_health = [
        one
        for one in found
        if one.topic and is_of_health(work, subject, MessageAbout(one.topic, one.topic_id))
    ]
    if not about_health:
        return frozenset()
    programme = programmes.of_participant(work.session, subject.id, subject.office_id)
    if programme is not None and reads_health(work, subject, programme.contact_person_id):
        return frozenset()
    return frozenset(one.sequence for one in about_health)


def _undone(
    work: Work, conversation: AnyRow, found: Sequence[AnyRow], first: int, last: int
) -> dict[int, int]:
    counted: dict[int, int] = {}
    for place in store.lines(work.session, conversation.id, first, last):
        after = next((one.sequence for one in found if one.sequence > place), 0)
        counted[after] = counted.get(after, 0) + 1
    return counted
