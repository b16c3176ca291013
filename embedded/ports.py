"""Addresses to listen on. Standard library only."""

from __future__ import annotations

import ipaddress
import socket

from embedded.messages import Failure


def check_port(host: str, port: int) -> None:
	"""Raise ``Failure`` when the address can't be bound, with another port to try."""
	family = socket.AF_INET6 if ":" in host else socket.AF_INET
	with socket.socket(family, socket.SOCK_STREAM) as probe:
		probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
		try:
			probe.bind((host, port))
		except OSError:
			raise Failure(
				"Port {port} on {host} is in use. Stop what runs there, or choose another: ./nongan start --port {other}",
				port=port,
				host=host,
				other=port + 1 if port < 65535 else 8000,
			) from None


def is_loopback(host: str) -> bool:
	"""Return whether only this machine can reach an address."""
	try:
		return host == "localhost" or ipaddress.ip_address(host).is_loopback
	except ValueError:
		return False
