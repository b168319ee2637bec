"""What goes over the lines: fixed texts, an empty knock that is signed, and one word a week for who wants that."""

import email
import email.policy
import json
from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.adapters.push import public_key
from portal.domain.notices import Channel, NoticeState
from portal.store.base import new_id
from portal.store.models import EventRow, Notice
from portal.worker.outbox import Outbox
from tests.builders import Village, all_rows, oslo, save
from tests.notice_peers import (
    Peer,
    said_by_sms,
)
from tests.worker.gateway import fixed
from tests.worker.outside import KEY, PUSH_HOST, queue, shows_drafts, somebody, speak


@pytest.mark.parametrize("locale", ["nb", "nn", "en", "ar"])
def test_nothing_but_fixed_text_reaches_any_of_them(
    engine: Engine,
    village: Village,
    clock: FixedClock,
    real_outbox: Outbox,
    sms: Peer,
    mail: Peer,
    push: Peer,
    locale: str,
) -> None:
    shows_drafts(engine, village)
    for number, channels in enumerate(("sms", "email", "push")):
        who = somebody(engine, village, number, channels)
        speak(engine, who, locale)
        queue(engine, who, clock.now())
    assert real_outbox.deliver_due() == 3
    [short] = said_by_sms(sms)
    assert set(short) == {"recipient", "message", "ref"}
    ours = [fixed().spoken(one) for one in fixed().texts]
    assert short["message"] in {one.on(Channel.SMS) for one in ours if one.locale == locale}
    [letter] = [email.message_from_bytes(one["text"], policy=email.policy.default) for one in mail.took]
    assert mail.took[0]["safe"]
    said = {one.on(Channel.EMAIL): one for one in ours if one.locale == locale}
    assert letter["Subject"] == said[letter.get_content().strip()].headline
    assert set(letter.keys()) == {
        *("From", "To", "Subject", "Date", "Message-ID", "Content-Language", "Auto-Submitted"),
        *("Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
    }
    [knock] = push.took
    assert knock["body"] == b""


def test_a_knock_is_signed_by_us_for_that_service_and_is_empty(
    engine: Engine, village: Village, clock: FixedClock, real_outbox: Outbox, push: Peer
) -> None:
    """Checked by hand, with nothing of what made it."""
    queue(engine, somebody(engine, village, 7, "push"), clock.now())
    assert real_outbox.deliver_due() == 1
    [knock] = push.took
    headers = knock["headers"]
    assert (knock["method"], knock["path"], knock["body"]) == ("POST", "/wpush/v2/7", b"")
    assert (headers["host"], headers["content-length"], headers["topic"]) == (PUSH_HOST, "0", "new")
    assert 0 < int(headers["ttl"]) <= 24 * 3600
    scheme, _, rest = headers["authorization"].partition(" ")
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    assert (scheme, parts["k"]) == ("vapid", public_key(KEY))
    head, claims, signature = parts["t"].split(".")
    raw = _decoded(signature)
    half = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    point = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), _decoded(parts["k"]))
    point.verify(half, f"{head}.{claims}".encode(), ECDSA(hashes.SHA256()))
    said = json.loads(_decoded(claims))
    assert (said["aud"], said["sub"]) == (f"https://{PUSH_HOST}", "mailto:drift@kommune.example")
    assert clock.now() < datetime.fromtimestamp(said["exp"], UTC) <= clock.now() + timedelta(hours=24)


def _decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_who_wants_one_a_week_gets_one_on_monday_morning_and_appointments_at_once(
    engine: Engine, village: Village, clock: FixedClock, real_outbox: Outbox, sms: Peer
) -> None:
    who = somebody(engine, village, 1, "sms", weekly=True)
    clock.moment = oslo("2026-11-24 10:00")
    numbers = count()

    def happen(kind: str, at: str) -> None:
        event_id = new_id()
        save(
            engine,
            EventRow(
                id=event_id,
                at=oslo(at),
                kind=kind,
                participant_id=who.id,
                office_id=village.office,
                actor_id=village.caseworker.id,
                data={"number": str(next(numbers))},
            ),
        )
        save(engine, Notice(id=new_id(), person_id=who.id, event_id=event_id, due_at=oslo(at)))

    happen("AbsenceDecided", "2026-11-24 10:00")
    happen("MonthConfirmed", "2026-11-25 11:00")
    assert real_outbox.deliver_due() == 0
    happen("AppointmentMoved", "2026-11-24 10:00")
    assert real_outbox.deliver_due() == 1
    clock.moment = oslo("2026-11-27 12:00")
    assert real_outbox.deliver_due() == 0
    clock.moment = oslo("2026-11-30 08:59")
    assert real_outbox.deliver_due() == 0
    clock.moment = oslo("2026-11-30 09:00")
    assert real_outbox.deliver_due() == 1
    clock.moment = oslo("2026-12-04 12:00")
    assert real_outbox.deliver_due() == 0
    assert len(sms.took) == 2
    assert NoticeState.QUEUED not in {row.state for row in all_rows(engine, Notice)}


def test_the_gateway_knows_us_by_a_token_and_the_notice_by_its_key(
    engine: Engine, village: Village, clock: FixedClock, real_outbox: Outbox, sms: Peer
) -> None:
    queue(engine, somebody(engine, village, 1, "sms"), clock.now())
    real_outbox.deliver_due()
    [sent] = sms.took
    assert sent["headers"]["authorization"] == "Bearer token"
    assert sent["headers"]["idempotency-key"] == json.loads(sent["body"])["ref"]
