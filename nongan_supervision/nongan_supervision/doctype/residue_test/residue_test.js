const QUICK_METHODS = ["Colloidal Gold", "Enzyme Inhibition"];

frappe.ui.form.on("Residue Test", {
	setup(frm) {
		frm.set_query("retest_of", () => ({
			filters: { docstatus: 1, producer: frm.doc.producer, product: frm.doc.product },
		}));
	},

	onload(frm) {
		// "Field" is a stage here, not a form's field
		frm.get_docfield("stage").formatter = (value) => __(value, null, "Residue Test");
		propose_department(frm);
	},

	refresh(frm) {
		if (frm.doc.verdict && frm.doc.docstatus === 1) {
			const colors = { Pass: "green", Suspect: "orange", Fail: "red" };
			frm.page.set_indicator(__(frm.doc.verdict), colors[frm.doc.verdict]);
		}
	},

	async producer(frm) {
		if (!frm.doc.producer || frm.doc.product) return;
		const producer = await frappe.db.get_doc("Producer", frm.doc.producer);
		if (producer.products.length === 1) frm.set_value("product", producer.products[0].product);
	},

	async product(frm) {
		if (frm.doc.product && !has_results(frm)) await propose_results(frm);
	},

	published(frm) {
		if (frm.doc.published && !frm.doc.published_on) {
			frm.set_value("published_on", frappe.datetime.get_today());
		}
	},
});

/** Whoever acts for a single department tests for it. */
async function propose_department(frm) {
	if (!frm.is_new() || frm.doc.department) return;
	const departments = await frappe.db.get_list("Supervision Department", {
		filters: { role: ["in", frappe.user_roles] },
		limit: 2,
	});
	if (departments.length === 1) frm.set_value("department", departments[0].name);
}

function has_results(frm) {
	return (frm.doc.results || []).some((row) => row.substance);
}

/** Fill in the product's risk substances; a quick test starts from Negative for each of them. */
async function propose_results(frm) {
	const product = await frappe.db.get_doc("Key Product", frm.doc.product);
	if (!product.risk_substances.length || has_results(frm)) return;
	frm.clear_table("results");
	const qualitative = QUICK_METHODS.includes(frm.doc.method) ? "Negative" : "";
	for (const risk of product.risk_substances) {
		frm.add_child("results", { substance: risk.substance, qualitative });
	}
	frm.refresh_field("results");
}
