"""What the tests of agendas ask of each role's user."""

from __future__ import annotations

from nongan_supervision.agenda.agenda import agenda_of
from nongan_supervision.cases import clock
from nongan_supervision.tests.web import request

METHOD = "nongan_supervision.api.my_agenda"


class AgendaCase:
	"""What stands in the agenda of a role's user."""

	def entries(self, role: str, name: str | None) -> list:
		found = agenda_of(self.users[role], clock.now())
		return [entry for entry in found if entry.name == name]

	def kinds(self, name: str | None) -> dict[str, list[str]]:
		"""What a document is to each role that has it in its agenda."""
		found = {role: [entry.kind for entry in self.entries(role, name)] for role in self.users}
		return {role: kinds for role, kinds in found.items() if kinds}


def call_agenda(user: str):
	return request(user, "GET", f"/api/method/{METHOD}")
