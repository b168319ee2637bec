"""Connecting the ways on which notices leave: those that are set, and the file for the others where it stands in."""

from portal.adapters.notices import NoticesToFile
from portal.adapters.push import WebPush, public_key
from portal.adapters.sms import SmsGateway
from portal.adapters.smtp import Mail
from portal.domain.notices import Channel
from portal.domain.ports import Clock, Notices
from portal.settings import Settings, SettingsError
from portal.text.told_outside import Fixed


def available(settings: Settings) -> tuple[Channel, ...]:
    """The channels that somebody may choose, in the order in which they are offered."""
    has = {
        Channel.SMS: settings.sms or settings.notices_file,
        Channel.EMAIL: settings.smtp or settings.notices_file,
        # A phone can only be asked with a key of ours.
        Channel.PUSH: settings.push,
    }
    return tuple(channel for channel in Channel if has[channel])


def connect(settings: Settings, clock: Clock, fixed: Fixed) -> dict[Channel, Notices]:
    """Each channel that is available. `clock` is the world's own, as push services know no other.

    In the demo nobody is real, and no push leaves this machine: it is written to the file like the others.
    """
    found: dict[Channel, Notices] = {}
    for channel in available(settings):
        if settings.notices_file and (channel is not Channel.PUSH or settings.demo):
            found[channel] = NoticesToFile(settings.notices_file, fixed, channel)
    if settings.sms:
        found[Channel.SMS] = SmsGateway(settings.sms.url, settings.sms.token, settings.sms.fields, fixed)
    if settings.smtp:
        found[Channel.EMAIL] = Mail(settings.smtp, clock, fixed)
    if settings.push and Channel.PUSH not in found:
        push = settings.push
        found[Channel.PUSH] = WebPush(push.key, push.contact, push.hosts, clock, fixed)
    return found


def push_public_key(settings: Settings) -> str:
    """What a browser must know of our key, or nothing without one. Raises SettingsError for a key that is none."""
    if not settings.push:
        return ""
    try:
        return public_key(settings.push.key)
    except ValueError as error:
        # Its own words could quote the key.
        raise SettingsError("PORTAL_PUSH_KEY_FILE holds no private key on the curve P-256.") from error
