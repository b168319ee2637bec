"""How a participant wants to be told: what they have chosen, the addresses that are theirs, and the phones to knock at."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from portal.domain.allowance import Counted
from portal.domain.errors import NotFound, Refused
from portal.domain.notices import CODE_LIVES, MOST_TRIES, Channel, Says
from portal.domain.push import is_push_endpoint
from portal.services import limits
from portal.services.notice_codes import code_of, is_code
from portal.services.permissions import Subject, own_case
from portal.services.work import Work
from portal.store import notice_wish as store
from portal.store import person as people
from portal.store.base import new_id
from portal.store.notice import Notice
from portal.store.notice_wish import LONGEST_ADDRESS, MOST_PHONES, AddressCheck, NoticeWish, PushSubscription
from portal.store.person import Person

MAILBOX = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+",
    re.ASCII,
)
# A Norwegian number that can take a short message, or one of another country.
MOBILE = re.compile(r"[49][0-9]{7}", re.ASCII)
ABROAD = re.compile(r"\+(?!47)[1-9][0-9]{6,14}", re.ASCII)
# Pressed twice is asked once.
AGAIN_AFTER = timedelta(minutes=1)
SHOWN_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Outside:
    """What the portal is connected with: the channels that can be chosen, and what push and codes need."""

    channels: tuple[Channel, ...]
    code_key: bytes
    push_key: str = ""
    push_hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody has chosen, as their own page shows it: addresses are masked, as others may see the screen.

    `waiting` are the addresses that want their code. `here`: this phone was added in this sign-in. `hidden`: who must
    not be found is told nothing outside before they say so.
    """

    channels: tuple[Channel, ...]
    weekly: bool
    reserved: bool
    phone: str
    email: str
    waiting: tuple[tuple[Channel, str], ...]
    here: bool
    phones: int
    hidden: bool


class Answer(StrEnum):
    """What became of a code."""

    RIGHT = "right"
    WRONG = "wrong"
    OVER = "over"


def own_choice(work: Work, token_hash: str) -> Choice:
    """What the participant has chosen. Raises NotPermitted for everybody else."""
    subject = own_case(work)
    person, wish = _person(work, subject.id), store.wish_of(work.session, subject.id)
    checks = [
        one
        for one in store.checks_of(work.session, subject.id)
        if work.now < one.asked_at + CODE_LIVES and one.tries < MOST_TRIES
    ]
    return Choice(
        channels=_channels(wish) if person.notices else (),
        weekly=bool(wish and wish.weekly),
        reserved=bool(wish and wish.reserved),
        phone=masked(person.phone),
        email=masked(wish.email if wish else ""),
        waiting=tuple(
            (one.channel, masked(one.address)) for one in sorted(checks, key=lambda one: one.channel)
        ),
        here=store.subscribed_here(work.session, token_hash),
        phones=len(store.endpoints(work.session, subject.id)),
        hidden=subject.hidden,
    )


def choose(work: Work, outside: Outside, wanted: Sequence[Channel], *, weekly: bool) -> None:
    """Be told on these ways, in this order, or with none of them not at all. Doing it twice changes nothing.

    Raises Refused for a way without an address, and for who has said no in the contact register.
    """
    subject = own_case(work)
    limits.spend(work.session, subject.id, Counted.FORMS, work.now, work.rates)
    people.hold(work.session, subject.id)
    person, wish = _person(work, subject.id), _wish(work, subject.id)
    _not_reserved(wish)
    ways = list(dict.fromkeys(wanted))
    if not set(ways) <= set(outside.channels):
        raise Refused("notice-way")
    has = {
        Channel.SMS: bool(person.phone),
        Channel.EMAIL: bool(wish.email),
        Channel.PUSH: bool(store.endpoints(work.session, subject.id)),
    }
    for way in ways:
        if not has[way]:
            raise Refused(f"notice-without-{way}")
    person.notices = bool(ways)
    if ways:
        wish.channels = ",".join(ways)
    wish.weekly, wish.changed_at = weekly, work.now


def ask_code(work: Work, outside: Outside, channel: Channel, address: str) -> None:
    """Send a code to an address, which counts from when the code has been written here.

    Raises Refused for what is no address, and TooMany: codes go to people who may have nothing to do with us.
    """
    subject = own_case(work)
    people.hold(work.session, subject.id)
    _not_reserved(store.wish_of(work.session, subject.id))
    if channel not in outside.channels or channel is Channel.PUSH:
        raise Refused("notice-way")
    good = mobile(address) if channel is Channel.SMS else mailbox(address)
    before = store.check_of(work.session, subject.id, channel)
    if before and before.address == good and work.now < before.asked_at + AGAIN_AFTER:
        return
    limits.spend(work.session, subject.id, Counted.CODES, work.now, work.rates)
    work.session.merge(
        AddressCheck(person_id=subject.id, channel=channel, address=good, asked_at=work.now, tries=0)
    )
    work.session.add(
        Notice(person_id=subject.id, event_id=new_id(), due_at=work.now, says=Says.CODE, channel=channel)
    )


def confirm(work: Work, outside: Outside, channel: Channel, given: str) -> Answer:
    """The address is the person's own, if this is its code. A wrong one is counted, and five are the end of it."""
    subject = own_case(work)
    people.hold(work.session, subject.id)
    check = store.check_of(work.session, subject.id, channel)
    if check is None or check.asked_at + CODE_LIVES <= work.now or check.tries >= MOST_TRIES:
        return Answer.OVER
    check.tries += 1
    if not is_code(given, code_of(outside.code_key, subject.id, channel, check.address, check.asked_at)):
        return Answer.WRONG
    if channel is Channel.SMS:
        _person(work, subject.id).phone = check.address
    else:
        wish = _wish(work, subject.id)
        wish.email, wish.changed_at = check.address, work.now
    work.session.delete(check)
    return Answer.RIGHT


def forget_email(work: Work) -> None:
    """The e-mail address goes, and with it the way."""
    subject = own_case(work)
    people.hold(work.session, subject.id)
    wish = store.wish_of(work.session, subject.id)
    if wish and wish.email:
        wish.email, wish.changed_at = "", work.now
        _drop_way(work, subject, wish, Channel.EMAIL)


def subscribe(work: Work, outside: Outside, endpoint: str, token_hash: str) -> None:
    """Knock at this phone first of all from now on. Of what its browser says only the address is kept.

    Raises Refused for an address that is none of a push service, and for who has said no in the contact register.
    """
    subject = own_case(work)
    limits.spend(work.session, subject.id, Counted.FORMS, work.now, work.rates)
    people.hold(work.session, subject.id)
    wish = _wish(work, subject.id)
    _not_reserved(wish)
    if Channel.PUSH not in outside.channels or not is_push_endpoint(endpoint, outside.push_hosts):
        raise Refused("notice-way")
    # One phone is one person's: whoever had it before is not told on it any more.
    store.forget_endpoint(work.session, store.hash_of(endpoint))
    for old in store.endpoints(work.session, subject.id)[MOST_PHONES - 1 :]:
        store.forget_endpoint(work.session, old.endpoint_hash)
    work.session.add(
        PushSubscription(
            person_id=subject.id,
            endpoint_hash=store.hash_of(endpoint),
            endpoint=endpoint,
            token_hash=token_hash,
            made_at=work.now,
        )
    )
    person = _person(work, subject.id)
    others = [way for way in _channels(wish) if way is not Channel.PUSH] if person.notices else []
    wish.channels, wish.changed_at = ",".join([Channel.PUSH, *others]), work.now
    person.notices = True


def unsubscribe(work: Work) -> None:
    """No phone of the participant is knocked at any more."""
    subject = own_case(work)
    people.hold(work.session, subject.id)
    store.forget_phones(work.session, subject.id)
    wish = store.wish_of(work.session, subject.id)
    if wish:
        wish.changed_at = work.now
        _drop_way(work, subject, wish, Channel.PUSH)


def mobile(text: str) -> str:
    """A number that can take a short message, with its country in front. `text` has plain digits. Raises Refused."""
    number = f"+{text[2:]}" if text.startswith("00") else text
    number = number.removeprefix("+47")
    if MOBILE.fullmatch(number):
        return f"+47{number}"
    if ABROAD.fullmatch(number):
        return number
    raise Refused("notice-number")


def mailbox(text: str) -> str:
    """An address that a mail server takes. Raises Refused."""
    plain = MAILBOX.fullmatch(text) and len(text) <= LONGEST_ADDRESS
    local = text.partition("@")[0]
    if not plain or ".." in text or local.startswith(".") or local.endswith("."):
        raise Refused("notice-mailbox")
    return text


def masked(address: str) -> str:
    """As much of an address as its owner needs to know it again."""
    name, at, host = address.partition("@")
    if at:
        return f"{name[:1]}•••@{host}"
    return f"••• •• {address[-SHOWN_DIGITS:]}" if address else ""


def _channels(wish: NoticeWish | None) -> tuple[Channel, ...]:
    text = wish.channels if wish else Channel.SMS.value
    return tuple(Channel(one) for one in text.split(",") if one)


def _drop_way(work: Work, subject: Subject, wish: NoticeWish, way: Channel) -> None:
    left = [one for one in _channels(wish) if one is not way]
    # Somebody who wanted to be told still is: by SMS, as everybody is who has said nothing else. Who must not be found
    # is told on no way that they have not chosen themselves.
    wish.channels = ",".join(left) or Channel.SMS.value
    if not left and subject.hidden:
        _person(work, subject.id).notices = False


def _not_reserved(wish: NoticeWish | None) -> None:
    if wish and wish.reserved:
        raise Refused("notice-reserved")


def _person(work: Work, person_id: str) -> Person:
    person = people.by_id(work.session, person_id)
    if person is None:
        raise NotFound("No such person.")
    return person


def _wish(work: Work, person_id: str) -> NoticeWish:
    wish = store.wish_of(work.session, person_id)
    if wish is None:
        wish = NoticeWish(
            person_id=person_id,
            channels=Channel.SMS.value,
            email="",
            weekly=False,
            reserved=False,
            changed_at=work.now,
        )
        work.session.add(wish)
    return wish
