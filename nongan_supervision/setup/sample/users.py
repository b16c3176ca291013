"""One user per role, named after it; in the two offices with cases, also two officers and who reviews their cases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import frappe

from nongan_supervision.registry.village_officers import assign_villages
from nongan_supervision.setup import roles, shipped
from nongan_supervision.setup.sample import portal

PASSWORD = "nongan-sample-2022"
"""Of all sample users. It is public, as is this file: these users are for sites that nobody else can reach."""

LANGUAGE = "zh"


@dataclass(frozen=True)
class SampleUser:
	"""A user of the sample; a village officer is limited to ``village``, a producer signs in with ``mobile_no``."""

	email: str
	full_name: str
	role: str
	further_role: str | None = None
	village: str | None = None
	mobile_no: str | None = None

	def as_record(self) -> dict:
		"""Return the user as a document to insert."""
		held = filter(None, (self.role, self.further_role))
		return {
			"doctype": "User",
			"name": self.email,
			"email": self.email,
			"first_name": self.full_name,
			"mobile_no": self.mobile_no,
			"language": LANGUAGE,
			"new_password": PASSWORD,
			"send_welcome_email": 0,
			"roles": [{"role": role} for role in held],
		}


LEADER = SampleUser("leader@nongan.example", "分管领导", roles.LEADER)
AGRICULTURE = SampleUser("agriculture@nongan.example", "镇农村工作局", roles.AGRICULTURE)
MARKET = SampleUser("market@nongan.example", "市场监督分局", roles.MARKET)
VETERINARY = SampleUser("veterinary@nongan.example", "畜牧兽医站", roles.VETERINARY)
POLICE = SampleUser("police@nongan.example", "派出所", roles.POLICE)
VILLAGE = SampleUser("village@nongan.example", "岑村监管员", roles.VILLAGE, village="岑村")
DISTRICT = SampleUser("district@nongan.example", "区农业农村局", roles.DISTRICT)
ADMINISTRATOR = SampleUser("admin@nongan.example", "农安系统管理员", roles.ADMINISTRATOR, further_role="System Manager")
PRODUCER = SampleUser("producer@nongan.example", "示例合作社", roles.PORTAL, mobile_no=portal.producer().phone)

AGRICULTURE_OFFICERS = (
	SampleUser("agriculture.officer1@nongan.example", "农村工作局执法人员甲", roles.AGRICULTURE),
	SampleUser("agriculture.officer2@nongan.example", "农村工作局执法人员乙", roles.AGRICULTURE),
)
AGRICULTURE_REVIEWER = SampleUser("agriculture.review@nongan.example", "农村工作局法制审核员", roles.AGRICULTURE)
MARKET_OFFICERS = (
	SampleUser("market.officer1@nongan.example", "市场监督分局执法人员甲", roles.MARKET),
	SampleUser("market.officer2@nongan.example", "市场监督分局执法人员乙", roles.MARKET),
)
MARKET_REVIEWER = SampleUser("market.review@nongan.example", "市场监督分局法制审核员", roles.MARKET)

ONE_PER_ROLE = (LEADER, AGRICULTURE, MARKET, VETERINARY, POLICE, VILLAGE, DISTRICT, ADMINISTRATOR, PRODUCER)
OF_CASES = (*AGRICULTURE_OFFICERS, AGRICULTURE_REVIEWER, *MARKET_OFFICERS, MARKET_REVIEWER)
"""Who handles an office's cases, and who reviews them: nobody may do both, nor review what they asked for."""

USERS = (*ONE_PER_ROLE, *OF_CASES)


def create_users() -> None:
	"""Create the sample users that were never created on this site, without mails."""
	shipped.ship(user.as_record() for user in USERS)
	# their addresses are nobody's: what the year notifies them of stays in the Desk
	emails = ["in", [user.email for user in USERS]]
	frappe.db.set_value("Notification Settings", {"name": emails}, "enable_email_notifications", 0)
	for user in USERS:
		if user.village:
			assign_villages(user.email, [user.village])


@contextmanager
def acting_as(user: str) -> Iterator[None]:
	"""Run a block as one of the users, and in their language: a new bench's site still speaks English."""
	before, language = frappe.session.user, frappe.local.lang
	frappe.set_user(user)
	frappe.local.lang = LANGUAGE
	try:
		yield
	finally:
		frappe.set_user(before)
		frappe.local.lang = language
