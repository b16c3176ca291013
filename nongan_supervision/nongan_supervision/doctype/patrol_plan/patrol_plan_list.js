frappe.listview_settings["Patrol Plan"] = {
	add_fields: ["status", "planned_count", "done_count"],

	get_indicator(doc) {
		const colors = { Draft: "orange", Assigned: "blue", Closed: "green" };
		return [__(doc.status, null, "Patrol Plan"), colors[doc.status], `status,=,${doc.status}`];
	},

	onload(list) {
		if (!frappe.model.can_create("Patrol Plan")) return;
		list.page.add_inner_button(__("Propose This Month"), () => propose_patrols(list));
	},
};

async function propose_patrols(list) {
	const today = moment(frappe.datetime.get_today());
	const town = await frappe.db.get_single_value("Nongan Supervision Settings", "current_town");
	const proposal = await frappe.xcall("nongan_supervision.api.propose_patrol_plan", {
		town,
		year: today.year(),
		month: today.month() + 1,
	});
	const [name] = [...proposal.created, ...proposal.existing];
	list.refresh();
	frappe.set_route("Form", "Patrol Plan", name);
}
