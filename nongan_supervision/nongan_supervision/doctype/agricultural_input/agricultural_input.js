const RESTRICTION_COLORS = { Banned: "red", Restricted: "orange", Conventional: "blue" };
const WITH_INTERVAL = ["Pesticide", "Veterinary Drug", "Aquaculture Input"];

frappe.ui.form.on("Agricultural Input", {
	refresh(frm) {
		if (frm.doc.restriction && !frm.is_new()) {
			frm.page.set_indicator(__(frm.doc.restriction), RESTRICTION_COLORS[frm.doc.restriction]);
		}
		show_hints(frm);
	},

	input_type: show_hints,
	safety_interval_days: show_hints,
});

frappe.ui.form.on("Agricultural Input Product", {
	safety_interval_days: (frm) => show_hints(frm),
	labelled_products_remove: (frm) => show_hints(frm),
});

/** What makes the input dangerous, or its entry incomplete. */
function show_hints(frm) {
	frm.set_intro("");
	if (frm.doc.restriction === "Banned") {
		frm.set_intro(__("Contains a banned substance: it must neither be sold nor used."), "red");
	} else if (frm.doc.restriction === "Restricted") {
		frm.set_intro(
			__("Restricted: sold by designated dealers only, under the buyer's real name."),
			"orange"
		);
	}
	if (lacks_interval(frm.doc)) {
		frm.set_intro(
			__(
				"No safety interval or withdrawal period is entered. Without it every harvest counts as safe."
			),
			"yellow"
		);
	}
}

function lacks_interval(doc) {
	if (!WITH_INTERVAL.includes(doc.input_type) || doc.safety_interval_days) return false;
	const rows = doc.labelled_products || [];
	return !rows.length || rows.some((row) => !row.safety_interval_days);
}
