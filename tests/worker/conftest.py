"""The three ways out over real peers on this machine, and an outbox that sends by them."""

import ssl
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.adapters.push import WebPush
from portal.adapters.sms import SmsGateway
from portal.adapters.smtp import Mail
from portal.domain.notices import Channel
from portal.domain.ports import Notices
from portal.settings import Smtp
from portal.worker.outbox import Outbox
from tests.notice_peers import Peer, certificates, mail_server, push_service, sms_gateway
from tests.worker.gateway import fixed, outbox_of
from tests.worker.outside import KEY, PUSH_HOST

QUICK = 0.4


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    return certificates(tmp_path_factory.mktemp("tls"), "localhost", "127.0.0.1", PUSH_HOST)


@pytest.fixture
def sms() -> Iterator[Peer]:
    with sms_gateway() as peer:
        yield peer


@pytest.fixture
def mail(tls: tuple[ssl.SSLContext, ssl.SSLContext]) -> Iterator[Peer]:
    with mail_server(tls[0]) as peer:
        yield peer


@pytest.fixture
def push(tls: tuple[ssl.SSLContext, ssl.SSLContext]) -> Iterator[Peer]:
    with push_service(tls[0]) as peer:
        yield peer


@pytest.fixture
def ways(
    sms: Peer, mail: Peer, push: Peer, clock: FixedClock, tls: tuple[ssl.SSLContext, ssl.SSLContext]
) -> dict[Channel, Notices]:
    fields = ("recipient", "message", "ref")
    server = Smtp("localhost", mail.port, "post@kommune.example")
    return {
        Channel.SMS: SmsGateway(f"http://127.0.0.1:{sms.port}/send", "token", fields, fixed(), QUICK),
        Channel.EMAIL: Mail(server, clock, fixed(), tls=tls[1], seconds=QUICK),
        Channel.PUSH: WebPush(
            KEY,
            "mailto:drift@kommune.example",
            (),
            clock,
            fixed(),
            finder=lambda _host: ("127.0.0.1", push.port),
            tls=tls[1],
            seconds=QUICK,
        ),
    }


@pytest.fixture
def real_outbox(engine: Engine, clock: FixedClock, ways: dict[Channel, Notices]) -> Outbox:
    return outbox_of(engine, clock, ways[Channel.SMS], ways)
