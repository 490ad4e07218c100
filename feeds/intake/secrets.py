"""Secrets of the config: "env:NAME" and "file:PATH" are read when a request is made, never stored, shown or logged."""

from __future__ import annotations

import os
import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

_TELLTALE = re.compile(r"(?i)([?&;](?:[a-z_-]*(?:token|key|secret|passw(?:or)?d|auth|sig(?:nature)?)[a-z_-]*)=)[^&#;]*")


class SecretError(ValueError):
    """A secret cannot be had. The message names where it was looked for, never what it is."""


def reveal(value: str) -> str:
    """The value itself, or what the environment variable or file it points to holds."""
    if value.startswith("env:"):
        name = value[4:]
        found = os.environ.get(name)
        if not found:
            raise SecretError(f"the environment variable {name} is not set")
        return found.strip()
    if value.startswith("file:"):
        path = Path(value[5:]).expanduser()
        try:
            return path.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise SecretError(f"the secret file {path} cannot be read") from None
    return value


def revealed_headers(headers: Mapping[str, str], basic_auth: str, url: str) -> list[tuple[str, str]]:
    """A feed's own headers with their secrets, and basic authentication from the config or the address itself."""
    found = [(name, _one_line(reveal(value))) for name, value in headers.items()]
    credentials = reveal(basic_auth) if basic_auth else _credentials_in(url)
    if credentials:
        found.append(("Authorization", "Basic " + b64encode(credentials.encode()).decode()))
    return found


def _one_line(value: str) -> str:
    return value.replace("\r", "").replace("\n", "")


def _credentials_in(url: str) -> str:
    parts = urlsplit(url)
    if parts.username is None:
        return ""
    return f"{unquote(parts.username)}:{unquote(parts.password or '')}"


def without_credentials(url: str) -> str:
    """The address as it is requested: user and password go into a header."""
    parts = urlsplit(url)
    if "@" not in parts.netloc:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def stored(url: str) -> str:
    """The address as it may be kept in the store: itself, or where it holds a secret what may be shown, with a hash by
    which it is known again."""
    public = shown(url)
    if public == url:
        return url
    return f"{public}#{blake2b(url.encode('utf-8', 'replace'), digest_size=8).hexdigest()}"


def shown(url: str) -> str:
    """The address as it may be printed: without user and password, and with tokens in its query blotted out."""
    try:
        return _TELLTALE.sub(r"\1…", without_credentials(url))
    except ValueError:
        return url.partition("@")[2] or url
