frappe.ui.form.on("Checklist Item", {
	setup(frm) {
		frm.set_query("part_of", () => ({
			filters: { checklist: frm.doc.checklist, part_of: ["is", "not set"] },
		}));
	},

	async indicator(frm) {
		if (!frm.doc.indicator || frm.doc.unit) return;
		const { message } = await frappe.db.get_value("Checklist Indicator", frm.doc.indicator, "unit");
		frm.set_value("unit", message.unit);
	},

	manual_value(frm) {
		const is_emptied = (frm.doc.manual_value ?? "") === "";
		frm.set_value("reported_on", is_emptied ? null : frappe.datetime.get_today());
	},

	reported_on(frm) {
		if (!frm.doc.reported_on) frm.set_value("manual_value", null);
	},
});
