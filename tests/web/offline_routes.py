"""The forms around the queue and the receipts, with fields that they would read."""

# Which, where, what, and which answers say that the form was read: an envelope that nobody closed, a form that nobody
# kept, and a receipt that nobody gave.
OF_THE_QUEUE = (
    ("offline.flush", "/offline/flush", {"sealed": "AAAA", "key": "k" * 24}, frozenset({200})),
    ("offline_use.decide", "/me/offline", {"id": "x", "step": "drop"}, frozenset({404})),
    ("receipts.check", "/receipts/check", {"number": "", "code": ""}, frozenset({200})),
)
