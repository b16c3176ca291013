const GRID_LEVELS = ["District", "Town", "Village", "Station"];

frappe.ui.form.on("Village", {
	refresh(frm) {
		show_grid(frm);
		if (frm.is_new()) return;
		frm.add_custom_button(
			__("Producer Directory"),
			() => frappe.set_route("query-report", "Producer Directory", { village: frm.doc.name }),
			__("View", null, "Village")
		);
		frm.add_custom_button(
			__("Quarterly Update Coverage"),
			() =>
				frappe.set_route("query-report", "Quarterly Update Coverage", {
					village: frm.doc.name,
				}),
			__("View", null, "Village")
		);
	},
});

frappe.ui.form.on("Village Grid Officer", {
	grid_level: show_grid,
	grid_officers_add: show_grid,
	grid_officers_remove: show_grid,
});

/** On which of the four levels somebody looks after the village. */
function show_grid(frm) {
	const present = new Set((frm.doc.grid_officers || []).map((officer) => officer.grid_level));
	const missing = GRID_LEVELS.filter((level) => !present.has(level)).map((level) =>
		__(level, null, "Village Grid Officer")
	);
	frm.set_intro();
	if (missing.length) {
		frm.set_intro(__("No grid officer on these levels: {0}", [missing.join("、")]), "orange");
	} else {
		frm.set_intro(__("Grid officers are named on all four levels."), "green");
	}
}
