const TEST_BASES = ["Self Test", "Commissioned Test"];
const MOST_AT_ONCE = 1000;

frappe.ui.form.on("Conformity Certificate", {
	setup(frm) {
		frm.set_query("producer", () => ({ filters: { status: "Active" } }));
		frm.set_query("product", () => products_query(frm));
		frm.set_query("residue_test", () => tests_query(frm));
		frm.set_query("residue_test", "further_tests", () => tests_query(frm));
	},

	refresh(frm) {
		frm.prospects = null;
		show_status(frm);
		show_intro(frm);
		ask_for_prospects(frm);
		if (frm.doc.docstatus === 1 && frm.doc.serial_from && frappe.model.can_print(null, frm)) {
			frm.add_custom_button(__("Print Slips"), () => print_slips(frm)).addClass("btn-primary");
		}
	},

	async producer(frm) {
		await propose_from_producer(frm);
		ask_for_prospects(frm);
	},

	product: ask_for_prospects,
	batch_no: ask_for_prospects,
	issued_on: ask_for_prospects,

	basis(frm) {
		if (TEST_BASES.includes(frm.doc.basis)) return;
		frm.set_value("residue_test", null);
		frm.set_value("further_tests", []);
	},

	second_document_type(frm) {
		if (!frm.doc.second_document_type) frm.set_value("second_document_no", null);
	},
});

/** What the producer is known to grow comes first; what they grow alone is filled in. */
async function propose_from_producer(frm) {
	frm.grown = [];
	if (!frm.doc.producer) return;
	const producer = await frappe.db.get_doc("Producer", frm.doc.producer);
	frm.grown = (producer.products || []).map((row) => row.product);
	if (!frm.doc.product && frm.grown.length === 1) frm.set_value("product", frm.grown[0]);
	if (!frm.doc.contact) frm.set_value("contact", producer.phone);
}

function products_query(frm) {
	return frm.grown?.length ? { filters: { name: ["in", frm.grown] } } : {};
}

/** The tests that support the certificate: the server knows which. */
function tests_query(frm) {
	const { producer, product, issued_on } = frm.doc;
	return {
		query: "nongan_supervision.api.certificate_tests",
		filters: { producer, product, issued_on },
	};
}

/** Ask before the first save what the server would refuse. */
async function ask_for_prospects(frm) {
	const { producer, product, issued_on, batch_no } = frm.doc;
	if (frm.doc.docstatus !== 0 || !producer || !product || !issued_on) return;
	const prospects = await frappe.xcall("nongan_supervision.api.certificate_prospects", {
		producer,
		product,
		issued_on,
		batch_no,
	});
	if (frm.doc.producer !== producer || frm.doc.product !== product) return; // changed meanwhile
	frm.prospects = prospects;
	show_intro(frm);
}

/** What stands against the certificate, what to look at, and which numbers its slips have. */
function show_intro(frm) {
	frm.set_intro("");
	const { docstatus, untested_substances } = frm.doc;
	if (docstatus === 1 && frm.doc.serial_from) {
		frm.set_intro(__("Slips {0} to {1}", [serial_text(frm, "from"), serial_text(frm, "to")]), "blue");
	}
	if (untested_substances) {
		const substances = frappe.utils.escape_html(untested_substances);
		frm.set_intro(__("Used on this batch, but not tested: {0}", [substances]), "orange");
	}
	if (docstatus !== 0 || !frm.prospects) return;
	if (!frm.prospects.is_grown) {
		frm.set_intro(__("This product is not among the producer's products."), "orange");
	}
	for (const reason of frm.prospects.reasons) frm.set_intro(frappe.utils.escape_html(reason), "red");
}

function serial_text(frm, end) {
	return `${frm.doc.serial_year}-${String(frm.doc[`serial_${end}`]).padStart(7, "0")}`;
}

function show_status(frm) {
	if (frm.doc.docstatus === 1)
		frm.page.set_indicator(__("Issued", null, "Conformity Certificate"), "green");
	if (frm.doc.docstatus === 2)
		frm.page.set_indicator(__("Withdrawn", null, "Conformity Certificate"), "red");
}

function print_slips(frm) {
	const count = frm.doc.certificate_count;
	const dialog = new frappe.ui.Dialog({
		title: __("Print Slips"),
		fields: [
			{
				fieldname: "layout",
				fieldtype: "Select",
				label: __("Layout", null, "Conformity Certificate"),
				options: [
					{ value: "A4", label: __("A4, eight to a page") },
					{ value: "Label", label: __("Label, one to a page") },
				],
				default: "A4",
				reqd: 1,
			},
			{ fieldtype: "Section Break" },
			{
				fieldname: "first",
				fieldtype: "Int",
				label: __("From Slip"),
				default: 1,
				reqd: 1,
			},
			{ fieldtype: "Column Break" },
			{
				fieldname: "last",
				fieldtype: "Int",
				label: __("To Slip"),
				default: Math.min(count, MOST_AT_ONCE),
				reqd: 1,
				description: __("{0} slips in all, {1} at a time at most.", [count, MOST_AT_ONCE]),
			},
		],
		primary_action_label: __("Print Slips"),
		primary_action({ layout, first, last }) {
			if (first < 1 || last < first || last > count || last - first >= MOST_AT_ONCE) {
				frappe.msgprint(
					__("Choose slips between 1 and {0}, {1} at a time at most.", [count, MOST_AT_ONCE])
				);
				return;
			}
			dialog.hide();
			open_url_post(
				"/api/method/nongan_supervision.api.certificate_slips",
				{ name: frm.doc.name, layout, first, last },
				true
			);
			setTimeout(() => frm.reload_doc(), 3000);
		},
	});
	dialog.show();
}
