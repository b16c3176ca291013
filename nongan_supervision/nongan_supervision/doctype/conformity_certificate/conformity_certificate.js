const TEST_BASES = ["Self Test", "Commissioned Test"];

frappe.ui.form.on("Conformity Certificate", {
	setup(frm) {
		frm.set_query("producer", () => ({ filters: { status: "Active" } }));
		frm.set_query("residue_test", () => ({
			filters: {
				docstatus: 1,
				verdict: "Pass",
				producer: frm.doc.producer,
				product: frm.doc.product,
			},
		}));
	},

	async producer(frm) {
		if (!frm.doc.producer || frm.doc.product) return;
		const producer = await frappe.db.get_doc("Producer", frm.doc.producer);
		if (producer.products.length === 1) frm.set_value("product", producer.products[0].product);
		if (!frm.doc.contact) frm.set_value("contact", producer.phone);
	},

	basis(frm) {
		if (!TEST_BASES.includes(frm.doc.basis)) frm.set_value("residue_test", null);
	},
});
