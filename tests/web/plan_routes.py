"""The writing routes of proposals: who may, where, and a form that would be taken."""

# An answer may come too late, or from the side that proposed: it was asked, and not refused at the door.
TOO_LATE = frozenset({200, 204, 303, 404, 409, 422})


def of_proposals(
    ids: dict[str, str], participant: str, caseworker: str, key: str
) -> list[tuple[str, str, str, dict[str, str]]]:
    """Endpoint, who, path and fields of each."""
    own, staff = f"/plan/proposals/{ids['proposal_id']}", f"/work/proposals/{ids['proposal_id']}"
    goal = {"step": "send", "about": "goal", "how": "other", "goal": "Fast jobb.", "key": key}
    answer, back = {"answer": "yes", "version": "1", "key": key}, {"key": key}
    case = f"/work/case/{ids['participant_id']}/plan/propose"
    return [
        ("proposals.send", participant, "/plan/propose", goal),
        ("proposals.answer", participant, own, answer),
        ("proposals.withdraw", participant, f"{own}/withdraw", back),
        ("case_plan.send", caseworker, case, goal),
        ("case_plan.answer", caseworker, staff, answer),
        ("case_plan.decide", caseworker, f"{staff}/decide", answer),
        ("case_plan.withdraw", caseworker, f"{staff}/withdraw", back),
    ]
