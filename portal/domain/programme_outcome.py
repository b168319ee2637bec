"""What came after a programme, as the yearly report asks for it (KOSTRA form 11CF)."""

from enum import StrEnum


class Afterwards(StrEnum):
    """What a participant came to right after the programme, as the yearly report asks (KOSTRA 11CF, AVSL fields)."""

    WORK = "work"
    SUBSIDISED_WORK = "subsidised_work"
    LABOUR_MARKET_SCHEME = "labour_market_scheme"
    EDUCATION = "education"
    DISABILITY_BENEFIT = "disability_benefit"
    WORK_ASSESSMENT = "work_assessment"
    SOCIAL_ASSISTANCE_WAITING = "social_assistance_waiting"
    SOCIAL_ASSISTANCE = "social_assistance"
    OTHER = "other"
    UNKNOWN = "unknown"


class MainIncome(StrEnum):
    """The most important income right after the programme (KOSTRA 11CF, AVSL_VIKTIGSTE_INNTEKT)."""

    WORK = "work"
    SUBSIDISED_WORK = "subsidised_work"
    SCHEME_ALLOWANCE = "scheme_allowance"
    STUDENT_FINANCE = "student_finance"
    DISABILITY_BENEFIT = "disability_benefit"
    WORK_ASSESSMENT_ALLOWANCE = "work_assessment_allowance"
    SOCIAL_ASSISTANCE_WAITING = "social_assistance_waiting"
    SOCIAL_ASSISTANCE = "social_assistance"
    OTHER = "other"
    UNKNOWN = "unknown"
