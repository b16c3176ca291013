frappe.ui.form.on("Outreach Message", {
	refresh(frm) {
		frm.toggle_display("dry_run", ["Draft", "Trial Run"].includes(frm.doc.status || "Draft"));
		if (frm.is_new()) return;
		if (["Sent", "Queued"].includes(frm.doc.status)) frm.disable_save();
		if (!frm.perm[0].write || ["Sent", "Queued"].includes(frm.doc.status)) return;
		if (["Partly Sent", "Failed"].includes(frm.doc.status)) {
			frm.disable_save();
			frm.add_custom_button(__("Send to Those Not Reached"), () => confirm_sending(frm));
		} else if (frm.doc.dry_run) {
			frm.add_custom_button(__("Try It"), () => send(frm));
		} else {
			frm.add_custom_button(__("Send"), () => confirm_sending(frm));
			frm.change_custom_button_type(__("Send"), null, "primary");
		}
		frm.add_custom_button(__("Preview"), () => show_preview(frm));
	},
});

async function preview_of(frm) {
	if (frm.is_dirty()) await frm.save();
	return frappe.xcall("nongan_supervision.api.preview_outreach_message", { name: frm.doc.name });
}

function facts_of(preview) {
	const facts = [
		__("{0} producers get it, charged as {1} text messages.", [preview.count, preview.segments]),
	];
	if (preview.without_phone) {
		facts.push(__("{0} match but have no mobile number.", [preview.without_phone]));
	}
	if (preview.sharing) {
		facts.push(__("{0} share a number with another and get it once.", [preview.sharing]));
	}
	if (preview.unknown) {
		facts.push(__("Whether it reached {0} is not known: they don't get it again.", [preview.unknown]));
	}
	return facts.map((fact) => `<p>${fact}</p>`).join("");
}

async function show_preview(frm) {
	const preview = await preview_of(frm);
	const samples = preview.samples
		.map(
			(sample) =>
				`<p class="text-muted mb-1">${frappe.utils.escape_html(sample.to)}</p>
				<blockquote>${frappe.utils.escape_html(sample.text)}</blockquote>`
		)
		.join("");
	const obstacle = preview.obstacle
		? `<p class="text-muted border-top pt-3">${frappe.utils.escape_html(preview.obstacle)}</p>`
		: "";
	frappe.msgprint({ title: __("Preview"), message: facts_of(preview) + samples + obstacle, wide: true });
}

async function confirm_sending(frm) {
	const preview = await preview_of(frm);
	if (!preview.may_send) {
		frappe.msgprint({ title: __("Not Sent"), message: preview.obstacle, indicator: "orange" });
		return;
	}
	frappe.confirm(facts_of(preview) + `<p><b>${__("Send it now? It can't be called back.")}</b></p>`, () =>
		send(frm)
	);
}

async function send(frm) {
	if (frm.is_dirty()) await frm.save();
	const status = await frappe.xcall("nongan_supervision.api.send_outreach_message", {
		name: frm.doc.name,
	});
	frappe.show_alert({ message: __(status, null, "Outreach Message"), indicator: "green" });
	frm.reload_doc();
}
