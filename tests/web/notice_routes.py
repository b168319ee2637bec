"""The writing routes about notices: a part of `tests.web.routes`."""

PHONE = "https://updates.push.services.mozilla.com/wpush/v2/nobody"


def of_notices(participant: str, administrator: str) -> list[tuple[str, str, str, dict[str, str]]]:
    """Each endpoint, who may, where, and what."""
    group = {"says": "news", "channel": "sms", "trouble": "down", "what": "drop"}
    asked = {
        "notices.choose": ("", {"first": "sms"}),
        "notices.address": ("/address", {"channel": "sms", "address": "1"}),
        "notices.code": ("/code", {"channel": "sms", "code": "000000"}),
        "notices.forget_email": ("/email/forget", {}),
        "notices.add_phone": ("/phone", {"endpoint": PHONE}),
        "notices.end_phones": ("/phone/end", {}),
    }
    return [
        *((name, participant, f"/me/notices{path}", sent) for name, (path, sent) in asked.items()),
        ("undelivered.change", administrator, "/admin/notices", group),
    ]
