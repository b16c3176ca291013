frappe.ui.form.on("Input Sale", {
	setup(frm) {
		frm.set_query("dealer", () => ({ filters: { status: "Active" } }));
		frm.set_query("producer", () => ({ filters: { status: "Active" } }));
		frm.set_query("input", "items", () => ({
			filters: { status: "Active", restriction: ["!=", "Banned"] },
		}));
	},

	refresh: show_demand,

	async dealer(frm) {
		if (!frm.doc.dealer) return;
		const { message } = await frappe.db.get_value("Input Dealer", frm.doc.dealer, "village");
		frm.set_value("village", message.village);
	},

	async producer(frm) {
		if (!frm.doc.producer || frm.doc.buyer_name) return;
		const { message } = await frappe.db.get_value("Producer", frm.doc.producer, [
			"producer_name",
			"phone",
		]);
		frm.set_value("buyer_name", message.producer_name);
		if (!frm.doc.buyer_phone) frm.set_value("buyer_phone", message.phone);
	},
});

frappe.ui.form.on("Input Sale Item", {
	async input(frm, doctype, name) {
		const row = locals[doctype][name];
		if (!row.input) return;
		const input = await frappe.db.get_doc("Agricultural Input", row.input);
		frappe.model.set_value(doctype, name, "restriction", input.restriction);
		if (input.labelled_products.length === 1 && !row.purpose_product) {
			frappe.model.set_value(doctype, name, "purpose_product", input.labelled_products[0].product);
		}
		show_demand(frm);
	},

	items_remove: show_demand,
});

/** As soon as something restricted is sold, say what the law asks of dealer and buyer. */
function show_demand(frm) {
	frm.set_intro("");
	if (frm.doc.docstatus === 0 && (frm.doc.items || []).some((row) => row.restriction === "Restricted")) {
		frm.set_intro(
			__(
				"A restricted input is sold: by a designated dealer, to a buyer with name and identity number or a registered producer."
			),
			"orange"
		);
	}
}
