"""What the pages that count read grows with the year that is asked for, not with the years that have gathered.

Read is what SQLite's machine does: its instructions are counted, which are the same on every machine.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from embedded import environment

PAGES = """
	import json, sys
	sys.path.insert(0, {benchmarks!r})
	from bench_checklist import TOWN, YEAR, pages, users_of_roles
	from town_years import fill, make_places

	def instructions(ask):
		count = [0]
		def add():
			count[0] += 1
		ask()
		frappe.db._conn.set_progress_handler(add, 20)
		ask()
		frappe.db._conn.set_progress_handler(None, 0)
		return count[0]

	def measured():
		found = {{}}
		for role, user in users.items():
			frappe.set_user(user)
			found |= {{f"{{role}}: {{what}}": instructions(ask) for what, ask in pages().items()}}
		frappe.set_user("Administrator")
		return found

	users = users_of_roles()
	make_places(2)
	fill([YEAR])
	one = measured()
	fill(range(YEAR - {others}, YEAR))
	print(json.dumps({{what: [one[what], number] for what, number in measured().items()}}))
"""
OTHER_YEARS = 6
MOST, BESIDES = 1.2, 100
"""Times as much, with so many other years in the tables; and for the few tasks that a village has had in them."""


@pytest.fixture(scope="module")
def read(own_site, in_another_process) -> dict[str, list[int]]:
	"""Instructions by page: with the year alone, and with other years."""
	script = PAGES.format(benchmarks=str(Path(environment.REPOSITORY) / "benchmarks"), others=OTHER_YEARS)
	return json.loads(in_another_process(own_site, script).splitlines()[-1])


def test_a_page_reads_the_year_that_is_asked_for(read):
	assert len(read) > 10
	growing = {what: counts for what, counts in read.items() if counts[1] > MOST * counts[0] + BESIDES}
	assert not growing
