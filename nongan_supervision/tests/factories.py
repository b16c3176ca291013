"""Small builders of test records: each fills in what a test does not care about."""

from __future__ import annotations

import datetime
import itertools
from unittest.mock import patch

import frappe
from frappe.core.doctype.user.user import User
from frappe.model.document import Document
from frappe.www.printview import get_html_and_style

TOWN = "测试镇"
VILLAGE = "测试村"
PRODUCT = "测试菜"
SUBSTANCE = "测试药"
NEXT_YEAR = datetime.date.today().year + 1

_numbers = itertools.count(1)


def unique(prefix: str) -> str:
	"""Return a name that no other record of this run has."""
	return f"{prefix}{next(_numbers)}"


def make(doctype: str, submit: bool = False, **values) -> Document:
	"""Insert a document, and submit it if asked to."""
	doc = frappe.get_doc({"doctype": doctype, **values}).insert()
	return doc.submit() if submit else doc


def get_or_make(doctype: str, name: str, **values) -> Document:
	"""Return the document of that name, inserted if it is not there yet."""
	if frappe.db.exists(doctype, name):
		return frappe.get_doc(doctype, name)
	return make(doctype, **values)


def make_town(town_name: str = TOWN, **values) -> Document:
	"""Return a town."""
	return get_or_make("Town", town_name, town_name=town_name, **values)


def make_village(village_name: str = VILLAGE, town: str = TOWN, **values) -> Document:
	"""Return a village, in a town that is made with it."""
	make_town(town)
	return get_or_make("Village", village_name, village_name=village_name, town=town, **values)


def make_key_product(product_name: str = PRODUCT, sector: str = "Planting", **values) -> Document:
	"""Return a key product."""
	return get_or_make("Key Product", product_name, product_name=product_name, sector=sector, **values)


def make_substance(
	substance_name: str = SUBSTANCE,
	substance_class: str = "Conventional",
	limits: dict[str, tuple[float, str]] | None = None,
	**values,
) -> Document:
	"""Return a substance; ``limits`` are by product: value and unit."""
	rows = [
		{"product": make_key_product(product).name, "limit_value": value, "unit": unit, "standard": "Test"}
		for product, (value, unit) in (limits or {}).items()
	]
	return get_or_make(
		"Substance",
		substance_name,
		substance_name=substance_name,
		substance_class=substance_class,
		limits=rows,
		**values,
	)


def make_producer(producer_name: str | None = None, village: str = VILLAGE, **values) -> Document:
	"""Insert a producer: a household that plants, unless said otherwise."""
	if not frappe.db.exists("Village", village):
		make_village(village)
	values = {"sector": "Planting", "producer_type": "Household", **values}
	return make("Producer", producer_name=producer_name or unique("测试户"), village=village, **values)


def result(substance: str = SUBSTANCE, qualitative: str = "Negative", **values) -> dict:
	"""Return a row of a residue test's results."""
	return {"substance": substance, "qualitative": qualitative, **values}


def new_residue_test(producer: Document | None = None, **values) -> Document:
	"""Return a residue test that is not saved: a negative quick test of a new producer's product."""
	producer = producer or make_producer()
	make_substance()
	return frappe.get_doc(
		{
			"doctype": "Residue Test",
			"purpose": "Quick Screening",
			"method": "Colloidal Gold",
			"stage": "Field",
			"producer": producer.name,
			"product": make_key_product().name,
			"village": producer.village,
			"sample_no": unique("测试样"),
			"sampled_on": "2022-07-01",
			"tested_on": "2022-07-01",
			"results": [result()],
			**values,
		}
	)


def make_residue_test(producer: Document | None = None, submit: bool = True, **values) -> Document:
	"""Insert a residue test, submitted unless said otherwise."""
	test = new_residue_test(producer, **values).insert()
	return test.submit() if submit else test


def make_suspect_test(producer: Document | None = None, substance: str = SUBSTANCE, **values) -> Document:
	"""Submit a quick test that is positive for a substance."""
	make_substance(substance)
	return make_residue_test(producer, results=[result(substance, "Positive")], **values)


def make_laboratory_test(
	producer: Document | None = None, substance: str = SUBSTANCE, fails: bool = True, **values
) -> Document:
	"""Submit a quantitative test of a later day that finds a substance, or does not."""
	make_substance(substance)
	return make_residue_test(
		producer,
		**{
			"purpose": "Routine Monitoring",
			"method": "Quantitative",
			"sampled_on": "2022-07-05",
			"tested_on": "2022-07-06",
			"results": [result(substance, "Positive" if fails else "Negative")],
			**values,
		},
	)


def new_certificate(producer: Document | None = None, **values) -> Document:
	"""Return a conformity certificate that is not saved: ten slips on the producer's own commitment."""
	producer = producer or make_producer()
	return frappe.get_doc(
		{
			"doctype": "Conformity Certificate",
			"producer": producer.name,
			"product": make_key_product().name,
			"village": producer.village,
			"issued_on": "2022-07-02",
			"certificate_count": 10,
			"quantity_per_certificate": 5,
			"unit": "kg",
			"basis": "Self Commitment",
			**values,
		}
	)


def make_certificate(producer: Document | None = None, submit: bool = True, **values) -> Document:
	"""Insert a conformity certificate, submitted unless said otherwise."""
	certificate = new_certificate(producer, **values).insert()
	return certificate.submit() if submit else certificate


def new_credit_event(producer: Document | None = None, **values) -> Document:
	"""Return a credit event that is not saved: a failing test."""
	producer = producer or make_producer()
	return frappe.get_doc(
		{
			"doctype": "Credit Event",
			"producer": producer.name,
			"event_type": "Failing Test",
			"event_on": "2022-07-01",
			**values,
		}
	)


def make_credit_event(producer: Document | None = None, submit: bool = True, **values) -> Document:
	"""Insert a credit event, submitted unless said otherwise."""
	event = new_credit_event(producer, **values).insert()
	return event.submit() if submit else event


def make_user(
	*roles: str, name: str | None = None, villages: list[str] | None = None, full_name: str | None = None
) -> str:
	"""Return a user with these roles, limited to these villages; named after the first role."""
	role = (roles[0] if roles else "nobody").lower().replace(" ", ".")
	email = f"{name or unique(role)}@nongan.example"
	if not frappe.db.exists("User", email):
		user = frappe.get_doc(
			{
				"doctype": "User",
				"email": email,
				"first_name": full_name or (roles[0] if roles else "Nobody"),
				"send_welcome_email": 0,
				"roles": [{"role": role} for role in roles],
			}
		)
		with (
			patch("frappe.core.doctype.user.user.create_contact", lambda **_: None),
			patch.object(User, "share_with_self", _share_with_self),
		):
			user.insert()
	if villages:
		from nongan_supervision.registry.village_officers import assign_villages

		assign_villages(email, villages)
	return email


def _share_with_self(user: User) -> None:
	"""Write what the framework writes, without the comment and the notices that go with it.

	They and a contact of each user, of which the app knows nothing, are half of what making a user takes.
	"""
	share = frappe.new_doc("DocShare", user=user.name, share_doctype="User", share_name=user.name)
	share.update({"read": 1, "write": 1, "share": 1, "owner": user.owner, "modified_by": user.owner})
	share.creation = share.modified = user.creation
	share.set_new_name()
	share.db_insert()


def make_checklist(town: str = TOWN, year: int = 2020, **values) -> Document:
	"""Insert a responsibility checklist without items."""
	make_town(town)
	return make("Responsibility Checklist", town=town, year=year, **{"title": f"{town}{year}", **values})


def make_checklist_item(checklist: Document, item_no: str = "A1", **values) -> Document:
	"""Insert a checklist item with a target and no indicator."""
	defaults = {
		"clause": item_no[:2],
		"task_category": "测试",
		"requirement": "测试",
		"target": 4,
		"comparison": "At Least",
		"due_on": f"{checklist.year}-12-31",
	}
	return make("Checklist Item", checklist=checklist.name, item_no=item_no, **{**defaults, **values})


def printed(doc: Document, print_format: str) -> str:
	"""Return the HTML that a print format makes of a document."""
	return get_html_and_style(doc.doctype, doc.name, print_format)["html"]


def make_portal_user(*producers: Document) -> str:
	"""Return a website user whose portal account is that of these producers."""
	from nongan_supervision.portal.accounts import link_account

	user = make_user("Producer Portal")
	for producer in producers:
		link_account(producer, user)
	return user


def make_supervision_town(town: str, blocks: dict[str, str]) -> None:
	"""Make the villages of a town, each in its rotation block."""
	for village, block in blocks.items():
		make_village(village, town, rotation_block=block)


def make_campaign(**values) -> Document:
	"""Insert a supervision campaign: of next year's summer, unless said otherwise."""
	return make("Supervision Campaign", **{"year": NEXT_YEAR, "season": "Summer", "town": TOWN, **values})
