"""The digests of the made-up year's last day: what waits for each of its users, as they find it when they sign in."""

from __future__ import annotations

import datetime

from nongan_supervision.agenda.digest import make_digest
from nongan_supervision.cases.clock import moment_at
from nongan_supervision.setup.sample.users import USERS

MORNING = datetime.time(8)


def remind(today: datetime.date) -> None:
	"""Make the digest of each user for whom something waits, be it a quiet day."""
	for user in USERS:
		make_digest(user.email, moment_at(datetime.datetime.combine(today, MORNING)))
