frappe.ui.form.on("Credit Event", {
	setup(frm) {
		frm.set_query("reference_doctype", () => ({
			filters: { module: "Nongan Supervision", istable: 0, issingle: 0 },
		}));
	},

	onload(frm) {
		frm.get_docfield("reference_doctype").formatter = (value) => frappe.utils.escape_html(__(value));
	},

	event_type: propose_points,
});

/** The points that the office has set for this type of event. */
async function propose_points(frm) {
	if (!frm.doc.event_type) return;
	const settings = await frappe.db.get_doc("Nongan Supervision Settings");
	const row = settings.credit_points.find((row) => row.event_type === frm.doc.event_type);
	frm.set_value("points", row ? row.points : 0);
}
