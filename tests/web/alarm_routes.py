"""What cannot wait, with forms that its routes would take."""

from typing import Any

from tests.web.things import PARTICIPANT

WHY = "Truet en ansatt i går kveld."
KEY = "a" * 24


def of_alarms(make: Any, ids: dict[str, str], caseworker: str, leader: str) -> list[Any]:  # noqa: ANN401 -- `Writing` is made where this is asked for.
    """Alarms, calls, threats, and the participant's own part in them. Where nothing rang, the form was read all the same."""
    case, taken = f"/work/case/{ids['participant_id']}", frozenset({200, 303, 404, 409, 422})
    close = {"outcome": "talked", "text": "Vi har snakket sammen om det."}
    return [
        make("alarms.take_away", caseworker, f"{case}/alarm", {"message": "1"}, taken),
        make("alarms.phoned", caseworker, f"{case}/call", {"message": "1", "reached": "no"}, taken),
        make("threat.report", caseworker, f"{case}/threat", {"whole": "1", "text": WHY}, taken),
        make("threats.close", leader, f"/work/threats/{ids['threat_id']}", close, taken),
        make("important.acknowledge", PARTICIPANT, "/messages/acknowledge", {"sequence": "1"}, taken),
        make("help_now.send", PARTICIPANT, "/help-now", {"need": "food", "key": KEY}, taken),
    ]
