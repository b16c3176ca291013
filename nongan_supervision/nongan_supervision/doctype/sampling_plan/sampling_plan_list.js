frappe.listview_settings["Sampling Plan"] = {
	add_fields: ["status", "planned_count", "done_count"],

	get_indicator(doc) {
		const colors = { Draft: "orange", Confirmed: "blue", Closed: "green" };
		return [__(doc.status, null, "Sampling Plan"), colors[doc.status], `status,=,${doc.status}`];
	},

	onload(list) {
		if (!frappe.model.can_create("Sampling Plan")) return;
		list.page.add_inner_button(__("Propose This Month"), () => propose_this_month(list));
	},
};

async function propose_this_month(list) {
	const today = moment(frappe.datetime.get_today());
	const proposal = await frappe.xcall("nongan_supervision.api.propose_sampling_plan", {
		year: today.year(),
		month: today.month() + 1,
	});
	frappe.show_alert({
		message: __("{0} plans drafted, {1} were there already, nothing due in {2} villages.", [
			proposal.created.length,
			proposal.existing.length,
			proposal.nothing_due.length,
		]),
		indicator: "green",
	});
	list.refresh();
}
