"""What has happened to the plan and to what was proposed for it. Events carry ids and never a person's words."""

from dataclasses import dataclass

from portal.domain.events import Event


@dataclass(frozen=True, slots=True)
class PlanProposed(Event):
    """One side proposed a change of the plan."""

    proposal_id: str
    from_staff: bool


@dataclass(frozen=True, slots=True)
class ProposalWithdrawn(Event):
    """Whoever proposed it took it back."""

    proposal_id: str
    from_staff: bool


@dataclass(frozen=True, slots=True)
class ProposalAnswered(Event):
    """The other side answered a proposal, or a caseworker decided it."""

    proposal_id: str
    from_staff: bool


@dataclass(frozen=True, slots=True)
class ProposalLapsed(Event):
    """Nobody answered a proposal in time, so nothing came of it."""

    proposal_id: str


@dataclass(frozen=True, slots=True)
class PlanChanged(Event):
    """The plan has a new version. Both sides had said yes."""

    number: int
