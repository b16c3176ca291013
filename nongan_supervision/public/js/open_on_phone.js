// A button of an inspection that still has to be carried out: its page for the phone, by a QR code.
frappe.ui.form.on("Inspection Task", {
	refresh(frm) {
		const open = ["Planned", "In Progress", "Rectifying"].includes(frm.doc.workflow_state);
		if (frm.is_new() || !open || !frm.perm[0]?.write) return;
		frm.add_custom_button(__("Open on Phone"), () => show_on_phone(frm.doc.name));
	},
});

async function show_on_phone(task) {
	const { address, qr_code } = await nongan.ask("nongan_supervision.api.field_page_link", { task });
	const escaped = frappe.utils.escape_html(address);
	const dialog = new frappe.ui.Dialog({
		title: __("Open on Phone"),
		fields: [{ fieldtype: "HTML", fieldname: "code" }],
	});
	dialog.fields_dict.code.$wrapper.html(
		`<p>${__("Scan the code with the phone's camera and sign in there. The page then works without a signal.")}</p>
		<p class="text-center"><img src="${qr_code}" alt="${escaped}" style="max-width: 260px"></p>
		<p class="text-center"><a href="${escaped}" target="_blank">${escaped}</a></p>`
	);
	dialog.show();
}
