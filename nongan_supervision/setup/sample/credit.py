"""Checks of certificates in markets and villages, and what else counts for or against a producer's credit."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import frappe

from nongan_supervision.certificates.checks import (
	BORROWED_NAME,
	FALSE_CLAIM,
	GENUINE,
	INCOMPLETE,
	MISSING,
)
from nongan_supervision.certificates.codes import slip_code
from nongan_supervision.registry.credit import COMMENDATION
from nongan_supervision.setup.sample.days import spread, working_days
from nongan_supervision.setup.sample.laboratory_tests import failing_tests
from nongan_supervision.setup.sample.producers import SampleProducer, all_producers
from nongan_supervision.setup.sample.registers import SampleYear

CHECKS = 60
DEPARTMENT = "市场监督分局"
PLACES = ("示例农贸市场", "示例生鲜超市", "示例农产品批发点")

FINDINGS = (MISSING, INCOMPLETE, INCOMPLETE, MISSING, BORROWED_NAME, MISSING, FALSE_CLAIM)
"""What was found in the checks that found something: one in nine of them."""

NOTES = {
	MISSING: "摊位销售的产品未附承诺达标合格证，已责令补开。",
	INCOMPLETE: "合格证未填写产品重量，已当场指导改正。",
	BORROWED_NAME: "所附合格证为其他生产主体开具。",
	FALSE_CLAIM: "合格证勾选“委托检测”，当事人不能提供检测报告。",
}

COMMENDED = "主动开展双证上市试点，台账完整。"
INCOMPLETE_LEDGER = "巡查发现生产记录台账缺少近一个月的用药记录。"
PENALISED = "使用农药超出标签标注的使用范围，已作出行政处罚。"


@dataclass(frozen=True)
class CreditEntry:
	"""A credit event that the office enters by hand."""

	producer: SampleProducer
	event_type: str
	event_on: datetime.date
	note: str


def enter_checks(year: SampleYear) -> None:
	"""Enter the year's checks of certificates. What is entered already is left alone."""
	for check in _checks(year):
		key = {field: check[field] for field in ("checked_on", "finding", "producer", "place")}
		if not frappe.db.exists("Certificate Check", key):
			frappe.get_doc({"doctype": "Certificate Check", "department": DEPARTMENT, **check}).insert()


def enter_credit_events(year: SampleYear) -> None:
	"""Enter the events that the office enters by hand. What is entered already is left alone."""
	for entry in credit_entries(year):
		values = {
			"producer": _name(entry.producer),
			"event_type": entry.event_type,
			"event_on": entry.event_on,
			"note": entry.note,
		}
		if not frappe.db.exists("Credit Event", {**values, "docstatus": 1}):
			frappe.get_doc({"doctype": "Credit Event", **values}).insert().submit()


def credit_entries(year: SampleYear) -> list[CreditEntry]:
	"""Return the events that the office enters: praise, ledgers with gaps, and a penalty after a failing test."""
	rng = random.Random("credit")
	cooperatives = [one for one in all_producers() if one.producer_type == "Cooperative"]
	farms = [one for one in all_producers() if one.producer_type == "Family Farm" and one.of_scale]
	chosen = [
		*((producer, COMMENDATION, COMMENDED) for producer in rng.sample(cooperatives, 3)),
		*((producer, "Incomplete Ledger", INCOMPLETE_LEDGER) for producer in rng.sample(farms, 5)),
	]
	days = spread(len(chosen), year.today, rng)
	entries = [
		CreditEntry(producer, event_type, day, note)
		for (producer, event_type, note), day in zip(chosen, days, strict=True)
	]
	if failed := failing_tests(year.laboratory_tests):
		penalised_on = max(failed[0].tested_on, working_days(year.today)[-1])
		entries.append(CreditEntry(failed[0].producer, "Administrative Penalty", penalised_on, PENALISED))
	return entries


def _checks(year: SampleYear) -> Iterator[dict[str, Any]]:
	rng = random.Random("checks")
	issued = _issued()
	sellers = [one for one in all_producers() if one.producer_type == "Household"]
	findings = iter(rng.sample(FINDINGS, len(FINDINGS)))
	for number, day in enumerate(spread(CHECKS, year.today, rng), start=1):
		place = rng.choice(PLACES)
		finding = next(findings, GENUINE) if number % (CHECKS // len(FINDINGS)) == 0 else GENUINE
		at_hand = [certificate for certificate in issued if certificate.issued_on <= day]
		certificate, seller = rng.choice(at_hand or issued), rng.choice(sellers)
		slip = rng.randrange(certificate.certificate_count)
		check = {"checked_on": day, "finding": finding, "place": place, "inspector": DEPARTMENT}
		if finding in (GENUINE, INCOMPLETE, BORROWED_NAME):
			check |= _slip(certificate, slip)
		check["producer"] = certificate.producer if finding in (GENUINE, INCOMPLETE) else _name(seller)
		check["product"] = seller.product.name if finding in (MISSING, FALSE_CLAIM) else certificate.product
		yield {**check, "note": NOTES.get(finding)}


def _issued() -> list[frappe._dict]:
	return frappe.get_all(
		"Conformity Certificate",
		filters={"docstatus": 1, "import_key": ["like", "%|HGZ%"]},
		fields=["name", "producer", "product", "issued_on", "certificate_count", "serial_year", "serial_from"],
		order_by="import_key asc",
	)


def _slip(certificate: frappe._dict, number: int) -> dict[str, Any]:
	code = slip_code(certificate.serial_year, certificate.serial_from + number)
	return {"code": code, "certificate": certificate.name}


def _name(producer: SampleProducer) -> str:
	return frappe.db.get_value("Producer", {"village": producer.village, "producer_name": producer.name})
