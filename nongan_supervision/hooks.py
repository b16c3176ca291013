"""What the app tells Frappe about itself, read top-down as an index."""

from nongan_supervision.cases import hooks as _cases
from nongan_supervision.exchange import hooks as _exchange
from nongan_supervision.outreach import hooks as _outreach
from nongan_supervision.permissions import hooks as _permissions

app_name = "nongan_supervision"
app_title = "Nongan Supervision"
app_publisher = "Nongan Supervision contributors"
app_description = "Supervision of edible agricultural products for a town government"
app_license = "mit"
app_logo_url = "/assets/nongan_supervision/images/logo.svg"
app_home = "/app/nongan-supervision"

app_include_js = ["nongan_supervision.bundle.js"]
app_include_css = ["nongan_desk.bundle.css"]

# Where users find it
# -------------------
add_to_apps_screen = [
	{
		"name": "nongan_supervision",
		"logo": "/assets/nongan_supervision/images/logo.svg",
		"title": "Nongan Supervision",
		"route": "/app/nongan-supervision",
		"has_permission": "nongan_supervision.setup.desk.may_open_app",
	}
]

# The producers' portal: pages of the website, for users who have no Desk
# ------------------------------------------------------------------------
website_route_rules = [{"from_route": "/my-farm/<page>", "to_route": "my-farm"}]
get_website_user_home_page = "nongan_supervision.setup.desk.home_page"
update_website_context = ["nongan_supervision.portal.signing_in.name_what_to_sign_in_with"]

# What the Desk knows from the start
# ---------------------------------
extend_bootinfo = ["nongan_supervision.setup.desk.tell_desk"]

# Life of the app on a site
# -------------------------
after_install = "nongan_supervision.setup.install.after_install"
after_app_install = "nongan_supervision.setup.workspaces.shipping.tidy_menus"
after_uninstall = "nongan_supervision.setup.install.after_uninstall"
before_migrate = ["nongan_supervision.setup.workspaces.shipping.let_go_of_app"]
after_migrate = "nongan_supervision.setup.install.after_migrate"
before_tests = "nongan_supervision.setup.install.before_tests"
before_job = [
	"nongan_supervision.setup.language.speak_the_towns_language",
	"nongan_supervision.setup.locks.read_what_others_left",
]

# What several forms have in common, or a form has from another part of the app
# ------------------------------------------------------------------------------
doctype_js = {
	"Producer": "public/js/producer_account.js",
	"Enforcement Case": "public/js/case_forms.js",
	"Case Referral": "public/js/case_forms.js",
	"Inspection Task": "public/js/open_on_phone.js",
}

# Who sees what: made from the one table in nongan_supervision/permissions
# ------------------------------------------------------------------------
permission_query_conditions = _permissions.query_conditions
has_permission = _permissions.has_permission
extend_doctype_class = _permissions.extensions
override_whitelisted_methods = {
	**_permissions.guarded_methods,
	**_exchange.guarded_methods,
	**_cases.guarded_methods,
	**_outreach.guarded_methods,
	"upload_file": "nongan_supervision.api.field.upload_file",
}

# What print formats may call
# ---------------------------
jinja = {
	"methods": [
		"nongan_supervision.certificates.slips.certificate_slips",
		"nongan_supervision.certificates.wording.slip_wording",
		"nongan_supervision.inspections.annex.supervision_group_title",
		"nongan_supervision.inspections.arrangement.supervision_arrangement",
		"nongan_supervision.papers.cases.authority_of",
		"nongan_supervision.papers.cases.case_paper",
		"nongan_supervision.papers.wording.filled_in",
		"nongan_supervision.papers.wording.official_date",
		"nongan_supervision.papers.wording.paragraphs",
		"nongan_supervision.papers.wording.quantity",
		"nongan_supervision.registry.producer_names.producer_names",
	]
}

# What follows a change of somebody else's document
# -------------------------------------------------
doc_events = {
	**_permissions.doc_events,
	"Conformity Certificate": {"before_validate": "nongan_supervision.portal.own_records.settle_certificate"},
	"Production Record": {"before_validate": "nongan_supervision.portal.own_records.settle_ledger_entry"},
	"User": {
		"before_validate": [
			"nongan_supervision.portal.accounts.keep_number",
			"nongan_supervision.permissions.addresses.refuse_unusable",
		],
		"on_update": "nongan_supervision.registry.village_officers.follow_roles",
		"before_rename": "nongan_supervision.cases.citations.keep_user",
		"on_trash": "nongan_supervision.cases.citations.keep_user",
	},
	"Inspection Task": {"validate": "nongan_supervision.inspections.field.photos.check_rows"},
	"Substance": {"on_update": "nongan_supervision.production.inputs.follow_substance"},
	"Kanban Board": {"validate": "nongan_supervision.inspections.board.forget_order"},
	"ToDo": {**_permissions.doc_events["ToDo"], "validate": "nongan_supervision.inspections.assignment.check_todo"},
	"Version": {"before_insert": "nongan_supervision.registry.personal_numbers.keep_out_of_history"},
	"File": {
		"before_validate": [
			"nongan_supervision.cases.keeping.keep",
			"nongan_supervision.inspections.field.photos.check_file",
		],
		"after_insert": "nongan_supervision.cases.files.journal_mail",
		"on_trash": "nongan_supervision.cases.keeping.keep",
	},
	("Town", "Village", "Supervision Department", "Key Product", "Producer", "Input Dealer"): {
		"after_rename": "nongan_supervision.cases.citations.follow_renaming"
	},
}

# A draft may go although its journal, which stays, refers to it
ignore_links_on_delete = ["Case Journal Entry"]

# The bytes of a file that stays are asked for before they are gone
delete_file_data_content = "nongan_supervision.cases.keeping.delete_content"

# A look at a case's file by its address goes on the case's journal; no document is read by a link to it
before_request = [
	"nongan_supervision.setup.locks.read_what_others_left",
	"nongan_supervision.cases.files.journal_direct_view",
	"nongan_supervision.permissions.guards.keep_links_as_names",
	"nongan_supervision.permissions.marks.note_method",
]

# A tip-off that is too large is told so; the headers of the public pages and of the producers' portal
after_request = [
	"nongan_supervision.www.tip_off.explain_size",
	"nongan_supervision.setup.sizes.explain_size",
	"nongan_supervision.portal.headers.put_on",
]

# What happens by itself
# ----------------------
scheduler_events = {
	"hourly": [
		"nongan_supervision.agenda.job.send_digests",
		"nongan_supervision.cases.reminders.remind",
		"nongan_supervision.outreach.delivery.close_interrupted",
		"nongan_supervision.setup.reports.keep_reports_live",
	],
	"daily": [
		"nongan_supervision.cases.referrals.return_declined_cases",
		"nongan_supervision.inspections.clues.open_for_overdue",
		"nongan_supervision.monitoring.sampling_plan.refresh_current",
		"nongan_supervision.registry.credit_levels.recompute_all",
	],
	"monthly": [
		"nongan_supervision.inspections.patrol_plans.draft_this_month",
		"nongan_supervision.monitoring.sampling_plan.draft_this_month",
	],
}

# How long what happened by itself is kept, unless the Log Settings say otherwise (days)
# -------------------------------------------------------------------------------------
default_log_clearing_doctypes = {"Reminder Digest": 400}

# Indicators that no filter can count: see checklist/measures.py
# ---------------------------------------------------------------
checklist_indicator_methods = {
	"Quarterly Update Coverage": "nongan_supervision.registry.coverage.measure_coverage",
	"Instructor Coverage": "nongan_supervision.registry.instruction.measure_instruction",
	"Clues Handled in Time": "nongan_supervision.cases.measures.measure_clues",
	"Notices Answered in Time": "nongan_supervision.cases.measures.measure_notices",
	"Referrals in Time": "nongan_supervision.cases.measures.measure_referrals",
	"Supervision Fed Back in Time": "nongan_supervision.inspections.measures.measure_feedback",
	"Weeks with a Message": "nongan_supervision.outreach.regularity.measure_weekly_messages",
	"Months with Media Reports": "nongan_supervision.outreach.regularity.measure_monthly_media",
}
