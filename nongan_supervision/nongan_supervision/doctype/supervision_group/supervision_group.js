frappe.ui.form.on("Supervision Group", {
	setup(frm) {
		frm.set_query("campaign", () => ({ filters: { status: "Draft" } }));
		frm.set_query("village", "villages", () => ({ filters: frm.doc.town ? { town: frm.doc.town } : {} }));
	},

	async refresh(frm) {
		if (frm.is_new()) return;
		const { message } = await frappe.db.get_value("Supervision Campaign", frm.doc.campaign, [
			"status",
			"started_on",
		]);
		if (!message?.status || message.status === "Draft") return;
		frm.set_read_only();
		frm.disable_save();
		frm.set_intro(
			__("The campaign has started on {0}: its groups stay as they are.", [
				frappe.datetime.str_to_user(message.started_on),
			]),
			"blue"
		);
	},
});
