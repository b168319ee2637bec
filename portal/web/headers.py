"""Headers on every answer: what a browser may do with our pages, and where a request may come from."""

from secrets import token_urlsafe
from typing import cast

from flask import Flask, Response, abort, request

from portal.web.requests_log import because

# Scripts run when they carry the nonce that was drawn for this very answer, and no others. What scripts write into a
# page goes through the one Trusted Types policy of ours (static/js/trusted.js), in browsers that know such policies.
NO_NONCE = "'nonce-'"
POLICY = (
    f"default-src 'none'; script-src {NO_NONCE}; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types default"
)
# What a browser may be asked for and we never ask for. Names that only some systems know would be complained of.
UNUSED = (
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), clipboard-read=(), "
    "compute-pressure=(), display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), "
    "geolocation=(), gyroscope=(), hid=(), identity-credentials-get=(), idle-detection=(), "
    "keyboard-map=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), otp-credentials=(), "
    "payment=(), picture-in-picture=(), publickey-credentials-create=(), publickey-credentials-get=(), "
    "screen-wake-lock=(), serial=(), storage-access=(), sync-xhr=(), usb=(), window-management=(), "
    "xr-spatial-tracking=()"
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Permissions-Policy": UNUSED,
}
A_YEAR = "max-age=31536000; includeSubDomains"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_NONCE = "portal.nonce"


def nonce() -> str:
    """This request's own nonce, for the script tags of its page: 128 random bits, drawn when first asked for."""
    return cast("str", request.environ.setdefault(_NONCE, token_urlsafe(16)))


def outside_pages(*, https: bool) -> dict[str, str]:
    """The headers of answers that no page is drawn for, such as those of the live stream."""
    strict = {"Strict-Transport-Security": A_YEAR} if https else {}
    return ALWAYS | strict | {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}


def install(app: Flask, *, https: bool) -> None:
    """Refuse writes from elsewhere, and add the headers to every answer."""

    @app.before_request
    def refuse_other_sites() -> None:
        if request.method in SAFE_METHODS:
            return
        # Browsers of the last years say where a request comes from; older ones at least send Origin. Because our
        # pages send no referrer, an honest browser writes "null" there, and then the form token alone decides.
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
            because("from-another-site")
            abort(403)
        # Scripts of ours send the true origin. Its scheme is the browser's: what is between us may have ended the TLS.
        ours = f"{'https' if https else 'http'}://{request.host}"
        if request.headers.get("Origin", "null") not in {"null", ours}:
            because("from-another-origin")
            abort(403)

    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        # A page that leads on to a provider's log-out names the one place its form may go to.
        policy = headers.get("Content-Security-Policy", POLICY)
        allowed = f"'nonce-{nonce()}'" if response.mimetype == "text/html" else "'none'"
        headers["Content-Security-Policy"] = policy.replace(NO_NONCE, allowed)
        headers.update(ALWAYS)
        if "Cache-Control" not in headers:
            headers["Cache-Control"] = "no-store"
        if https:
            headers["Strict-Transport-Security"] = A_YEAR
        return response
