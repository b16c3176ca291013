"""Doing something as one of the sample's users."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import frappe

from nongan_supervision.setup.sample.users import SampleUser


@contextmanager
def acting_as(user: SampleUser) -> Iterator[None]:
	"""Run a block as a user of the sample."""
	before = frappe.session.user
	frappe.set_user(user.email)
	try:
		yield
	finally:
		frappe.set_user(before)
