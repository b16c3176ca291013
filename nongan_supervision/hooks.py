"""What the app tells Frappe about itself, read top-down as an index."""

from nongan_supervision.exchange import hooks as _exchange
from nongan_supervision.permissions import hooks as _permissions

app_name = "nongan_supervision"
app_title = "Nongan Supervision"
app_publisher = "Nongan Supervision contributors"
app_description = "Supervision of edible agricultural products for a town government"
app_license = "mit"
app_logo_url = "/assets/nongan_supervision/images/logo.svg"
app_home = "/app/nongan-supervision"

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

# Life of the app on a site
# -------------------------
after_install = "nongan_supervision.setup.install.after_install"
after_uninstall = "nongan_supervision.setup.install.after_uninstall"
after_migrate = "nongan_supervision.setup.install.after_migrate"
before_tests = "nongan_supervision.setup.install.before_tests"

# Who sees what: made from the one table in nongan_supervision/permissions
# ------------------------------------------------------------------------
permission_query_conditions = _permissions.query_conditions
has_permission = _permissions.has_permission
override_whitelisted_methods = {**_permissions.guarded_methods, **_exchange.guarded_methods}

# What follows a change of somebody else's document
# -------------------------------------------------
doc_events = {
	"User": {"on_update": "nongan_supervision.registry.village_officers.follow_roles"},
	"Substance": {"on_update": "nongan_supervision.production.inputs.follow_substance"},
	"Version": {"before_insert": "nongan_supervision.registry.personal_numbers.keep_out_of_history"},
}

# What happens by itself
# ----------------------
scheduler_events = {
	"daily": ["nongan_supervision.monitoring.sampling_plan.refresh_current"],
	"monthly": ["nongan_supervision.monitoring.sampling_plan.draft_this_month"],
}

# Indicators that no filter can count: see checklist/measures.py
# ---------------------------------------------------------------
checklist_indicator_methods = {
	"Quarterly Update Coverage": "nongan_supervision.registry.coverage.measure_coverage",
	"Instructor Coverage": "nongan_supervision.registry.instruction.measure_instruction",
}
