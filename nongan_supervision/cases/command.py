"""The check of all journals from the command line: `bench nongan-verify-cases` and `./nongan verify-cases` share this."""

from __future__ import annotations

import sys
from typing import TextIO

from frappe import _

from nongan_supervision.cases.verification import verify_all

ALL_WELL = 0
PROBLEMS_FOUND = 1


def run(out: TextIO | None = None) -> int:
	"""Print everything that was changed behind the application's back; return 1 if there is anything, 0 if not."""
	out = out or sys.stdout
	found = 0
	for found, problem in enumerate(verify_all(), start=1):
		print(problem, file=out)
	if not found:
		print(_("All cases and referrals fit their journals."), file=out)
	return PROBLEMS_FOUND if found else ALL_WELL
