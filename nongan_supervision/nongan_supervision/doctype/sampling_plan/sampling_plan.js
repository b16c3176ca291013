frappe.ui.form.on("Sampling Plan", {
	setup(frm) {
		frm.set_query("producer", "items", () => ({ filters: { village: frm.doc.village } }));
	},

	refresh(frm) {
		if (frm.is_new()) {
			set_current_month(frm);
			return;
		}
		const percent = frm.doc.planned_count
			? Math.min((100 * frm.doc.done_count) / frm.doc.planned_count, 100)
			: 0;
		frm.dashboard.add_progress(
			__("Tests Done"),
			percent,
			__("{0} of {1}", [frm.doc.done_count, frm.doc.planned_count])
		);
		if (frm.doc.status === "Draft" && frm.perm[0].write) {
			frm.add_custom_button(__("Propose Again"), () => propose_again(frm));
		}
	},
});

function set_current_month(frm) {
	const today = moment(frappe.datetime.get_today());
	if (!frm.doc.year) frm.set_value("year", today.year());
	if (!frm.doc.month) frm.set_value("month", today.month() + 1);
}

function propose_again(frm) {
	frappe.confirm(__("The rows of this draft are replaced by a new proposal. Go on?"), async () => {
		await frappe.xcall("nongan_supervision.api.propose_sampling_plan", {
			village: frm.doc.village,
			year: frm.doc.year,
			month: frm.doc.month,
			again: 1,
		});
		frm.reload_doc();
	});
}
