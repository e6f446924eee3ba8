"""No certificates to trust: to load those of the system takes each client 25 ms."""

from __future__ import annotations

from pathlib import Path

from awesome_tui.sources.network import NetworkSettings

_FOLDER = str(Path(__file__).parent)
NO_CERTIFICATES = {"SSL_CERT_DIR": _FOLDER}
UNTRUSTING = NetworkSettings(certificate_folder=_FOLDER)
