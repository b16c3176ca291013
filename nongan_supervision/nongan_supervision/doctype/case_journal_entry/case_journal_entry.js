frappe.ui.form.on("Case Journal Entry", {
	refresh(frm) {
		frm.disable_form();
	},
});
