"""Starting the web server: granian, one process, pages and stream and worker together."""

from granian import Granian
from granian.constants import HTTPModes, Interfaces

# Granian divides its backlog among workers and then silently stops reading new connections; open streams are many.
BACKPRESSURE = 20_000
# Open streams would hold up the end of the process for as long as somebody has a page open.
SECONDS_TO_END = 5


def serve(host: str, port: int, application: str = "portal.wsgi:application") -> None:
    """Serve until told to stop. Settings come from the environment, which the server's process inherits."""
    Granian(
        application,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        factory=True,
        workers=1,
        http=HTTPModes.http1,
        websockets=False,
        backpressure=BACKPRESSURE,
        workers_kill_timeout=SECONDS_TO_END,
        log_access=False,
    ).serve()
