"""The headers that every answer must carry, written out a second time, and what is wrong with those of an answer."""

import re

from werkzeug.test import TestResponse

# The whole policy, written out a second time on purpose: whoever loosens it must do so twice.
POLICY = (
    "default-src 'none'; script-src SCRIPTS; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "worker-src 'self'; form-action FORMS; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types default"
)
# What people have handed in runs nothing and shows nothing but itself, whatever it turns out to be.
HANDED_IN = "default-src 'none'; sandbox; frame-ancestors 'none'"
# Where it is opened: what belongs to an absence or a day, and what came with a message.
PLACES = ("/documents/", "/messages/files/")
# The way out of the portal in a hurry leads to a page of others, and its form is the only one that does.
FORMS = ("'self'", "'self' https://www.yr.no", "'none'")
NONCE = re.compile(r"'nonce-[A-Za-z0-9_-]{22}'")
OFF = (
    *(
        "accelerometer",
        "browsing-topics",
        "camera",
        "clipboard-read",
        "display-capture",
        "geolocation",
        "hid",
    ),
    *("gyroscope", "magnetometer", "microphone", "midi", "payment", "serial", "usb", "screen-wake-lock"),
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "X-Permitted-Cross-Domain-Policies": "none",
}
# Where the quick way out leads; whose pages may lead there is shown in tests/web/test_leaving.py.
WAY_OUT = " https://www.yr.no"
# What would tell which programs and versions run here.
TELLING = ("Server", "X-Powered-By", "Via")
HSTS = "Strict-Transport-Security"
CHECKED = ("Content-Security-Policy", "Permissions-Policy")


def faults_of(answer: TestResponse, *, kept: bool = False) -> list[str]:
    """What is wrong with the headers of an answer. `kept` is for files, which browsers may keep for ever."""
    faults = [
        f"{name}: {answer.headers.get(name)}"
        for name, value in ALWAYS.items()
        if answer.headers.get(name, "").replace(WAY_OUT, "") != value
    ]
    faults += [f"{name} is there" for name in TELLING if name in answer.headers]
    faults += [
        f"{name} is there twice" for name in (*ALWAYS, *CHECKED) if len(answer.headers.getlist(name)) > 1
    ]
    policy = NONCE.sub("SCRIPTS", answer.headers.get("Content-Security-Policy", ""))
    scripts = "SCRIPTS" if answer.mimetype == "text/html" else "'none'"
    is_handed_in = any(place in answer.request.path for place in PLACES) and answer.mimetype in {
        "image/jpeg",
        "application/pdf",
    }
    allowed = {POLICY.replace("SCRIPTS", scripts).replace("FORMS", forms) for forms in FORMS}
    if policy not in ({HANDED_IN} if is_handed_in else allowed):
        faults.append(f"Content-Security-Policy: {policy}")
    permissions = answer.headers.get("Permissions-Policy", "")
    if {f"{name}=()" for name in OFF} - set(permissions.split(", ")) or permissions.count(
        "="
    ) != permissions.count("=()"):
        faults.append(f"Permissions-Policy: {permissions}")
    # The worker may be kept, as long as the browser asks each time whether it is still the same.
    is_worker = (answer.request.path, answer.status_code) == ("/sw.js", 200)
    own = "no-cache" if is_worker and answer.request.method in {"GET", "HEAD"} else "no-store"
    wanted = "public, max-age=31536000, immutable" if kept else own
    if answer.headers.get("Cache-Control") != wanted:
        faults.append(f"Cache-Control: {answer.headers.get('Cache-Control')}")
    if kept and "Set-Cookie" in answer.headers:
        faults.append("a file that anybody may keep sets a cookie")
    # A paper and a picture are no text, and JSON is UTF-8 by its own standard (RFC 8259, section 8.1).
    is_text = answer.mimetype not in {"application/pdf", "image/jpeg", "application/json"}
    if (
        is_text
        and "charset=utf-8" not in answer.headers.get("Content-Type", "charset=utf-8").lower()
        and not kept
    ):
        faults.append(f"Content-Type: {answer.headers.get('Content-Type')}")
    return [
        f"{answer.request.method} {answer.request.path} ({answer.status_code}): {fault}" for fault in faults
    ]
