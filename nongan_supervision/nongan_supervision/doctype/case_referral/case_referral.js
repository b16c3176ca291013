frappe.ui.form.on("Case Referral", {
	async refresh(frm) {
		await nongan.cases.refresh(frm);
		if (!frm.is_new()) {
			frm.add_custom_button(__("Enforcement Case"), () =>
				frappe.set_route("Form", "Enforcement Case", frm.doc.enforcement_case)
			);
		}
	},

	before_workflow_action: (frm) => nongan.cases.before_step(frm),
});
