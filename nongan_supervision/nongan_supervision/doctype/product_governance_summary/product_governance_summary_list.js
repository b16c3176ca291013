frappe.listview_settings["Product Governance Summary"] = {
	onload(list) {
		if (!frappe.model.can_create("Product Governance Summary")) return;
		list.page.add_inner_button(__("Draft for All Town Products of the Year"), () => ask_for_year(list));
	},
};

function ask_for_year(list) {
	frappe.prompt(
		{
			fieldname: "year",
			fieldtype: "Int",
			label: __("Year"),
			reqd: 1,
			default: frappe.boot.nongan_year,
		},
		async ({ year }) => {
			const { created, existing } = await frappe.xcall(
				"nongan_supervision.api.draft_governance_summaries",
				{ year }
			);
			frappe.show_alert({
				message: __("{0} summaries drafted, {1} were there already.", [
					created.length,
					existing.length,
				]),
				indicator: "green",
			});
			list.refresh();
		},
		__("Draft for All Town Products of the Year"),
		__("Draft", null, "Button")
	);
}
