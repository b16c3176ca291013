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
			if (frm.doc.docstatus === 0 && frm.perm[0]?.write)
				frm.add_custom_button(__("Draft Again"), () => ask_what_to_replace(frm));
			if (frappe.model.can_export("Supervision Summary"))
				frm.add_custom_button(__("Excel"), () =>
					open_url_post(`/api/method/${API}.export_supervision_summary`, { name: frm.doc.name })
				);
		},
	});

	function ask_what_to_replace(frm) {
		frappe.prompt(
			{
				fieldname: "overwrite",
				fieldtype: "Check",
				label: __("Replace what was written by hand, too"),
				description: __("Texts that nobody has changed are drafted anew in any case."),
			},
			async ({ overwrite }) => {
				if (frm.is_dirty()) await frm.save();
				await frappe.xcall(`${API}.redraft_supervision_summary`, { name: frm.doc.name, overwrite });
				frm.reload_doc();
			},
			__("Draft Again"),
			__("Draft Again")
		);
	}
})();
