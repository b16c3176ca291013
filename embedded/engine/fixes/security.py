"""What the fork switched off without meaning to."""

from embedded.engine.fix import Text

FIXES = [
	Text(
		"utils/typing_validations.py",
		"\tannotations = func.__annotations__\n",
		"\tfrom frappe.embedded.arguments import resolved_annotations\n\n\tannotations = resolved_annotations(func)\n",
		"annotations became text in 815 files, and text is skipped: no argument was checked or cast any more",
	),
	Text(
		"permissions.py",
		"elif has_permission(doc.doctype):",
		"elif has_permission(doc.doctype, print_logs=False):",
		"the inner question took the outer one's reasons away, so a refusal said nothing",
	),
	Text(
		"permissions.py",
		"if not doc and meta.issingle:",
		"if not doc and meta.issingle and not meta.is_virtual:",
		"asking who may see the System Health Report drew it up, for most of a minute, at each sign-in of a manager",
	),
]
