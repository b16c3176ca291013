frappe.ui.form.on("Enforcement Case", {
	setup(frm) {
		frm.set_query("clue", () => ({ filters: { status: "Open" } }));
		frm.set_query("residue_test", () => ({
			filters: frm.doc.producer ? { docstatus: 1, producer: frm.doc.producer } : { docstatus: 1 },
		}));
	},

	onload(frm) {
		nongan.propose_department(frm);
	},

	async refresh(frm) {
		const is_draft = frm.is_new() || frm.doc.workflow_state === "Draft";
		frm.get_field("evidence").grid.cannot_delete_rows = !is_draft;
		const overview = await nongan.cases.refresh(frm);
		if (overview) add_buttons(frm, overview);
	},

	before_workflow_action: (frm) => nongan.cases.before_step(frm),
});

frappe.ui.form.on("Case Officer", {
	/** The server names officers after their users; until then the form shows what it knows. */
	user(frm, doctype, name) {
		const { user } = locals[doctype][name];
		if (user)
			frappe.model.set_value(doctype, name, "officer_name", frappe.user_info(user).fullname || user);
	},
});

function add_buttons(frm, { extension, open_fields }) {
	if (frm.doc.referral) {
		frm.add_custom_button(__("Referral"), () =>
			frappe.set_route("Form", "Case Referral", frm.doc.referral)
		);
	}
	if (
		frm.doc.workflow_state === "Investigating" &&
		open_fields.includes("evidence") &&
		frm.doc.evidence.length
	) {
		frm.add_custom_button(__("Remove Evidence"), () => remove_evidence(frm));
	}
	if (!extension) return;
	if (extension.days && frappe.user.has_role("Supervision Leader")) {
		frm.add_custom_button(__("Decide Extension"), () => decide_extension(frm, extension)).addClass(
			"btn-primary"
		);
	} else if (!extension.days && open_fields.length && !frappe.user.has_role("Supervision Leader")) {
		frm.add_custom_button(__("Request Extension"), () => request_extension(frm));
	}
}

function request_extension(frm) {
	const fields = [
		{ fieldname: "days", fieldtype: "Int", label: __("Days"), reqd: 1 },
		{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
	];
	const send = (values) => call(frm, "request_extension", values);
	frappe.prompt(fields, send, __("Request Extension"), __("Request"));
}

function decide_extension(frm, extension) {
	const text = __("{0} days are asked for: {1}", [
		extension.days,
		frappe.utils.escape_html(extension.reason),
	]);
	const dialog = new frappe.ui.Dialog({
		title: __("Decide Extension"),
		fields: [{ fieldtype: "HTML", options: `<p>${text}</p>` }],
		primary_action_label: __("Approve"),
		primary_action: () => decide("Approved"),
		secondary_action_label: __("Reject"),
		secondary_action: () => decide("Rejected"),
	});
	const decide = (decision) => {
		dialog.hide();
		call(frm, "decide_extension", { decision });
	};
	dialog.show();
}

function remove_evidence(frm) {
	const rows = frm.doc.evidence.map((row) => ({ value: row.name, label: `${row.idx} ${row.title}` }));
	const fields = [
		{ fieldname: "row", fieldtype: "Select", label: __("Evidence"), options: rows, reqd: 1 },
		{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
	];
	const send = (values) => call(frm, "remove_evidence", values);
	frappe.prompt(fields, send, __("Remove Evidence"), __("Take Out"));
}

async function call(frm, method, values) {
	await frappe.xcall(`nongan_supervision.api.${method}`, { case: frm.doc.name, ...values });
	frm.reload_doc();
}
