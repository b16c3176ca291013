"""A producer in the portal: their own pages and records, by the rules of everybody, and nothing of anybody else."""

from __future__ import annotations

from datetime import timedelta

import frappe
from frappe.utils import formatdate, getdate, global_date_format

from nongan_supervision import api
from nongan_supervision.permissions.grants import AGRICULTURE
from nongan_supervision.portal import accounts, entries
from nongan_supervision.portal.errors import CorrectionClosedError, LateEntryError
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	make,
	make_certificate,
	make_key_product,
	make_portal_user,
	make_producer,
	make_residue_test,
	make_user,
	make_village,
	result,
	unique,
)
from nongan_supervision.tests.web import call, message_of, request, text_of

PAGES = ("/my-farm", "/my-farm/ledger", "/my-farm/certificates", "/my-farm/tests")
SETTINGS = "Nongan Supervision Settings"


class PortalTestCase(NonganTestCase):
	"""Two neighbours with a portal account each, and an input with an interval of seven days."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.set_user("Administrator")
		cls.product = make_key_product("门户菜").name
		cls.mine, cls.theirs = (
			make_producer(unique("门户户"), products=[{"product": cls.product}], phone=f"1390000010{number}")
			for number in (1, 2)
		)
		cls.user, cls.neighbour = make_portal_user(cls.mine), make_portal_user(cls.theirs)
		cls.spray = make(
			"Agricultural Input",
			input_name=unique("门户药"),
			safety_interval_days=7,
			labelled_products=[{"product": cls.product}],
		).name
		cls.today = getdate()

	def use(self, days_ago: int = 0, **values) -> dict:
		return {
			"producer": self.mine.name,
			"product": self.product,
			"activity": "Input Use",
			"input": self.spray,
			"recorded_on": str(self.today - timedelta(days=days_ago)),
			**values,
		}

	def slips(self, **values) -> dict:
		asked = {"producer": self.mine.name, "product": self.product, "certificate_count": 200}
		return {**asked, "quantity_per_certificate": 5, "unit": "kg", "basis": "Self Commitment", **values}

	def record(self, user: str | None = None, **values):
		return call(user or self.user, f"{api.__name__}.record_in_ledger", values=self.use(**values))

	def issue(self, user: str | None = None, **values):
		return call(user or self.user, f"{api.__name__}.issue_certificates", values=self.slips(**values))


class TestLedger(PortalTestCase):
	def test_an_entry_says_from_when_the_batch_is_safe(self):
		answer = message_of(self.record(batch_no="A1"))
		self.assertEqual(getdate(answer["safe_from"]), self.today + timedelta(days=7))

	def test_a_neighbours_ledger_is_closed(self):
		self.assertEqual(self.record(producer=self.theirs.name).status_code, 403)
		self.assertEqual(self.record(user=self.neighbour).status_code, 403)

	def test_an_entry_in_another_village_is_refused(self):
		other = make_village("门户他村").name
		response = call(
			self.user, "frappe.client.insert", doc={"doctype": "Production Record", **self.use(), "village": other}
		)
		self.assertNotEqual(response.status_code, 200)

	def test_an_entry_is_corrected_on_its_own_day_only(self):
		with self.as_user(self.user):
			entry = make("Production Record", **self.use())
			entry.update({"batch_no": "B2"}).save()
			entry.db_set("creation", f"{self.today - timedelta(days=1)} 12:00:00")
			entry.reload()
			with self.assertRaises(CorrectionClosedError):
				entry.update({"recorded_on": self.today - timedelta(days=30)}).save()

	def test_an_entry_is_of_the_last_days_only(self):
		frappe.db.set_single_value(SETTINGS, "portal_entry_days", 2)
		self.assertEqual(self.record(days_ago=2).status_code, 200)
		late = self.record(days_ago=3)
		self.assertEqual(late.status_code, 417)
		self.assertIn(formatdate(self.today - timedelta(days=2)), text_of(late))
		self.assertEqual(make("Production Record", **self.use(days_ago=3)).docstatus, 0)
		with self.as_user(self.user):
			entry = make("Production Record", **self.use())
			with self.assertRaises(LateEntryError):
				entry.update({"recorded_on": self.today - timedelta(days=8)}).save()

	def test_an_officers_entry_is_not_the_producers_to_change(self):
		entry = make("Production Record", **self.use())
		with self.as_user(self.user), self.assertRaises(frappe.PermissionError):
			frappe.get_doc("Production Record", entry.name).update({"batch_no": "B3"}).save()

	def test_the_office_may_correct_later(self):
		with self.as_user(self.user):
			entry = make("Production Record", **self.use())
		entry.db_set("creation", f"{self.today - timedelta(days=1)} 12:00:00")
		with self.as_user(make_user(AGRICULTURE)):
			frappe.get_doc("Production Record", entry.name).update({"purpose": "蚜虫"}).save()


class TestCertificates(PortalTestCase):
	def test_inside_the_interval_the_first_safe_day_is_named(self):
		make("Production Record", **self.use(batch_no="A1"))
		response = self.issue(batch_no="A1")
		self.assertEqual(response.status_code, 417)
		self.assertIn(str(self.today + timedelta(days=7)), text_of(response))

	def test_what_nobody_sees_makes_no_other_batch(self):
		make("Production Record", **self.use(batch_no="一号棚"))
		for batch_no in ("一号棚\u200b", "一号\u2060棚", "一号棚\0", "\u202e一号棚", "一号棚\ufe0f", "一号\u3164棚"):
			with self.subTest(ascii(batch_no)):
				self.assertEqual(self.issue(batch_no=batch_no).status_code, 417)
				harvest = {"batch_no": batch_no, "activity": "Harvest", "harvest_quantity": 1, "harvest_unit": "kg"}
				self.assertEqual(self.record(input=None, **harvest).status_code, 417)

	def test_after_the_interval_they_are_issued_for_another_batch(self):
		make("Production Record", **self.use(days_ago=7, batch_no="A2"))
		make("Production Record", **self.use(batch_no="A1"))
		self.assertEqual(self.issue(batch_no="A2").status_code, 200)

	def test_the_day_the_place_and_the_origin_are_not_the_producers_to_choose(self):
		with self.as_user(self.user):
			certificate = make(
				"Conformity Certificate",
				submit=True,
				**self.slips(issued_on=str(self.today - timedelta(days=40)), origin="阳澄湖", batch_no="A3"),
			)
		self.assertEqual(getdate(certificate.issued_on), self.today)
		self.assertEqual(certificate.village, self.mine.village)
		self.assertIn(self.mine.village, certificate.origin)
		self.assertEqual(certificate.contact, self.mine.phone)

	def test_an_office_may_backdate(self):
		day = self.today - timedelta(days=1)
		self.assertEqual(getdate(make_certificate(self.mine, product=self.product, issued_on=day).issued_on), day)

	def test_a_neighbours_certificates_are_closed(self):
		self.assertEqual(self.issue(producer=self.theirs.name).status_code, 403)

	def test_own_slips_are_printed_and_no_others(self):
		for producer, status in ((self.mine, 200), (self.theirs, 403)):
			certificate = make_certificate(producer, product=self.product, issued_on=self.today)
			response = call(self.user, f"{api.__name__}.certificate_slips", name=certificate.name, layout="Label")
			self.assertEqual(response.status_code, status, text_of(response)[-2000:])

	def test_a_form_that_is_sent_twice_counts_once(self):
		for make_one, given in ((entries.issue, self.slips), (entries.record, self.use)):
			with self.subTest(make_one.__name__):
				with self.as_user(self.user):
					first = make_one(given(request_key="k1"))
					self.assertEqual(make_one(given(request_key="k1")).name, first.name)
					self.assertNotEqual(make_one(given(request_key="k2", batch_no="B2")).name, first.name)
				with self.as_user(self.neighbour):
					other = make_one(given(request_key="k1", producer=self.theirs.name))
					self.assertNotEqual(other.name, first.name)
					with self.assertRaises(frappe.PermissionError):
						make_one(given(request_key="k1"))

	def test_a_key_without_an_end_is_refused(self):
		self.assertEqual(self.issue(request_key="k" * 5000).status_code, 417)

	def test_issued_ones_are_not_withdrawn_by_the_producer(self):
		certificate = make_certificate(self.mine, product=self.product, issued_on=self.today)
		response = call(self.user, "frappe.client.cancel", doctype=certificate.doctype, name=certificate.name)
		self.assertEqual(response.status_code, 403)


class TestPages(PortalTestCase):
	def page(self, path: str, user: str | None = None, **query: str) -> str:
		response = request(user or self.user, "GET", path, **query)
		self.assertEqual(response.status_code, 200, text_of(response)[-2000:])
		return text_of(response)

	def test_each_shows_the_producer(self):
		for path in PAGES:
			with self.subTest(path=path):
				self.assertIn(self.mine.producer_name, self.page(path))

	def test_none_shows_anything_of_the_neighbour(self):
		make("Production Record", **self.use(days_ago=30, producer=self.theirs.name, batch_no="邻居批"))
		test = make_residue_test(self.theirs, product=self.product)
		certificate = make_certificate(self.theirs, product=self.product, issued_on=self.today)
		secrets = ("邻居批", test.name, certificate.name, self.theirs.producer_name)
		for path in PAGES:
			for query in ({}, {"producer": self.theirs.name, "issued": certificate.name}):
				with self.subTest(path=path, query=query):
					shown = self.page(path, **query)
					self.assertFalse([secret for secret in secrets if secret in shown])

	def test_what_is_entered_is_shown_escaped(self):
		make("Production Record", **self.use(batch_no="<IMG SRC=X>"))
		self.assertNotIn("<IMG", self.page("/my-farm/ledger"))

	def test_a_running_interval_is_said_on_the_first_page(self):
		make("Production Record", **self.use(batch_no="A1"))
		shown = self.page("/my-farm")
		self.assertIn("A1", shown)
		self.assertIn(global_date_format(self.today + timedelta(days=7)), shown)

	def test_a_ban_that_a_test_opens_is_said_and_holds(self):
		positive = result(qualitative="Positive")
		test = make_residue_test(
			self.mine, product=self.product, results=[positive], sampled_on=self.today, tested_on=self.today
		)
		for path in ("/my-farm", "/my-farm/certificates", "/my-farm/tests"):
			self.assertIn(frappe._("Sale banned"), self.page(path))
		self.assertEqual(self.issue().status_code, 417)
		test.reload().cancel()
		for path in ("/my-farm", "/my-farm/certificates", "/my-farm/tests"):
			self.assertNotIn(frappe._("Sale banned"), self.page(path))
		self.assertIn(frappe._("Withdrawn", context="Sale Ban"), self.page("/my-farm/tests"))
		self.assertEqual(self.issue().status_code, 200)

	def test_a_draft_of_a_test_is_not_shown(self):
		draft = make_residue_test(self.mine, product=self.product, submit=False)
		self.assertNotIn(draft.name, self.page("/my-farm/tests"))

	def test_a_guest_signs_in_first(self):
		response = request("Guest", "GET", "/my-farm/ledger")
		self.assertEqual(response.status_code, 302)
		self.assertTrue(response.headers["Location"].endswith("/login?redirect-to=/my-farm/ledger"))

	def test_somebody_without_a_producer_is_told_so(self):
		for user in (make_user(AGRICULTURE), make_user()):
			self.assertIn(frappe._("No producer belongs to this account"), self.page("/my-farm", user))

	def test_who_has_no_active_producer_any_more_is_told_so(self):
		frappe.get_doc("Producer", self.mine.name).update({"status": "Inactive"}).save()
		for path in PAGES:
			self.assertIn(frappe._("No producer belongs to this account"), self.page(path))

	def test_a_page_that_is_not_there(self):
		self.assertEqual(request(self.user, "GET", "/my-farm/nothing").status_code, 404)

	def test_several_producers_are_chosen_by_address(self):
		second = make_producer(unique("门户第二户"))
		accounts.link_account(second, self.user)
		self.assertIn(f"<strong>{second.producer_name}</strong>", self.page("/my-farm/ledger", producer=second.name))

	def test_a_closed_portal_shows_and_takes_nothing(self):
		entry = make("Production Record", **self.use())
		frappe.db.set_single_value(SETTINGS, "producer_portal", 0)
		self.assertIn(frappe._("The portal is closed"), self.page("/my-farm"))
		self.assertEqual(self.record().status_code, 403)
		self.assertEqual(request(self.user, "GET", f"/api/resource/Production Record/{entry.name}").status_code, 403)


class TestMarkup(PortalTestCase):
	def test_what_people_typed_is_text_on_every_page(self):
		typed = '" onfocus=alert(1) x="<img src=x>'
		frappe.db.set_value("Producer", self.mine.name, "producer_name", typed)
		self.record(batch_no=typed, note=typed)
		record = frappe.get_doc({"doctype": "Production Record", **self.use(batch_no="甲")}).insert()
		frappe.db.set_value("Production Record", record.name, {"batch_no": typed, "note": typed})
		for page in PAGES:
			html = request(self.user, "GET", page).get_data(as_text=True)
			self.assertNotIn("<img src=x>", html, page)
			self.assertNotIn('" onfocus', html, page)
			self.assertIn("&lt;img src=x&gt;", html, page)
