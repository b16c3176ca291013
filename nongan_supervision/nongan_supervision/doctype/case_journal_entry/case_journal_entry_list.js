/** States in the user's language; the moment as it is hashed, to the second. */
const as_state = (state) => frappe.utils.escape_html(state ? __(state) : "");

frappe.listview_settings["Case Journal Entry"] = {
	formatters: {
		from_state: as_state,
		to_state: as_state,
		happened_at: (value) =>
			frappe.utils.escape_html(value ? `${value.slice(0, 19).replace("T", " ")} UTC` : ""),
	},
};
