"""The kinds of deadline and of decision that the app knows, by their names, as they stand in lists and reminders.

Plain Python, no framework.
"""

from __future__ import annotations

CHECK_OF_CLUE = "Check of the Clue"
DECISION_ON_FILING = "Decision on the Filing"
DECISION = "Decision of the Case"
DECISION_ON_EXTENSION = "Decision on the Extension"
RECTIFICATION_BY_PARTY = "Rectification by the Party"
DECISION_OF_HEAD = "Decision on the Referral"
TRANSFER_TO_POLICE = "Transfer to the Police"
DECISION_OF_POLICE = "Decision of the Police"
RECONSIDERATION = "Request for Reconsideration"
ENFORCEMENT_SAMPLING = "Enforcement Sampling"
REPLY_TO_NOTICE = "Reply to the Notice"
CHECK_OF_REPLY = "Check of the Reply"
INSPECTION = "Inspection"
RECTIFICATION = "Rectification"
ACCEPTANCE = "Acceptance of the Findings"
SETTLING_OF_SUBMISSION = "Settling of the Field Submission"
FEEDBACK = "Feedback"
RESOLUTION = "Resolution"
CHECKLIST_TARGET = "Checklist Target"
QUARTERLY_UPDATE = "Quarterly Update"
TESTS_OF_MONTH = "Tests of the Month"
CONFIRMATION_OF_SAMPLING = "Confirmation of Sampling Plans"
CONFIRMATION_OF_PATROLS = "Confirmation of the Patrol Plan"
