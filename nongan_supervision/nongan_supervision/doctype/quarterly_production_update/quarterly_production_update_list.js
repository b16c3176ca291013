frappe.listview_settings["Quarterly Production Update"] = {
	add_fields: ["year", "late", "docstatus", "due_on", "confirmed_count", "expected_count"],
	has_indicator_for_draft: true,

	formatters: {
		// in one column with the year: a phone shows the first two columns
		quarter: (value, _df, doc) => `${doc.year} ${__(value, null, "Quarterly Production Update")}`,
	},

	get_indicator(doc) {
		if (doc.docstatus === 2) return [__("Cancelled"), "gray", "docstatus,=,2"];
		if (doc.docstatus === 1) {
			return doc.late
				? [__("Late"), "orange", "docstatus,=,1|late,=,1"]
				: [__("On Time"), "green", "docstatus,=,1|late,=,0"];
		}
		const overdue = doc.due_on && doc.due_on < frappe.datetime.get_today();
		return overdue ? [__("Overdue"), "red", "docstatus,=,0"] : [__("Draft"), "blue", "docstatus,=,0"];
	},

	onload(listview) {
		if (!frappe.model.can_create("Quarterly Production Update")) return;
		listview.page.add_inner_button(__("Draft from Last Quarter"), ask_what_to_draft);
	},
};

function ask_what_to_draft() {
	const today = frappe.datetime.str_to_obj(frappe.datetime.get_today());
	const fields = [
		{
			fieldname: "village",
			label: __("Village"),
			fieldtype: "Link",
			options: "Village",
			reqd: 1,
			default: frappe.defaults.get_user_default("Village"),
		},
		{
			fieldname: "year",
			label: __("Year"),
			fieldtype: "Int",
			reqd: 1,
			default: today.getFullYear(),
		},
		{
			fieldname: "quarter",
			label: __("Quarter"),
			fieldtype: "Select",
			options: ["Q1", "Q2", "Q3", "Q4"].map((value) => ({
				value,
				label: __(value, null, "Quarterly Production Update"),
			})),
			reqd: 1,
			default: `Q${Math.floor(today.getMonth() / 3) + 1}`,
		},
	];
	frappe.prompt(fields, draft, __("Draft from Last Quarter"), __("Draft", null, "Button"));
}

async function draft(values) {
	const name = await frappe.xcall("nongan_supervision.api.draft_quarterly_update", values);
	frappe.set_route("Form", "Quarterly Production Update", name);
}
