"""One mail (.eml) -> an arrival: subject, date, and its text (the plain part, else the HTML one)."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from feeds.intake.dates import parse_date
from feeds.story import Arrival


def read_mail(body: bytes, feed: str) -> Arrival:
    """Never raises: a mail with nothing readable gives an arrival without body."""
    try:
        message = message_from_bytes(body, policy=policy.default)
    except Exception:  # noqa: BLE001  the email package raises many kinds on hostile headers
        return Arrival(feed=feed, title="")
    text, is_html = _text_of(message)
    moment = parse_date(_header(message, "date"))
    return Arrival(
        feed=feed,
        title=" ".join(_header(message, "subject").split()),
        guid=_header(message, "message-id").strip(),
        body=text,
        is_html=is_html,
        published=moment,
        published_from="given" if moment else "unknown",
        author=parseaddr(_header(message, "from"))[0][:200],
        is_full_text=True,
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, "") or "")
    except Exception:  # noqa: BLE001
        return ""


def _text_of(message: EmailMessage) -> tuple[str, bool]:
    for kind in ("plain", "html"):
        try:
            part = message.get_body(preferencelist=(kind,))
            if part is None:
                continue
            payload = part.get_payload(decode=True)
        except Exception:  # noqa: BLE001
            continue
        if isinstance(payload, bytes) and payload.strip():
            return _decoded(payload, part.get_content_charset()), kind == "html"
    return "", False


def _decoded(payload: bytes, charset: str | None) -> str:
    from feeds.intake.charset import decode

    return decode(payload, f"text/plain; charset={charset}" if charset else "")[0].replace("\r\n", "\n")
