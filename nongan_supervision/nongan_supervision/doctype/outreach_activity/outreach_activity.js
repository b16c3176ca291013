frappe.ui.form.on("Outreach Activity", {
	setup(frm) {
		frm.set_query("producer", "producers", () => ({
			filters: frm.doc.village ? { village: frm.doc.village, status: "Active" } : { status: "Active" },
		}));
		frm.set_query("instructor", () => ({ filters: { status: "Active" } }));
	},

	refresh(frm) {
		if (frm.is_new() || !frm.perm[0].write || frm.doc.message) return;
		if (["Training", "Household Visit", "Rural Outreach"].includes(frm.doc.activity_type)) {
			frm.add_custom_button(__("Add Producers of the Village"), () => add_producers(frm));
		}
	},
});

/** List those of the village's producers that are not listed yet, as not there: who came is ticked. */
async function add_producers(frm) {
	if (!frm.doc.village) {
		frappe.msgprint(__("Choose the village first."));
		return;
	}
	const listed = new Set((frm.doc.producers || []).map((row) => row.producer));
	const producers = await frappe.db.get_list("Producer", {
		filters: { village: frm.doc.village, status: "Active" },
		fields: ["name", "producer_name", "phone"],
		order_by: "producer_name",
		limit: 500,
	});
	for (const producer of producers.filter((each) => !listed.has(each.name))) {
		frm.add_child("producers", {
			producer: producer.name,
			attendee_name: producer.producer_name,
			phone: producer.phone,
			attended: 0,
		});
	}
	frm.refresh_field("producers");
	frm.dirty();
}
