const USES = ["Input Use", "Fertilising"];

frappe.ui.form.on("Production Record", {
	setup(frm) {
		frm.set_query("producer", () => ({ filters: { status: "Active" } }));
		frm.set_query("input", () => ({ filters: { status: "Active" } }));
	},

	refresh: (frm) => advise(frm),

	async producer(frm) {
		if (!frm.doc.producer) return;
		const producer = await frappe.db.get_doc("Producer", frm.doc.producer);
		await frm.set_value("village", producer.village);
		if (!frm.doc.product && producer.products.length === 1) {
			await frm.set_value("product", producer.products[0].product);
		}
		advise(frm);
	},

	product: (frm) => advise(frm, { propose: true }),
	input: (frm) => advise(frm, { propose: true }),
	activity: (frm) => advise(frm),
	batch_no: (frm) => advise(frm),
	recorded_on: (frm) => advise(frm),
	safety_interval_days: (frm) => show_advice(frm),
});

/** Ask for the label, the interval that runs, and the batches; propose the label's interval if asked to. */
async function advise(frm, { propose = false } = {}) {
	const { producer, product, recorded_on, input, batch_no } = frm.doc;
	frm.advice = null;
	if (producer && product && recorded_on) {
		frm.advice = await frappe.xcall("nongan_supervision.api.production_advice", {
			producer,
			product,
			on: recorded_on,
			input: USES.includes(frm.doc.activity) ? input : null,
			batch_no,
		});
	}
	if (propose && frm.advice?.label) await frm.set_value("safety_interval_days", frm.advice.label.days);
	propose_batches(frm);
	show_advice(frm);
}

/** The headline: from when on the batch may be harvested, or why this harvest is too early. */
function show_advice(frm) {
	frm.set_intro("");
	if (!frm.advice) return;
	if (USES.includes(frm.doc.activity)) show_use(frm);
	if (frm.doc.activity === "Harvest") show_harvest(frm);
}

function show_use(frm) {
	const { label } = frm.advice;
	if (!label) return;
	if (label.restriction === "Banned") {
		frm.set_intro(__("Contains a banned substance: it must neither be sold nor used."), "red");
	}
	if (!label.allows) {
		const products = label.products.map((product) => frappe.utils.escape_html(product));
		frm.set_intro(
			__("The label does not allow this use. It names: {0}", [
				products.join(__(", ")) || __("none of the key products"),
			]),
			"red"
		);
	}
	const days = frm.doc.safety_interval_days || label.days;
	const safe_from = frappe.datetime.add_days(frm.doc.recorded_on, days);
	if (frm.doc.safe_from !== safe_from) {
		frm.doc.safe_from = safe_from; // computed again on saving; shown at once
		frm.refresh_field("safe_from");
	}
	frm.set_intro(
		__("Safe to harvest and sell from {0} on ({1} days after use)", [
			`<b>${frappe.datetime.str_to_user(safe_from)}</b>`,
			days,
		]),
		safe_from > frappe.datetime.get_today() ? "orange" : "green"
	);
}

function show_harvest(frm) {
	const { running } = frm.advice;
	if (!running) {
		frm.set_intro(__("No safety interval or withdrawal period is running on this day."), "green");
		return;
	}
	frm.set_intro(
		__("Not before {0}: {1} was used on {2}", [
			`<b>${frappe.datetime.str_to_user(running.safe_from)}</b>`,
			frappe.utils.escape_html(running.input),
			frappe.datetime.str_to_user(running.used_on),
		]),
		"red"
	);
}

/** The producer's batches, offered while typing; a new one may be typed as well. */
function propose_batches(frm) {
	const input = frm.fields_dict.batch_no.$input;
	if (!input) return;
	const id = `batches-of-${frm.doc.name}`;
	input.siblings("datalist").remove();
	const list = $("<datalist>").attr("id", id);
	for (const batch of frm.advice?.batches || []) list.append($("<option>").val(batch));
	input.attr("list", id).after(list);
}
