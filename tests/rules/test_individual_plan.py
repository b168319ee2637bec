"""The right to an individual plan, and where each of its sentences stands."""

from portal.rules.decision import Outcome
from portal.rules.individual_plan import right_to_plan


def test_stl_33_everybody_in_the_programme_has_the_right() -> None:
    decision = right_to_plan()
    assert (decision.outcome, decision.value, decision.would_change) == (Outcome.MET, None, ())
    assert [(one.reason.code, one.basis.key) for one in decision.because] == [  # type: ignore[union-attr] # All of law.
        ("individual-plan.right", "LOV-2009-12-18-131/33/1/1"),
        ("individual-plan.made-together", "LOV-2009-12-18-131/33/1/2"),
        ("individual-plan.only-with-consent", "FOR-2022-06-22-1110/5"),
        ("individual-plan.one-plan", "FOR-2022-06-22-1110/9"),
        ("individual-plan.ten-contents", "FOR-2022-06-22-1110/9/3"),
        ("individual-plan.no-larger-right", "FOR-2022-06-22-1110/4/3"),
    ]
