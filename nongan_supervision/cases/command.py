"""The check of all journals from the command line: `bench nongan-verify-cases`, and `./nongan verify-cases`."""

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
	problems = list(verify_all())
	for problem in problems:
		print(problem, file=out)
	if not problems:
		print(_("All cases and referrals fit their journals."), file=out)
	return PROBLEMS_FOUND if problems else ALL_WELL
