frappe.ui.form.on("Enforcement Escalation", {
	setup(frm) {
		frm.set_query("residue_test", () => ({ filters: { docstatus: 1, verdict: "Suspect" } }));
		frm.set_query("enforcement_test", () => ({
			filters: {
				docstatus: 1,
				purpose: "Enforcement Sampling",
				producer: frm.doc.producer,
				product: frm.doc.product,
			},
		}));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		if (frm.doc.workflow_state === "Reported" && is_past(frm.doc.due_on)) {
			frm.set_intro(
				__("Enforcement sampling should have started by {0}.", [
					frappe.datetime.str_to_user(frm.doc.due_on),
				]),
				"red"
			);
		}
		if (!frm.doc.enforcement_test && is_open(frm) && frappe.model.can_create("Residue Test")) {
			frm.add_custom_button(__("Enter Enforcement Test"), () => enter_enforcement_test(frm));
		}
	},
});

function is_open(frm) {
	return ["Reported", "Sampling Started"].includes(frm.doc.workflow_state);
}

function is_past(date) {
	return date && date < frappe.datetime.get_today();
}

/** A new quantitative test of the same producer and product, for the suspected substance. */
function enter_enforcement_test(frm) {
	frappe.new_doc("Residue Test", {}, (test) => {
		Object.assign(test, {
			purpose: "Enforcement Sampling",
			method: "Quantitative",
			escalation: frm.doc.name,
			producer: frm.doc.producer,
			product: frm.doc.product,
			village: frm.doc.village,
			results: [],
		});
		const row = frappe.model.add_child(test, "Residue Test Result", "results");
		row.substance = frm.doc.substance;
	});
}
