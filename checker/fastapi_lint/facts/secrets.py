"""Which names stand for secrets, and which texts look like real ones."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache

_MAY_NAME = re.compile(r"(?i)secret|pass|pwd|token|key|credential")
"""What `_NAME` needs somewhere: nearly all names of a project have none of it."""
_NAME = re.compile(
    r"(?:^|_)(?:secret|secret_key|password|passwd|pwd|passphrase|passcode|token|api_?key|private_key|access_key|"
    r"signing_key|encryption_key|auth_key|master_key|client_secret|credentials?|secret_access_key|jwt_key|salt_key)"
    r"(?:_(?:value|default|key|bytes|b64|base64|hex))?$"
)
_NOT_A_SECRET = re.compile(r"(?:^|_)(?:public|next|page|csrf_field|continuation|pad|eos|bos|sep|cursor|stop|mask|unk)_")
_PLACEHOLDER = re.compile(
    r"(?i)change|your|example|test|dummy|placeholder|xxx|todo|fake|sample|insert|replace|default|foobar|mock|demo|redact|"
    r"none|null|undefined|not[-_]?(?:a|so)?[-_]?secret|secret[-_]?key|super[-_]?secret|my[-_]?secret|local|develop|\bdev\b|"
    r"fixme|\*{3}|\.{3}|<.*>|\{.*\}|\$\{|^%|abc123|123456|qwerty|passw|hunter2|insecure|lorem|invalid|unused"
)
_KNOWN = re.compile(
    r"(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])|gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{60,}|xox[abprs]-\d{6,}-[\w-]{10,}|"
    r"AIza[\w-]{35}|[sr]k_live_[A-Za-z0-9]{20,}|glpat-[\w-]{20}|SG\.[\w-]{16,}\.[\w-]{16,}|sk-(?:proj-|ant-)?[\w-]{32,}|"
    r"-----BEGIN (?:RSA |EC |OPENSSH |DSA )?PRIVATE KEY-----\s*[A-Za-z0-9+/=\s\\]{60,}"
)
_PUBLIC = re.compile(r"(?:phc_|pk_(?:live|test)_|pk\.eyJ)")
"""How keys begin that services issue for browsers, where everybody reads them: PostHog, Stripe, Mapbox."""
_PATTERN = re.compile(r"\[[^\]]+\][+*?{]|\(\?[:=!P]|\\[dws]")
_URL_PASSWORD = re.compile(r"^[a-z][a-z0-9+.-]*://[^/\s:@]*:([^/\s@]+)@([^/\s:?]+)")
_LOCAL_HOST = re.compile(r"(?i)^(?:localhost|127\.|0\.0\.0\.0|\[::1\]|[^.]*$)|\.(?:example|test|local|invalid)$"
                         r"|\.localhost$|example\.(?:com|org|net)$")  # fmt: skip
_WORDS = re.compile(r"^[A-Za-z]+\d{0,2}(?:[-_ .:/][A-Za-z]*\d{0,2})*$")
_LEET = str.maketrans("4310$@5!", "aeiosasi")
_SHORTEST, _SHORTEST_KNOWN, _LEAST_BITS = 8, 20, 2.8


@cache
def names_secret(name: str) -> bool:
    """Whether a variable, parameter or setting of this name holds a secret itself, not its name, type or address."""
    if not _MAY_NAME.search(name):
        return False
    plain = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().replace("-", "_").strip("_")
    return bool(_NAME.search(plain)) and not _NOT_A_SECRET.search(f"_{plain}")


@cache
def is_known_credential(value: str) -> bool:
    """Whether the text has the form of a credential that a known service issues."""
    found = _KNOWN.search(value) if len(value) >= _SHORTEST_KNOWN else None
    return found is not None and not _PLACEHOLDER.search(found[0]) and _bits(found[0]) > _LEAST_BITS


def is_real_secret(value: str) -> bool:
    """Whether the text can be a secret in use: random enough, no placeholder, words, path, URL, pattern, public key."""
    if len(value) < _SHORTEST or any(c.isspace() for c in value) or value.startswith(("/", "$", "%", ".", "http")):
        return False
    if _PUBLIC.match(value) or _PATTERN.search(value):
        return False
    if "://" in value or _WORDS.match(value) or any(_PLACEHOLDER.search(v) for v in (value, value.translate(_LEET))):
        return False
    return _bits(value) >= _LEAST_BITS and any(c.isdigit() for c in value)


@cache
def password_in_url(value: str) -> str:
    """The password that a connection string to another host carries; "" for local hosts and placeholders."""
    found = _URL_PASSWORD.match(value) if "://" in value else None
    if found is None or _LOCAL_HOST.search(found[2]) or _PLACEHOLDER.search(found[1]):
        return ""
    return (
        ""
        if found[1].lower() in ("password", "pass", "pwd", "secret", "postgres", "root", "admin", "guest")
        else found[1]
    )


def _bits(value: str) -> float:
    """Shannon's entropy in bits per character."""
    counts = Counter(value)
    return -sum(n / len(value) * math.log2(n / len(value)) for n in counts.values())
