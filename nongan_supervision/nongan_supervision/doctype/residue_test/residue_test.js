const QUICK_METHODS = ["Colloidal Gold", "Enzyme Inhibition"];

frappe.ui.form.on("Residue Test", {
	setup(frm) {
		frm.set_query("retest_of", () => ({
			filters: {
				docstatus: 1,
				verdict: ["!=", "Pass"],
				producer: frm.doc.producer,
				product: frm.doc.product,
			},
		}));
		frm.set_query("dealer", () => ({ filters: { status: "Active" } }));
	},

	onload(frm) {
		// "Field" is a stage here, not a form's field
		frm.get_docfield("stage").formatter = (value) => __(value, null, "Residue Test");
		nongan.propose_department(frm);
	},

	refresh(frm) {
		leave_out_zeros(frm);
		if (frm.doc.verdict && frm.doc.docstatus === 1) {
			const colors = { Pass: "green", Suspect: "orange", Fail: "red" };
			frm.page.set_indicator(__(frm.doc.verdict), colors[frm.doc.verdict]);
		}
		if (frm.doc.docstatus === 1) show_follow_up(frm);
		if (frm.doc.docstatus === 1 && frm.doc.verdict !== "Pass" && frm.doc.producer) {
			frm.add_custom_button(__("Enter Retest"), () => enter_retest(frm));
		}
	},

	purpose(frm) {
		if (frm.doc.purpose === "Input Sampling") frm.set_value("stage", "Dealer");
		if (frm.doc.purpose === "Retest") propose_original(frm);
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

/** A zero says nothing of a result that was not measured, nor of a limit that there is none of. */
function leave_out_zeros(frm) {
	const shown = frappe.form.get_formatter("Float");
	const says_something = {
		measured_value: (row) => row?.parentfield === "results" && !row.qualitative, // a grid asks with the form too
		limit_value: () => false,
	};
	for (const [fieldname, of_row] of Object.entries(says_something)) {
		const formatter = (value, df, options, row) =>
			value || of_row(row) ? shown(value, df, options, row) : "";
		frm.fields_dict.results.grid.update_docfield_property(fieldname, "formatter", formatter);
	}
}

/** What the test has opened, and how it stands: one line each, linked. */
async function show_follow_up(frm) {
	const entries = await frappe.xcall("nongan_supervision.api.residue_test_follow_ups", {
		name: frm.doc.name,
	});
	if (!entries.length) return;
	frm.dashboard.add_section(entries.map(follow_up_line).join(""), __("Follow-up"));
	frm.dashboard.show();
}

function follow_up_line(entry) {
	const text = frappe.utils.escape_html;
	if (entry.overdue) {
		return `<div class="mb-2 text-danger">${__("Overdue")}: ${text(entry.overdue)}</div>`;
	}
	const link = frappe.utils.get_form_link(entry.doctype, entry.name);
	return `<div class="mb-2">
		<span class="indicator-pill ${entry.colour}">${text(entry.state_label)}</span>
		${text(entry.label)} <a href="${link}">${text(entry.name)}</a>
		<span class="text-muted">${text(entry.said)}</span>
	</div>`;
}

/** A new test of the same producer and product, for what was found. */
function enter_retest(frm) {
	frappe.new_doc("Residue Test", {}, (retest) => {
		Object.assign(retest, {
			purpose: "Retest",
			retest_of: frm.doc.name,
			producer: frm.doc.producer,
			product: frm.doc.product,
			village: frm.doc.village,
			method: frm.doc.method,
			stage: frm.doc.stage,
			results: [],
		});
		const qualitative = QUICK_METHODS.includes(retest.method) ? "Negative" : "";
		frm.doc.results
			.filter((row) => row.verdict !== "Pass")
			.forEach(({ substance }) => {
				const row = frappe.model.add_child(retest, "Residue Test Result", "results");
				Object.assign(row, { substance, qualitative });
			});
	});
}

/** A retest repeats the last test that did not pass. */
async function propose_original(frm) {
	if (frm.doc.retest_of || !frm.doc.producer || !frm.doc.product) return;
	const [original] = await frappe.db.get_list("Residue Test", {
		filters: {
			docstatus: 1,
			verdict: ["!=", "Pass"],
			producer: frm.doc.producer,
			product: frm.doc.product,
		},
		order_by: "sampled_on desc",
		limit: 1,
	});
	if (original) frm.set_value("retest_of", original.name);
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
