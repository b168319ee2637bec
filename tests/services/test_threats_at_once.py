"""Threats that are reported at the moment at which the words go: they are gone or evidence, and never half of both."""

from threading import Thread

import pytest
from sqlalchemy import Engine

from portal.domain.errors import Refused
from portal.domain.measures import RedactionKind
from portal.services import conversations, redaction
from portal.services.taking_back import take_back
from portal.services.work import Desk
from portal.store import threat_report as store
from portal.store.models import Message, ThreatEvidence
from tests.builders import Village, all_rows
from tests.services.document_world import files as shelf_of
from tests.services.test_threats import THREAT, WHAT, reported


@pytest.mark.parametrize("how", ["taken back", "taken away"])
def test_what_goes_while_it_is_reported_is_either_gone_or_evidence(
    engine: Engine, desk: Desk, village: Village, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    with desk.writing(village.participant) as work:
        conversations.write_to_us(work, "key", THREAT)
    with desk.writing(village.caseworker) as work:
        proposed = redaction.propose(work, village.participant.id, 1, RedactionKind.SECRET, WHAT)
    no_files, _, _ = shelf_of()
    gone: list[bool] = []

    def go() -> None:
        try:
            if how == "taken back":
                take_back(desk, village.participant, no_files, 1)
            else:
                with desk.writing(village.leader) as work:
                    redaction.agree(work, proposed)
        except Refused:
            gone.append(False)
        else:
            gone.append(True)

    meanwhile = Thread(target=go)
    look = store.of_case

    def wait() -> bool:
        meanwhile.start()
        meanwhile.join(1)
        return True

    monkeypatch.setattr(store, "of_case", lambda *given: wait() and look(*given))
    reported(desk, village, village.caseworker, [1])
    meanwhile.join()
    assert gone == [False]
    assert [row.text for row in all_rows(engine, Message)] == [THREAT]
    assert [row.text for row in all_rows(engine, ThreatEvidence)] == [THREAT]
