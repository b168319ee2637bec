"""Appointments and what was agreed at them, with forms that their routes would take."""

from typing import Any

from tests.web.things import PARTICIPANT


def of_meetings(make: Any, ids: dict[str, str], caseworker: str, key: str) -> list[Any]:  # noqa: ANN401 -- `Writing` is made where this is asked for.
    """All of both."""
    return _of_appointments(make, ids, caseworker, key) + _of_agreements(make, ids, caseworker, key)


def _of_appointments(make: Any, ids: dict[str, str], caseworker: str, key: str) -> list[Any]:  # noqa: ANN401 -- `Writing` is made where this is asked for.
    """Answering one, and all that the office does with it: what was changed before is a conflict for what comes after."""
    one, mine = f"/work/appointments/{ids['appointment_id']}", f"/appointments/{ids['appointment_id']}"
    case = f"/work/case/{ids['participant_id']}/appointments"
    meeting = {"title": "Samtale", "day": "2026-12-17", "starts": "13:00", "ends": "14:00"}
    meeting |= {"how": "in_person", "place": "Rom 2"}
    cancelled = {"version": "2", "reason": "Jeg er syk i dag."}
    return [
        make("appointments.answer", PARTICIPANT, mine, {"sequence": "1", "answer": "coming", "key": key}),
        make("appointment_desk.make", caseworker, case, meeting),
        make("appointment_desk.take", caseworker, f"{one}/take", {"version": "2", "place": "1"}),
        make(
            "appointment_desk.change",
            caseworker,
            one,
            meeting | {"version": "2", "starts": "09:00", "ends": "10:00"},
        ),
        make("appointment_desk.cancel", caseworker, f"{one}/cancel", cancelled),
    ]


def _of_agreements(make: Any, ids: dict[str, str], caseworker: str, key: str) -> list[Any]:  # noqa: ANN401 -- `Writing` is made where this is asked for.
    """Writing down, confirming and ticking, on both sides; the points are nobody's."""
    mine, desk = f"/plan/agreed/{ids['take_away_id']}", f"/work/agreed/{ids['take_away_id']}"
    case, text = f"/work/case/{ids['participant_id']}/agreed", {"text": "Vi prøver en uke til."}
    point, keyed, unknown = {"point": "nobody's", "done": "1"}, {"key": key}, frozenset({404})
    return [
        make("take_aways.write", PARTICIPANT, "/plan/agreed", text | keyed),
        make("take_aways.tick", PARTICIPANT, f"{mine}/done", point | keyed, unknown),
        make("take_aways.confirm", PARTICIPANT, f"{mine}/confirm", {"note": "Jeg sa to dager."} | keyed),
        make("take_aways.change", PARTICIPANT, f"{mine}/change", text | keyed),
        make("take_away_desk.write", caseworker, case, text),
        make("take_away_desk.tick", caseworker, f"{desk}/done", point, unknown),
        make("take_away_desk.confirm", caseworker, f"{desk}/confirm", {}),
        make("take_away_desk.change", caseworker, f"{desk}/change", text),
    ]
