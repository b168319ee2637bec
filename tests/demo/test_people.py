"""The people: enough of each kind, recognisably made up, in programmes that the law allows."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Row

from portal.demo.identity import SYNTHETIC, VAULT, check_digits
from portal.domain.calendar import oslo_day
from portal.domain.identity import is_identity_number
from portal.domain.people import Role
from portal.domain.programme import IntervalKind, ProgrammeState
from portal.rules.days import add_months, last_day_of_period
from portal.store.base import Base
from portal.store.models import Interval, Office, Person, Programme

PARTICIPANTS = 60
FIRST_FICTITIOUS, LAST_FICTITIOUS = 68_05_00_00, 68_05_99_99

Rows = Callable[[type[Base]], Sequence[Row[Any]]]


def test_there_are_two_offices_with_their_staff_and_sixty_participants(rows_of: Rows) -> None:
    roles = Counter((person.role, person.office_id) for person in rows_of(Person))
    offices = {office.municipality: office for office in rows_of(Office)}
    assert {name: office.municipality_number for name, office in offices.items()} == {
        "Tromsø": "5501",
        "Trondheim": "5001",
    }
    assert all(office.name.endswith("(syntetisk)") for office in offices.values())
    assert [roles[Role.CASEWORKER, office.id] for office in offices.values()] == [4, 4]
    assert [roles[Role.LEADER, office.id] for office in offices.values()] == [1, 1]
    for role in (Role.CONTACT_CENTRE, Role.ADMINISTRATOR, Role.AUDITOR):
        assert roles[role, offices["Tromsø"].id] == 1
    assert roles[Role.TRANSLATOR, None] == 4
    assert sum(count for (role, _), count in roles.items() if role is Role.PARTICIPANT) == PARTICIPANTS


def test_identity_numbers_are_synthetic_unique_and_carry_valid_check_digits(rows_of: Rows) -> None:
    people = [person for person in rows_of(Person) if person.role is Role.PARTICIPANT]
    numbers = [VAULT.open(person.identity_sealed, person.id) for person in people]
    assert len(set(numbers)) == PARTICIPANTS
    assert {person.identity_fingerprint for person in people} == {VAULT.fingerprint(one) for one in numbers}
    for person, number in zip(people, numbers, strict=True):
        assert is_identity_number(number, synthetic=True)
        assert check_digits(number[:9]) == number[9:]
        assert int(number[2:4]) == person.born_on.month + SYNTHETIC
        assert number[:2] + number[4:6] == f"{person.born_on:%d%y}"
        assert (int(number[6:9]) >= 500) == (person.born_on.year >= 2000)


@pytest.mark.parametrize("number", ["17859012582", "17459012761", "30108299920"])
def test_the_check_digits_of_published_test_numbers_come_out(number: str) -> None:
    assert check_digits(number[:9]) == number[9:]


def test_phones_are_fictitious_and_unique(rows_of: Rows) -> None:
    phones = [person.phone.removeprefix("+47") for person in rows_of(Person) if person.phone]
    assert len(phones) == len(set(phones)) == PARTICIPANTS
    phones += [office.phone.replace(" ", "") for office in rows_of(Office)]
    assert all(FIRST_FICTITIOUS <= int(phone) <= LAST_FICTITIOUS for phone in phones)


def test_names_and_aliases_are_unique_and_keys_are_plain(rows_of: Rows) -> None:
    people = rows_of(Person)
    staff = [person for person in people if person.role is not Role.PARTICIPANT]
    assert len({person.name for person in people}) == len(people)
    assert len({person.alias for person in staff}) == len(staff)
    assert all(person.key.replace("-", "").isascii() and " " not in person.key for person in people)
    first_words = [person.name.split()[0] for person in people]
    assert len(set(first_words)) == len(first_words)


def test_every_state_and_every_language_is_there(rows_of: Rows) -> None:
    programmes = rows_of(Programme)
    # Nobody has moved yet: where they came from would be another office of the demo.
    assert {programme.state for programme in programmes} == set(ProgrammeState) - {
        ProgrammeState.REFUSED,
        ProgrammeState.WITHDRAWN,
    }
    running = {p.period for p in programmes if p.state is ProgrammeState.RUNNING}
    assert running == {1, 2, 3}
    for office in rows_of(Office):
        locales = Counter(
            person.locale
            for person in rows_of(Person)
            if person.office_id == office.id and person.role is Role.PARTICIPANT
        )
        assert set(locales) == {"nb", "nn", "en", "ar", None}
        assert min(locales["ar"], locales["en"], locales["nn"]) >= 2
        assert locales["nb"] > sum(locales.values()) / 2
    assert {p.interpreter for p in programmes} == {"", "uk", "se", "so", "ti"}


def test_the_mix_is_close_to_the_figures_of_the_country(rows_of: Rows, now: datetime) -> None:
    people = [person for person in rows_of(Person) if person.role is Role.PARTICIPANT]
    programmes = rows_of(Programme)
    today = oslo_day(now)
    young = sum(1 for person in people if add_months(person.born_on, 25 * 12) > today)
    women = sum(1 for person in people if int(VAULT.open(person.identity_sealed, person.id)[8]) % 2 == 0)
    assert 0.11 < young / PARTICIPANTS < 0.17
    assert 0.5 < women / PARTICIPANTS < 0.58
    assert 0.4 < sum(1 for p in programmes if p.children) / PARTICIPANTS < 0.5
    assert sum(1 for p in programmes if p.state is ProgrammeState.RUNNING and p.period == 3) == 6
    assert sum(1 for p in programmes if p.state is ProgrammeState.SUSPENDED) == 2
    assert 0.08 < sum(1 for p in programmes if p.written_form == "nn") / PARTICIPANTS < 0.12
    assert all(18 * 12 <= _months(person.born_on, today) < 67 * 12 for person in people)


def test_dates_of_every_programme_are_lawful(rows_of: Rows, now: datetime) -> None:
    today = oslo_day(now)
    away = rows_of(Interval)
    for p in rows_of(Programme):
        assert p.received_on <= today
        begins = p.started_on or p.period_from
        if begins is None:
            assert p.state is ProgrammeState.APPLIED
            continue
        assert begins <= add_months(p.received_on, 6), "sosialtjenesteloven § 31"
        assert p.period_to <= last_day_of_period(p.period_from, 12), "KVP-forskriften § 2"
        not_counted = sum(
            ((i.last_day or today) - i.first_day).days + 1 for i in away if i.programme_id == p.id
        )
        longest = last_day_of_period(begins, 36 if p.period == 3 else 24)
        assert p.period_to <= longest + timedelta(days=not_counted), "sosialtjenesteloven § 32"
        if p.state in {ProgrammeState.RUNNING, ProgrammeState.ON_LEAVE, ProgrammeState.SUSPENDED}:
            assert p.period_from <= today <= p.period_to
        if p.state is ProgrammeState.PLANNED:
            assert p.started_on is None
            assert p.period_from > today
        closed = p.state in {ProgrammeState.COMPLETED, ProgrammeState.ENDED, ProgrammeState.MOVED}
        assert (p.closed_on is not None) == closed
        if closed:
            assert p.period_from <= p.closed_on <= min(today, p.period_to)


def test_some_periods_run_out_within_six_weeks(rows_of: Rows, now: datetime) -> None:
    today = oslo_day(now)
    soon = [
        p
        for p in rows_of(Programme)
        if p.state is ProgrammeState.RUNNING and today <= p.period_to <= today + timedelta(weeks=6)
    ]
    assert 2 <= len(soon) <= 8


def test_leave_and_suspension_agree_with_the_state(rows_of: Rows, now: datetime) -> None:
    today = oslo_day(now)
    lasting = {i.programme_id: i for i in rows_of(Interval) if i.last_day is None}
    wanted = {
        ProgrammeState.ON_LEAVE: IntervalKind.LEAVE,
        ProgrammeState.SUSPENDED: IntervalKind.SUSPENSION,
    }
    for p in rows_of(Programme):
        interval = lasting.get(p.id)
        assert (interval.kind if interval else None) == wanted.get(p.state)
        if interval:
            assert p.started_on <= interval.first_day <= today
            assert today < add_months(interval.first_day, 12), "sosialtjenesteloven § 34 ledd 1"
    assert any(i.last_day and i.last_day < today for i in rows_of(Interval))


def _months(born_on: date, today: date) -> int:
    return (today.year - born_on.year) * 12 + today.month - born_on.month
