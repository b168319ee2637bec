"""Agreements, whoever asks: one out of its rows, writing one down, confirming it, and ticking its points."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from portal.domain.appointments import LONGEST_AGREED, LONGEST_POINT, POINTS, PointOf
from portal.domain.errors import Conflict, NotFound, Refused
from portal.domain.people import STAFF
from portal.services.permissions import Subject
from portal.services.work import Work
from portal.store import take_away as store
from portal.store.base import AnyRow, new_id
from portal.store.take_away import TakeAway, TakeAwayPoint


@dataclass(frozen=True, slots=True)
class PointCommand:
    """One thing that somebody is to do, by a day or when it comes."""

    whose: PointOf
    text: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class TakeAwayCommand:
    """What somebody writes down: the words, the points, and the day it was agreed."""

    agreed: str
    points: tuple[PointCommand, ...]
    day: date
    appointment_id: str | None = None

    def as_content(self) -> dict[str, Any]:
        """The same, as it stands on the receipt."""
        return {
            "text": self.agreed,
            "points": [
                [point.whose.value, point.text, point.due.isoformat() if point.due else None]
                for point in self.points
            ],
            "day": self.day.isoformat(),
            "appointment": self.appointment_id,
        }


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement: its row and its points, none of them replaced. `at_home`: it is with the present office."""

    row: AnyRow
    points: tuple[AnyRow, ...]
    at_home: bool = True

    @property
    def stands(self) -> bool:
        """Whether both have confirmed it, so that nobody changes it any more."""
        return bool(self.row.staff_confirmed_at and self.row.participant_confirmed_at)

    @property
    def may_change(self) -> bool:
        """Whether other words can still be put in its place."""
        return self.at_home and not self.stands and self.row.replaced_at is None

    @property
    def waits_for_participant(self) -> bool:
        """Whether only the participant has not confirmed it."""
        return self.may_change and self.row.participant_confirmed_at is None

    @property
    def waits_for_office(self) -> bool:
        """Whether only the office has not confirmed it."""
        return self.may_change and self.row.staff_confirmed_at is None

    @property
    def open(self) -> bool:
        """Whether something of it is still to be done."""
        return any(point.done_at is None for point in self.points)

    def of(self, whose: str) -> tuple[AnyRow, ...]:
        """The points of one side, what is still to be done first."""
        mine = [point for point in self.points if point.whose == PointOf(whose)]
        return tuple(sorted(mine, key=lambda point: point.done_at is not None))


def out_of(found: Iterable[AnyRow], office_id: str) -> tuple[Agreement, ...]:
    """Agreements out of their rows, of which there is one for each point."""
    return tuple(_agreement(tuple(same), office_id) for _, same in groupby(found, key=lambda row: row.id))


def write_down(
    work: Work,
    subject: Subject,
    command: TakeAwayCommand,
    *,
    replaces: TakeAway | None = None,
    submission_id: str | None = None,
) -> str:
    """Keep what was agreed, confirmed by the side that writes; its id. The other side must confirm these very words.

    Raises Refused for nothing at all or for too much, and Conflict when what it replaces stands or is replaced.
    """
    _check(command)
    is_staff = work.actor.role in STAFF
    if replaces is not None:
        refuse_settled(subject, replaces)
        replaces.replaced_at = work.now
    made = TakeAway(
        id=new_id(),
        participant_id=subject.id,
        office_id=subject.office_id,
        appointment_id=replaces.appointment_id if replaces else command.appointment_id,
        day=replaces.day if replaces else command.day,
        agreed=command.agreed,
        locale=work.actor.locale,
        written_by=work.actor.id,
        written_at=work.now,
        staff_confirmed_by=work.actor.id if is_staff else None,
        staff_confirmed_at=work.now if is_staff else None,
        participant_confirmed_by=None if is_staff else work.actor.id,
        participant_confirmed_at=None if is_staff else work.now,
        # What the participant has said against it is theirs, and stands until they say otherwise.
        participant_says=replaces.participant_says if replaces else "",
        replaces_id=replaces.id if replaces else None,
        submission_id=submission_id,
    )
    work.session.add(made)
    work.session.flush()
    work.session.add_all(
        TakeAwayPoint(take_away_id=made.id, place=place, whose=point.whose, text=point.text, due=point.due)
        for place, point in enumerate(command.points)
    )
    work.session.flush()
    return made.id


def refuse_ahead(work: Work, day: date) -> None:
    """Raise Refused for a meeting that nobody has held yet: nothing was agreed there."""
    if day > work.today:
        raise Refused("agreed-ahead")


def refuse_settled(subject: Subject, take_away: TakeAway) -> None:
    """Raise Conflict unless the words can still be replaced and confirmed."""
    both = take_away.staff_confirmed_at and take_away.participant_confirmed_at
    if both or take_away.replaced_at or take_away.office_id != subject.office_id:
        raise Conflict("It stands, or other words have taken its place.")


def tick_point(
    work: Work, subject: Subject, take_away: TakeAway, point_id: str, whose: PointOf, *, done: bool
) -> bool:
    """Say that a point of one's own is done, or not done after all. Whether that was news.

    Raises NotFound for another side's point or another agreement's, and Conflict while not both have confirmed.
    """
    found = out_of(store.one(work.session, take_away.id), subject.office_id)[0]
    point = next((one for one in found.points if one.point_id == point_id and one.whose is whose), None)
    if point is None:
        raise NotFound("No such point of one's own.")
    if not (found.stands and found.at_home):
        raise Conflict("It does not stand yet.")
    if (point.done_at is not None) is done:
        return False
    store.set_done(work.session, point_id, work.now if done else None, work.actor.id if done else None)
    return True


def _check(command: TakeAwayCommand) -> None:
    if not (command.agreed or command.points):
        raise Refused("agreed-empty")
    if len(command.agreed) > LONGEST_AGREED:
        raise Refused("agreed-too-long")
    if any(not 0 < len(point.text) <= LONGEST_POINT for point in command.points):
        raise Refused("point-text")
    for whose in PointOf:
        if sum(point.whose is whose for point in command.points) > POINTS:
            raise Refused("point-text")


def _agreement(same: Sequence[AnyRow], office_id: str) -> Agreement:
    points = tuple(row for row in same if row.point_id is not None)
    return Agreement(same[0], points, at_home=same[0].office_id == office_id)
