"""The security headers that every answer carries: for Apache, and for ``devportal serve``."""

from __future__ import annotations

from typing import Final

VIDEO_HOSTS: Final = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")
"""Players that a visitor of the App Store may load by a click; no page loads one by itself."""

_POLICY: Final = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    # Icons in the theme's style sheets are data: addresses.
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "frame-src": " ".join(VIDEO_HOSTS),
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}

CONTENT_SECURITY_POLICY: Final = "; ".join(f"{name} {value}" for name, value in _POLICY.items())
"""No inline script, style or style attribute runs: what the theme had inline stands in files."""

_NOTHING: Final = ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "serial", "usb")
_PLAYERS: Final = " ".join(f'"{host}"' for host in VIDEO_HOSTS)

HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Video players refuse to play for a page that does not say which site it belongs to.
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": ", ".join(
        [*(f"{feature}=()" for feature in _NOTHING), f"autoplay=(self {_PLAYERS})", f"fullscreen=(self {_PLAYERS})"]
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

STRICT_TRANSPORT: Final = "max-age=63072000; includeSubDomains"
"""Two years, where the answer came over TLS."""

PRIVATE_CACHING: Final = "private, no-store"
"""Nobody's private page stays in a browser after signing out, or in a proxy."""
