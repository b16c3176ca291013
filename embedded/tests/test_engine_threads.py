"""Threads of one process don't wait for each other where processes would not."""

from __future__ import annotations

import threading

import pytest
from frappe.model.base_document import BaseDocument
from frappe.model.db_query import DatabaseQuery
from frappe.model.meta import Meta
from frappe.utils import cached_property as of_the_framework

from embedded.engine.overlay.properties import cached_property


def test_two_objects_are_computed_at_once():
	meeting = threading.Barrier(2, timeout=10)

	class Thing:
		@of_the_framework
		def value(self) -> int:
			meeting.wait()  # for the other thread, which is in here too
			return 1

	values: list[int] = []
	threads = [threading.Thread(target=lambda: values.append(Thing().value), daemon=True) for _ in range(2)]
	for thread in threads:
		thread.start()
	for thread in threads:
		thread.join(20)
	assert values == [1, 1]


def test_a_value_is_computed_once():
	class Thing:
		computed = 0

		@cached_property
		def value(self) -> int:
			self.computed += 1
			return self.computed

	thing = Thing()
	assert (thing.value, thing.value, Thing.value.attrname) == (1, 1, "value")
	del thing.value
	assert thing.value == 2


@pytest.mark.parametrize("owner", [BaseDocument, Meta, DatabaseQuery])
def test_the_frameworks_own_have_no_lock(owner: type):
	kinds = {type(value).__module__ for value in vars(owner).values() if type(value).__name__ == "cached_property"}
	assert kinds == {"frappe.embedded.properties"}
