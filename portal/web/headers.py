"""Headers on every answer: what a browser may do with our pages, and where a request may come from."""

from flask import Flask, Response, abort, request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def install(app: Flask, *, https: bool) -> None:
    """Refuse writes from elsewhere, and add the headers to every answer."""

    @app.before_request
    def refuse_other_sites() -> None:
        if request.method in SAFE_METHODS:
            return
        # Browsers of the last years say where a request comes from; older ones at least send Origin. Because our
        # pages send no referrer, an honest browser writes "null" there, and then the form token alone decides.
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
            abort(403)
        origin = request.headers.get("Origin", "null")
        if origin not in {"null", request.host_url.rstrip("/")}:
            abort(403)

    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        # The page that leads on to a provider's log-out names the one place its form may go to.
        headers.setdefault("Content-Security-Policy", POLICY)
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "no-referrer"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        if "Cache-Control" not in headers:
            headers["Cache-Control"] = "no-store"
        if https:
            headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        return response
