"""A planted demo world after everybody has written everything and looked at everything, and what was heard meanwhile."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

from sqlalchemy import select

from portal.adapters.clock import FixedClock
from portal.adapters.files.folder import FolderOfFiles
from portal.app import World as PortalWorld
from portal.demo.documents import put_files
from portal.settings import SYNTHETIC_KEY, Settings
from portal.store.engine import open_engine
from portal.store.models import METADATA
from portal.store.vault import Vault
from portal.web.maps import MAP
from tests.builders import RecordingBus
from tests.canaries import Canary, plant
from tests.conftest import NOW
from tests.portals import CHANNELS, portal_of
from tests.web.eyes import Answer, World, facts_of
from tests.web.overheard import listening, watching
from tests.web.sweep import CITIZEN_KEYS, Walk

ADDRESSES = re.compile(r'\b(?:href|action|formaction|src|hx-[a-z-]+|data-[a-z-]+)="([^"]*)"')


def addresses_on(body: str) -> str:
    """Every address on a page, one after the other, but for the map and the telephone number of a meeting.

    Who must not be found has no place, and so no such link (tests/web/test_hidden_pages.py).
    """
    found = (one for one in ADDRESSES.findall(body) if not one.startswith((MAP, "tel:")))
    return unquote(" ".join(found))


class Swept(Walk):
    """The walk, and what the portal said and did meanwhile: lines of the log, changes on the bus, files it wrote."""

    bus: RecordingBus
    lines: list[str]
    files: list[str]
    facts: World

    def heard_by(self, answer: Answer) -> list[Canary]:
        """The canaries in an answer's body."""
        return [self.aviary.birds[sign] for sign in sorted(answer.heard)]


@contextmanager
def swept_world(template: Path, folder: Path) -> Iterator[Swept]:
    """Everybody has written everything and then looked at everything, on a planted copy of `template` in `folder`."""
    path = folder / "portal.db"
    path.write_bytes(template.read_bytes())
    engine = open_engine(f"sqlite:///{path}", busy_seconds=10.0)
    person = METADATA.tables["person"]
    with engine.begin() as connection:
        busy = [connection.scalar(select(person.c.id).where(person.c.key == key)) for key in CITIZEN_KEYS]
        aviary = plant(connection, NOW, [str(one) for one in busy])
    bus = RecordingBus()
    app = portal_of(_settings(path), PortalWorld(engine, FixedClock(NOW), bus))
    put_files(engine, FolderOfFiles(path.parent / "documents", Vault((SYNTHETIC_KEY,))))
    walk = Swept(app, engine, aviary)
    walk.bus = bus
    with listening() as walk.lines, watching() as walk.files:
        walk.begin()
        _let_in(walk)
        walk.write()
        walk.find_things()
        walk.look()
        walk.leave()
    walk.facts = facts_of(engine)
    yield walk
    engine.dispose()


def _settings(path: Path) -> Settings:
    return Settings(
        database_url=f"sqlite:///{path}",
        secret_key="a secret of the tests, 32 signs and more",
        https=False,
        demo=True,
        identity_keys=(SYNTHETIC_KEY,),
        **CHANNELS,
        documents_folder=path.parent / "documents",
        limits_times=1000,
    )


def _let_in(walk: Swept) -> None:
    """What needs a number: emergencies, given access, and the contact centre's search, of people within reach and not."""
    numbers = {one.whose: sign for sign, one in walk.aviary.birds.items() if one.column == "identity number"}
    about = [walk[key].id for key in ("rolig-rogn", "tapper-tang", "lun-lind", "grei-grend")]
    for whose in about:
        number = {"number": numbers[whose]}
        for staff in ("klok-klippe", "klar-kyst", "jevn-jord"):
            more = number | {"hours": "1"}
            walk.send(walk[staff], "emergency.open_case", "/work/emergency", whose, {"reason": ""}, **more)
        for staff in ("naer-nordlys", "klok-klippe"):
            walk.send(walk[staff], "centre.find", "/centre", whose, {}, **number)
        for leader in ("klar-kyst", "fast-fjell"):
            more = number | {"staff": walk["jevn-jord"].id, "last_day": "2026-12-01"}
            walk.send(walk[leader], "access.give", "/work/access", whose, {"reason": ""}, **more)
