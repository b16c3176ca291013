frappe.provide("nongan.summaries");

/**
 * Give a draft's form a button that has its figures and texts drafted anew, once it has asked what may be replaced.
 *
 * @param {Object} frm
 * @param {string} label - of the button
 * @param {string} method - of the API: takes the draft's name, and whether to replace what was written by hand
 */
nongan.summaries.add_redraft_button = function (frm, label, method) {
	if (frm.doc.docstatus !== 0 || !frm.perm[0]?.write) return;
	frm.add_custom_button(label, () =>
		frappe.prompt(
			{
				fieldname: "overwrite",
				fieldtype: "Check",
				label: __("Replace what was written by hand, too"),
				description: __("Texts that nobody has changed are drafted anew in any case."),
			},
			async ({ overwrite }) => {
				if (frm.is_dirty()) await frm.save();
				await frappe.xcall(`nongan_supervision.api.${method}`, { name: frm.doc.name, overwrite });
				frm.reload_doc();
			},
			label,
			label
		)
	);
};
