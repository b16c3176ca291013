(() => {
	const API = "nongan_supervision.api";

	frappe.ui.form.on("Supervision Summary", {
		setup(frm) {
			frm.set_query("campaign", () => ({ filters: { status: ["!=", "Draft"] } }));
			frm.set_df_property("villages", "cannot_add_rows", true);
			frm.set_df_property("villages", "cannot_delete_rows", true);
		},

		refresh(frm) {
			if (frm.is_new()) return;
			const overdue = frm.doc.due_on && frm.doc.due_on < frappe.datetime.get_today();
			if (frm.doc.docstatus === 0 && overdue)
				frm.dashboard.set_headline_alert(
					__("The feedback was due on {0}.", [frappe.datetime.str_to_user(frm.doc.due_on)]),
					"red"
				);
			nongan.summaries.add_redraft_button(frm, __("Draft Again"), "redraft_supervision_summary");
			if (frappe.model.can_export("Supervision Summary"))
				frm.add_custom_button(__("Excel"), () =>
					open_url_post(`/api/method/${API}.export_supervision_summary`, { name: frm.doc.name })
				);
		},
	});
})();
