"""What counts as a web address, and how it goes over the wire."""

from __future__ import annotations

from urllib.parse import quote, urlsplit, urlunsplit


def requestable(url: str) -> str:
    """The address as it goes over the wire: ASCII, without fragment. Raises ValueError for anything but http(s)."""
    parts = urlsplit(url.strip())
    host = parts.hostname or ""
    if not host.isascii():
        host = host.encode("idna").decode()
    if parts.scheme not in ("http", "https") or not _is_host(host):
        raise ValueError("no web address")
    if ":" in host:
        host = f"[{host}]"
    netloc = f"{host}:{parts.port}" if parts.port else host
    path = quote(parts.path or "/", safe="/%:=&?~#+!$,;'@()*[]|")
    return urlunsplit((parts.scheme, netloc, path, quote(parts.query, safe="/%:=&?~+!$,;'@()*[]|"), ""))


def is_web_address(url: str) -> bool:
    """Whether an address can be asked at all."""
    try:
        requestable(url)
    except ValueError:
        return False
    return True


def _is_host(host: str) -> bool:
    """Whether it can be looked up: labels of 1 to 63 letters (RFC 1035 §2.3.4), or an address of IPv6."""
    labels = host.removesuffix(".").split(".")
    return ":" in host or all(0 < len(label) <= 63 and label.isprintable() and " " not in label for label in labels)
