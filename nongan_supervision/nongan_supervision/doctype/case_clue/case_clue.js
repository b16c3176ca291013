frappe.ui.form.on("Case Clue", {
	refresh(frm) {
		if (!frm.is_new() && frm.doc.status === "Open" && frappe.model.can_create("Enforcement Case")) {
			frm.add_custom_button(__("File a Case"), () => file_case(frm)).addClass("btn-primary");
		}
		if (
			frm.doc.status === "Open" &&
			frm.doc.check_due_on &&
			frm.doc.check_due_on < frappe.datetime.get_today()
		) {
			frm.dashboard.set_headline(
				__("The check was due on {0}.", [frappe.datetime.str_to_user(frm.doc.check_due_on)]),
				"red"
			);
		}
	},
});

/** Open a new case with what the clue says filled in; nothing is saved yet. */
async function file_case(frm) {
	const doc = await frappe.xcall("nongan_supervision.api.case_from_clue", { clue: frm.doc.name });
	const [made] = frappe.model.sync(doc);
	frappe.set_route("Form", made.doctype, made.name);
}
