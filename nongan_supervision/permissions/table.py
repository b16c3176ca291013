"""The permission table: a row per DocType, a column per role. Everything else follows from it.

To add a DocType: add its row, run ``python -m nongan_supervision.permissions.write_docperms`` and commit
the JSON. To add a child table: name its parent in ``CHILD_TABLES``. The matrix test finds both by itself.

A cell is a `Grant`: ``READ``, ``WRITE``, ``NONE``, either of the first two limited by ``.where(condition)``,
or several joined by ``|``. A user of several roles has the union of their cells. A User Permission on
Village or Town limits its user further, whatever their roles, as everywhere in the framework.

Plain Python, no framework: the generator of the DocPerms runs without a site.
"""

from __future__ import annotations

from nongan_supervision.permissions.conditions import (
	InOwnDepartment,
	InOwnVillage,
	Linked,
	OfOwnDepartment,
	OfOwnProducer,
	OneOf,
	Owned,
	Submitted,
)
from nongan_supervision.permissions.grants import (
	AGRICULTURE,
	DISTRICT,
	KEEP,
	LEADER,
	MARKET,
	NONE,
	OFFICES,
	READ,
	READING,
	VETERINARY,
	VILLAGE,
	WRITE,
	Clause,
	Grant,
	changing,
	row,
)

OWN_VILLAGE = InOwnVillage("village")
ITSELF_OWN = InOwnVillage("name")
LIVESTOCK = OneOf("sector", ("Livestock",))
MARKET_OR_DEALER = OneOf("stage", ("Market", "Dealer"))
QUICK_TEST = OneOf("method", ("Colloidal Gold", "Enzyme Inhibition")) & OneOf("purpose", ("Quick Screening", "Retest"))
OWN_ITEM = OfOwnDepartment("departments", "Checklist Item Department")
OWN = Owned()
AFTER_TRANSFER = ("Transferred", "Police Filed", "Police Declined", "Reconsideration Requested")
TRANSFERRED = OneOf("workflow_state", AFTER_TRANSFER)
OWN_TASK = OfOwnDepartment("departments", "Inspection Task Department")
OWN_MEETING = OfOwnDepartment("departments", "Joint Meeting Department")
SHOWN_TO_VILLAGE = OneOf("shown_to", ("Everyone",))
REFERRED_CASE = Linked("referral", "Case Referral", TRANSFERRED)
OF_OWN_OFFICE = InOwnDepartment("department")
DONE_BY_OWN_OFFICE = InOwnDepartment("department", is_filled_in=True)

REPORT = Grant((Clause(READING | {"create"}),))
"""Hand something in, and read what one handed in: for clues, which their department then checks."""

ANSWER = changing("district_reply", "enforcement_test", "workflow_state", "sampling_started_on", "replied_on")
"""Answer an escalation: what the district does with it, and nobody else (`monitoring/escalation_steps.py`).

What the town keeps of one is to report a suspicion by hand, and to cancel a test that has opened one.
"""

DECIDE_CASE = changing("workflow_state", "return_reason", "extensions")
"""Approve or return a case, and decide on an extension of its time limit: the leader's part."""

DECIDE_REFERRAL = changing("workflow_state", "rejection_reason")
"""Approve or reject a referral: the leader's part."""

POLICE_DECIDE = changing("workflow_state", "police_case_no", "police_reason", "received_by")
"""File or decline a referred case: the part of the police."""

REPORT_RECTIFIED = changing("workflow_state", "rectification_report", "rectified_on", "photos")
"""Report that what a department found has been put right: the village's part in an inspection of it."""

REPORT_ON = changing("manual_value", "reported_on", "remarks")
"""Report an item's figure: what a department may do with its own checklist items."""

OF_OWN_PRODUCER = OfOwnProducer()
ITSELF_OWN_PRODUCER = OfOwnProducer("name")

SEE = Grant((Clause(frozenset({"read", "select", "print"})),))
"""Read without the Desk's reports and exports: what a producer may do with what concerns them."""

ENTER = Grant((Clause(frozenset({"create", "write"})),))
"""Write in one's own ledger; nothing is struck out of it."""

ISSUE = Grant((Clause(frozenset({"create", "write", "submit"})),))
"""Issue a producer's own certificates; to withdraw them is the office's."""

TABLE: dict[str, dict[str, Grant]] = {
	# Leader, Agriculture, Market, Veterinary, Police, Village, District: the order of OFFICES
	# places, products, substances
	"Town": row(READ, WRITE, READ, READ, READ, READ, READ),
	"Village": row(READ, WRITE, READ, READ, READ, READ.where(ITSELF_OWN), READ),
	"Supervision Department": row(READ, WRITE, READ, READ, READ, READ, READ),
	"Key Product": row(READ, WRITE, READ, READ, READ, READ, READ, portal=SEE),
	"Substance": row(READ, WRITE, READ, READ, READ, READ, READ, portal=SEE),
	"Agricultural Input": row(READ, WRITE, READ, READ, READ, READ, READ, portal=SEE),
	"Safe Use Instructor": row(READ, WRITE, READ, READ, NONE, READ, READ),
	"Technical Guidance": row(READ, WRITE, READ, WRITE.where(LIVESTOCK), NONE, WRITE.where(OWN_VILLAGE), READ),
	# producers
	"Producer": row(
		READ,
		WRITE,
		READ,
		WRITE.where(LIVESTOCK),
		NONE,
		WRITE.where(OWN_VILLAGE),
		READ,
		portal=SEE.where(ITSELF_OWN_PRODUCER),
	),
	"Quarterly Production Update": row(READ, WRITE, READ, READ, NONE, WRITE.where(OWN_VILLAGE), READ),
	"Production Record": row(
		READ,
		WRITE,
		READ,
		WRITE.where(LIVESTOCK),
		NONE,
		WRITE.where(OWN_VILLAGE),
		READ,
		portal=SEE.where(OF_OWN_PRODUCER) | ENTER.where(OF_OWN_PRODUCER & OWN),
	),
	# dealers and their sales
	"Input Dealer": row(READ, READ, WRITE, READ, NONE, READ.where(OWN_VILLAGE), READ),
	"Input Sale": row(READ, READ, WRITE, READ, NONE, READ.where(OWN_VILLAGE), READ),
	# tests
	"Residue Test": row(
		READ,
		WRITE,
		READ | WRITE.where(MARKET_OR_DEALER),
		WRITE.where(LIVESTOCK),
		NONE,
		READ.where(OWN_VILLAGE) | WRITE.where(OWN_VILLAGE & QUICK_TEST),
		READ,
		portal=SEE.where(OF_OWN_PRODUCER & Submitted()),
	),
	"Enforcement Escalation": row(
		READ, KEEP, READ, KEEP.where(LIVESTOCK), NONE, READ.where(OWN_VILLAGE), READ | ANSWER
	),
	"Sale Ban": row(
		READ,
		KEEP,
		READ | KEEP.where(MARKET_OR_DEALER),
		READ | KEEP.where(LIVESTOCK),
		NONE,
		READ.where(OWN_VILLAGE),
		READ,
		portal=SEE.where(OF_OWN_PRODUCER),
	),
	"Sampling Plan": row(READ, WRITE, READ, READ, NONE, READ.where(OWN_VILLAGE), READ),
	# clues
	"Case Clue": row(
		READ,
		WRITE.where(OF_OWN_OFFICE),
		WRITE.where(OF_OWN_OFFICE),
		WRITE.where(OF_OWN_OFFICE & LIVESTOCK),
		NONE,
		REPORT.where(OWN & OWN_VILLAGE),
		READ,
	),
	# cases
	"Enforcement Case": row(
		READ | DECIDE_CASE,
		WRITE.where(OF_OWN_OFFICE),
		WRITE.where(OF_OWN_OFFICE),
		WRITE.where(OF_OWN_OFFICE & LIVESTOCK),
		READ.where(REFERRED_CASE),
		NONE,
		READ,
	),
	"Case Referral": row(
		READ | DECIDE_REFERRAL,
		WRITE.where(OF_OWN_OFFICE),
		WRITE.where(OF_OWN_OFFICE),
		WRITE.where(OF_OWN_OFFICE & LIVESTOCK),
		READ.where(TRANSFERRED) | POLICE_DECIDE.where(TRANSFERRED),
		NONE,
		READ,
	),
	"Case Journal Entry": row(NONE, NONE, NONE, NONE, NONE, NONE, NONE),
	"Legal Holiday": row(READ, WRITE, READ, READ, READ, READ, READ),
	# notices between origin and market
	"Nonconformity Notice": row(READ, WRITE, WRITE, READ.where(LIVESTOCK), NONE, READ.where(OWN_VILLAGE), READ),
	# certificates
	"Conformity Certificate": row(
		READ,
		WRITE,
		READ,
		READ.where(LIVESTOCK),
		NONE,
		WRITE.where(OWN_VILLAGE),
		READ,
		portal=(SEE | ISSUE).where(OF_OWN_PRODUCER),
	),
	"Certificate Counter": row(NONE, NONE, NONE, NONE, NONE, NONE, NONE),
	"Certificate Check": row(READ, WRITE, WRITE, READ.where(LIVESTOCK), NONE, READ.where(OWN_VILLAGE), READ),
	"Credit Event": row(READ, WRITE, WRITE, READ.where(LIVESTOCK), NONE, READ.where(OWN_VILLAGE), READ),
	# supervision campaigns, inspections, meetings, outreach
	"Supervision Campaign": row(WRITE, WRITE, READ, READ, READ, READ, READ),
	"Supervision Group": row(WRITE, WRITE, READ, READ, READ, NONE, READ),
	"Supervision Summary": row(WRITE, WRITE, READ, READ, READ, NONE, READ),
	"Inspection Template": row(WRITE, WRITE, READ, READ, READ, READ, READ),
	"Inspection Task": row(
		WRITE,
		WRITE,
		WRITE.where(DONE_BY_OWN_OFFICE) | WRITE.where(OWN_TASK),
		WRITE.where(DONE_BY_OWN_OFFICE) | WRITE.where(OWN_TASK),
		WRITE.where(DONE_BY_OWN_OFFICE) | WRITE.where(OWN_TASK),
		WRITE.where(OWN_VILLAGE & SHOWN_TO_VILLAGE & DONE_BY_OWN_OFFICE)
		| (READ | REPORT_RECTIFIED).where(OWN_VILLAGE & SHOWN_TO_VILLAGE),
		READ,
	),
	"Field Submission": row(
		READ,
		READ | changing("settled", "settled_note"),
		READ.where(OWN),
		READ.where(OWN),
		READ.where(OWN),
		READ.where(OWN & OWN_VILLAGE),
		NONE,
	),
	"Patrol Plan": row(READ, WRITE, READ, READ, NONE, NONE, READ),
	"Joint Meeting": row(
		WRITE, WRITE, WRITE.where(OWN_MEETING), WRITE.where(OWN_MEETING), WRITE.where(OWN_MEETING), NONE, READ
	),
	"Outreach Activity": row(
		WRITE,
		WRITE,
		WRITE.where(DONE_BY_OWN_OFFICE),
		WRITE.where(DONE_BY_OWN_OFFICE),
		WRITE.where(DONE_BY_OWN_OFFICE),
		READ.where(OWN_VILLAGE) | WRITE.where(OWN_VILLAGE & DONE_BY_OWN_OFFICE),
		READ,
	),
	"Outreach Message": row(READ, WRITE, NONE, NONE, NONE, NONE, NONE),
	# the checklist and its progress
	"Responsibility Checklist": row(READ, WRITE, READ, READ, READ, READ, READ),
	"Checklist Item": row(
		READ,
		WRITE,
		READ | REPORT_ON.where(OWN_ITEM),
		READ | REPORT_ON.where(OWN_ITEM),
		READ.where(OWN_ITEM),
		READ,
		READ,
	),
	"Checklist Indicator": row(READ, WRITE, READ, READ, READ, READ, READ),
	"Product Governance Summary": row(READ, WRITE, READ, READ.where(LIVESTOCK), NONE, NONE, READ),
	# the office's own
	"Nongan Supervision Settings": row(READ, WRITE, READ, READ, NONE, NONE, READ),
	"Reminder Digest": row(*[READ.where(OWN)] * len(OFFICES)),
	"Register Import": row(NONE, WRITE, WRITE.where(OWN), WRITE.where(OWN), NONE, WRITE.where(OWN), NONE),
}

CHILD_TABLES: dict[str, tuple[str, ...]] = {
	"Village Grid Officer": ("Village",),
	"Key Product Year": ("Key Product",),
	"Key Product Risk": ("Key Product",),
	"Substance Limit": ("Substance",),
	"Producer Product": ("Producer",),
	"Agricultural Input Substance": ("Agricultural Input",),
	"Agricultural Input Product": ("Agricultural Input",),
	"Safe Use Instructor Product": ("Safe Use Instructor",),
	"Technical Guidance Producer": ("Technical Guidance",),
	"Quarterly Production Update Row": ("Quarterly Production Update",),
	"Input Sale Item": ("Input Sale",),
	"Residue Test Result": ("Residue Test",),
	"Sale Ban Substance": ("Sale Ban",),
	"Sampling Plan Item": ("Sampling Plan",),
	"Case Officer": ("Enforcement Case",),
	"Case Evidence": ("Enforcement Case",),
	"Case Item": ("Enforcement Case",),
	"Case Extension": ("Enforcement Case",),
	"Referral Document": ("Case Referral",),
	"Product Flow": ("Nonconformity Notice",),
	"Certificate Test": ("Conformity Certificate",),
	"Credit Event Points": ("Nongan Supervision Settings",),
	"Checklist Item Department": ("Checklist Item",),
	"Product Governance Month": ("Product Governance Summary",),
	"Supervision Group Department": ("Supervision Group",),
	"Supervision Group Village": ("Supervision Group",),
	"Reminder Lead Time": ("Nongan Supervision Settings",),
	"Reminder Digest Item": ("Reminder Digest",),
	"Supervision Group Default": ("Nongan Supervision Settings",),
	"Supervision Summary Village": ("Supervision Summary",),
	"Inspection Template Item": ("Inspection Template",),
	"Inspection Task Department": ("Inspection Task",),
	"Inspection Item": ("Inspection Task",),
	"Inspection Photo": ("Inspection Task",),
	"Patrol Plan Item": ("Patrol Plan",),
	"Joint Meeting Department": ("Joint Meeting",),
	"Meeting Resolution": ("Joint Meeting",),
	"Outreach Attendee": ("Outreach Activity",),
	"Outreach Message Recipient": ("Outreach Message",),
}
"""Child table → its parents. A row of a child table is seen by who sees the document it stands in."""

PAGES: dict[str, tuple[str, ...]] = {
	"town-overview": (LEADER, AGRICULTURE, DISTRICT),
}
"""Page → the roles that may open it, beside the administrators. What it shows is limited further by the rows above."""

PERSONAL_DATA: dict[str, tuple[str, ...]] = {
	"Producer": (AGRICULTURE, VETERINARY, VILLAGE),
	"Input Sale": (MARKET,),
	"Case Clue": (AGRICULTURE, MARKET, VETERINARY),
	"Enforcement Case": (AGRICULTURE, MARKET, VETERINARY),
}
"""DocType → the roles that may read and write its fields of permlevel 1 (identity numbers), where they
may write the document. Everybody else sees the masked number."""


def grant_of(doctype: str, role: str) -> Grant:
	"""What `role` may do with `doctype`; `NONE` for roles and DocTypes outside the table."""
	return TABLE.get(doctype, {}).get(role, NONE)
