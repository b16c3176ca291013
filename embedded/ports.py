"""Addresses to listen on. Standard library only."""

from __future__ import annotations

import errno
import ipaddress
import socket

from embedded.messages import Failure

LAST_PORT = 65535


def check_port(host: str, port: int) -> None:
	"""Raise ``Failure`` when the address can't be bound, with what to do: a port in use is but one of the reasons."""
	if not 0 < port <= LAST_PORT:
		raise Failure("{port} is not a port: choose one from 1 to {last}.", code=2, port=port, last=LAST_PORT)
	family = socket.AF_INET6 if ":" in host else socket.AF_INET
	with socket.socket(family, socket.SOCK_STREAM) as probe:
		probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
		try:
			probe.bind((host, port))
		except OSError as problem:
			if problem.errno != errno.EADDRINUSE:
				raise Failure(
					"Can't listen on {host}, port {port}: {why}", host=host, port=port, why=problem.strerror
				) from None
			raise Failure(
				"Port {port} on {host} is in use. Stop what runs there, or choose another: "
				"./nongan start --port {other}",
				port=port,
				host=host,
				other=port + 1 if port < LAST_PORT else 8000,
			) from None


def is_loopback(host: str) -> bool:
	"""Return whether only this machine can reach an address."""
	try:
		return host == "localhost" or ipaddress.ip_address(host).is_loopback
	except ValueError:
		return False
