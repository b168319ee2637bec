"""What some messages carry besides their words: what they are about, and a made-up paper."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.demo.documents import PAPER, WHO
from portal.demo.people import Participant
from portal.demo.world import World, identifier
from portal.domain.documents import AboutKind, DocumentState, FileKind
from portal.domain.messages import MessageAbout, Topic
from portal.services.files import digest
from portal.store.absence import Absence
from portal.store.document import Document
from portal.store.message_more import MessageMore


@dataclass(frozen=True, slots=True)
class Extra:
    """What one message carries: what it is about, and whether the paper came with it."""

    about: MessageAbout
    paper: bool = False

    @property
    def content(self) -> dict[str, Any]:
        """What stands on the receipt besides the words."""
        told: dict[str, Any] = {"topic": self.about.topic.value, "topic_id": self.about.id}
        return told | ({"files": [{"bytes": len(PAPER), "sha256": digest(PAPER)}]} if self.paper else {})


def extras_for(world: World, person: Participant, own: dict[int, datetime]) -> dict[int, Extra]:
    """What of a person's own messages carries something, by their places: the newest a paper about money, the one before
    it the last absence that they had reported by then. Of most people nothing. `own` are the places with their moments.
    """
    if person.key not in WHO or not own:
        return {}
    own_places = sorted(own)
    found = {own_places[-1]: Extra(MessageAbout(Topic.MONEY), paper=True)}
    if len(own_places) < 2:
        return found
    place = own_places[-2]
    absences = [row for row in world.waiting(Absence) if row["participant_id"] == person.id]
    known = [row for row in absences if row["reported_at"] <= own[place]]
    if known:
        last = max(known, key=lambda one: one["first_day"])
        found[place] = Extra(MessageAbout(Topic.ABSENCE, last["id"]))
    return found


def add_extra(
    world: World, person: Participant, place: tuple[str, int], receipt: str, at: datetime, extra: Extra
) -> None:
    """Write the rows of what one message carries; `place` is its conversation and its number there."""
    conversation_id, sequence = place
    world.add(
        MessageMore,
        conversation_id=conversation_id,
        sequence=sequence,
        topic=extra.about.topic,
        topic_id=extra.about.id,
        files=int(extra.paper),
    )
    if extra.paper:
        world.add(
            Document,
            id=identifier("document", person.key, AboutKind.MESSAGE.value),
            participant_id=person.id,
            office_id=person.office_id,
            about_kind=AboutKind.MESSAGE,
            about_id=receipt,
            kind=FileKind.PDF,
            state=DocumentState.NOT_SCANNED,
            sha256=digest(PAPER),
            size=len(PAPER),
            received_size=len(PAPER),
            pages=1,
            handed_in_at=at,
            by_id=None,
            submission_id=receipt,
            scan_due_at=None,
            scanned_at=None,
        )
