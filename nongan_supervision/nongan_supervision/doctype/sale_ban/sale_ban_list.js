frappe.listview_settings["Sale Ban"] = {
	add_fields: ["status", "notified_on"],

	get_indicator(doc) {
		if (doc.status === "Lifted") return [__("Lifted", null, "Sale Ban"), "green", "status,=,Lifted"];
		if (doc.status === "Withdrawn") {
			return [__("Withdrawn", null, "Sale Ban"), "gray", "status,=,Withdrawn"];
		}
		if (doc.notified_on) return [__("Active", null, "Sale Ban"), "red", "status,=,Active"];
		return [__("Not Yet Notified"), "orange", "status,=,Active|notified_on,is,not set"];
	},
};
