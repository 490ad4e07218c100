"""HTTP statuses in words."""

from __future__ import annotations


def words_of(status: int | None) -> str:
    """An HTTP status as a sentence for somebody who does not know the numbers."""
    known = {
        400: "the server rejects the request (400)",
        401: "it wants a password (401); set basic_auth for this feed",
        402: "it wants payment (402)",
        403: "access is refused (403)",
        404: "not found (404); has the feed moved?",
        406: "it has no feed to offer in a form we read (406)",
        410: "gone for good (410)",
        429: "too many requests (429); it asked for a pause",
        451: "blocked for legal reasons (451)",
        500: "the server is broken (500)",
        502: "the server behind it does not answer (502)",
        503: "the server is overloaded or under repair (503)",
        504: "the server behind it does not answer in time (504)",
    }
    if status is None:
        return "no answer"
    if status in known:
        return known[status]
    if 300 <= status < 400:
        return f"it redirects without saying where ({status})"
    return f"unexpected answer ({status})"
