"""The workspaces: what each role does daily, from the day's work down.

A label that stands here is the name of what it leads to, which has its translation there, unless the shortcut leads
to an address.
"""

from __future__ import annotations

from nongan_supervision.permissions.grants import AGRICULTURE, DISTRICT, LEADER, MARKET, POLICE, VETERINARY, VILLAGE
from nongan_supervision.setup.workspaces.layout import Desk, Shortcut


def _lists(*doctypes: str) -> tuple[Shortcut, ...]:
	return tuple(map(Shortcut, doctypes))


def _reports(*names: str) -> tuple[Shortcut, ...]:
	return tuple(Shortcut(name, "Report") for name in names)


ON_THE_SPOT = Shortcut("Inspections on the Spot", "URL", "/field")
OVERVIEW = Shortcut("Town Overview", "Page", "town-overview")

DESKS = (
	Desk(
		LEADER,
		"dashboard",
		cards=(
			"Filings to Decide",
			"Decisions to Approve",
			"Referrals to Decide",
			"Overdue Cases",
			"Active Sale Bans",
			"Failing Tests Not Yet Published",
			"Tasks Due",
			"Overdue Rectifications",
		),
		shortcuts=(
			OVERVIEW,
			*_reports("Responsibility Checklist Progress", "Village Scorecard"),
			*_lists("Enforcement Case", "Case Referral", "Supervision Campaign"),
			*_reports("Failing Results and Follow-up", "Case Register and Deadlines", "Monthly Circular"),
			*_lists("Joint Meeting"),
			ON_THE_SPOT,
		),
		charts=("Checklist Progress by Item", "Clues and Cases by Department"),
	),
	Desk(
		AGRICULTURE,
		"agriculture",
		cards=(
			"Quick Tests This Year",
			"Suspect or Failing Tests This Year",
			"Active Sale Bans",
			"Failing Tests Not Yet Published",
			"Certificates This Year",
			"Overdue Clues",
			"Tasks Due",
			"Overdue Rectifications",
		),
		shortcuts=(
			*_reports("Responsibility Checklist Progress"),
			OVERVIEW,
			*_reports("Failing Results and Follow-up", "Quarterly Update Coverage"),
			*_lists("Register Import", "Residue Test", "Sampling Plan", "Producer"),
			*_lists("Inspection Task", "Supervision Campaign", "Case Clue", "Enforcement Case"),
			*_lists("Joint Meeting", "Outreach Activity"),
			*_reports("Monthly Circular"),
			ON_THE_SPOT,
		),
		charts=("Residue Tests by Month", "Failing Results by Village"),
	),
	Desk(
		MARKET,
		"retail",
		cards=(
			"Open Clues",
			"Overdue Clues",
			"Overdue Cases",
			"Notices to Answer",
			"Tasks Due",
			"Overdue Rectifications",
		),
		shortcuts=(
			*_lists("Case Clue", "Enforcement Case", "Case Referral", "Nonconformity Notice"),
			*_reports("Product Traceability"),
			*_lists("Certificate Check", "Input Dealer", "Input Sale", "Register Import", "Inspection Task"),
			*_reports("Case Register and Deadlines"),
			ON_THE_SPOT,
		),
		charts=("Clues and Cases by Department", "Notices by Month"),
	),
	Desk(
		VETERINARY,
		"healthcare",
		cards=(
			"Antimicrobial Reduction",
			"Suspect or Failing Tests This Year",
			"Active Sale Bans",
			"Tasks Due",
			"Open Clues",
			"Overdue Rectifications",
		),
		shortcuts=(
			*_lists("Producer", "Residue Test", "Inspection Task", "Production Record", "Technical Guidance"),
			*_reports("Producer Directory", "Failing Results and Follow-up"),
			*_lists("Case Clue", "Enforcement Case", "Register Import"),
			*_reports("Responsibility Checklist Progress"),
			ON_THE_SPOT,
		),
		charts=("Residue Tests by Month",),
	),
	Desk(
		POLICE,
		"permission",
		cards=("Referrals Awaiting the Police", "Referrals Filed by the Police", "Tasks Due"),
		shortcuts=(
			*_lists("Case Referral", "Enforcement Case", "Inspection Task", "Outreach Activity", "Joint Meeting"),
			ON_THE_SPOT,
		),
		charts=("Steps of Referrals",),
	),
	Desk(
		VILLAGE,
		"customer",
		cards=("Tasks Due", "Active Sale Bans", "Quick Tests This Year", "Certificates This Year"),
		shortcuts=(
			ON_THE_SPOT,
			Shortcut("New Quick Test", target="Residue Test", view="New"),
			*_lists("Quarterly Production Update", "Producer", "Production Record", "Conformity Certificate"),
			*_lists("Sampling Plan", "Outreach Activity", "Case Clue", "Register Import"),
			*_reports("Quarterly Update Coverage", "Failing Results and Follow-up", "Village Scorecard"),
		),
		charts=("Residue Tests by Month", "Updates by Quarter"),
	),
	Desk(
		DISTRICT,
		"organization",
		cards=(
			"Escalations to Answer",
			"Suspect or Failing Tests This Year",
			"Active Sale Bans",
			"Overdue Cases",
		),
		shortcuts=(
			*_lists("Enforcement Escalation"),
			OVERVIEW,
			*_reports("Responsibility Checklist Progress", "Failing Results and Follow-up", "Residue Test Summary"),
			*_reports("Case Register and Deadlines", "Certificate Issuance", "Village Scorecard"),
			*_reports("Monthly Circular"),
			*_lists("Product Governance Summary"),
		),
		charts=("Residue Tests by Month", "Checklist Progress by Item"),
	),
)
"""In the order of the offices in the permission table."""
