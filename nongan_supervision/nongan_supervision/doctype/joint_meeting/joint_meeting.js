const COORDINATORS = ["System Manager", "Nongan Administrator", "Supervision Leader", "Agriculture Office"];

frappe.ui.form.on("Joint Meeting", {
	setup() {
		// "open" is a verb elsewhere; the grid asks for no context
		frappe.meta.get_docfield("Meeting Resolution", "status").formatter = (value) =>
			frappe.utils.escape_html(__(value || "", null, "Meeting Resolution"));
	},

	refresh(frm) {
		mark_overdue(frm);
		open_what_is_ones_own(frm);
		if (frm.doc.meeting_type === "Risk Consultation" && may_write_all(frm)) {
			frm.add_custom_button(__("Draft from the Data"), () => draft_findings(frm));
		}
	},

	meeting_type(frm) {
		frm.trigger("refresh");
	},
});

frappe.ui.form.on("Meeting Resolution", {
	status(frm, cdt, cdn) {
		const row = locals[cdt][cdn];
		if (row.status === "Done" && !row.done_on) {
			frappe.model.set_value(cdt, cdn, "done_on", frappe.datetime.get_today());
		}
	},
});

/** Whether the user coordinates meetings, or called this one; the server asks the same. */
function may_write_all(frm) {
	if (!frm.perm[0].write) return false;
	if (frm.is_new() || frm.doc.owner === frappe.session.user) return true;
	return COORDINATORS.some((role) => frappe.user.has_role(role));
}

/** A department that takes part reports on its resolutions, and reads the rest. */
function open_what_is_ones_own(frm) {
	const read_only = may_write_all(frm) ? 0 : 1;
	frm.fields
		.filter(
			(field) =>
				field.df.fieldname !== "resolutions" && !["title", "status"].includes(field.df.fieldname)
		)
		.forEach((field) => frm.set_df_property(field.df.fieldname, "read_only", read_only));
	const { grid } = frm.fields_dict.resolutions;
	["resolution", "department", "due_on"].forEach((fieldname) => grid.toggle_enable(fieldname, !read_only));
	frm.set_df_property("resolutions", "cannot_add_rows", read_only);
	frm.set_df_property("resolutions", "cannot_delete_rows", read_only);
	if (read_only && frm.perm[0].write && (frm.doc.resolutions || []).length) {
		frm.set_intro(__("Report on your department's resolutions below: their status and progress."));
	}
}

/** Say above the form which resolutions are overdue, and whose they are. */
function mark_overdue(frm) {
	const today = frappe.datetime.get_today();
	const overdue = (frm.doc.resolutions || []).filter(
		(row) => ["Open", "In Progress"].includes(row.status) && row.due_on && row.due_on < today
	);
	if (frm.is_new() || !overdue.length) return;
	const lines = overdue.map((row) =>
		frappe.utils.escape_html(
			`${row.department}：${row.resolution}（${frappe.datetime.str_to_user(row.due_on)}）`
		)
	);
	frm.dashboard.set_headline_alert(
		`<b>${__("{0} resolutions are overdue", [overdue.length])}</b><br>${lines.join("<br>")}`,
		"red"
	);
}

async function draft_findings(frm) {
	const drafted = await frappe.xcall("nongan_supervision.api.draft_consultation", { meeting: frm.doc });
	const write = () => {
		frm.set_value({
			period_from: drafted.period_from,
			period_to: drafted.period_to,
			findings: drafted.findings,
		});
	};
	if (frm.doc.findings) {
		frappe.confirm(__("The findings that stand there are replaced by the draft. Go on?"), write);
	} else {
		write();
	}
}
