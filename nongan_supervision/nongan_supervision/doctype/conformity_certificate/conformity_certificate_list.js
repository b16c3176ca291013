frappe.listview_settings["Conformity Certificate"] = {
	add_fields: ["untested_substances"],

	get_indicator(doc) {
		if (doc.docstatus === 2) {
			return [__("Withdrawn", null, "Conformity Certificate"), "red", "docstatus,=,2"];
		}
		if (doc.untested_substances) {
			return [
				__("Not All Tested", null, "Conformity Certificate"),
				"orange",
				"untested_substances,is,set",
			];
		}
		if (doc.docstatus === 1) {
			return [__("Issued", null, "Conformity Certificate"), "green", "docstatus,=,1"];
		}
		return [__("Draft"), "gray", "docstatus,=,0"];
	},
};
