// Buttons of a producer for its portal account.
frappe.ui.form.on("Producer", {
	refresh(frm) {
		if (frm.is_new() || !frm.perm[0]?.write) return;
		if (frm.doc.user) {
			frm.add_custom_button(
				__("New Link to Set the Password"),
				() => ask_for_account(frm, "renew_portal_link"),
				__("Portal Account")
			);
			frm.add_custom_button(__("Close Portal Account"), () => close_account(frm), __("Portal Account"));
		} else if (frm.doc.status === "Active") {
			frm.add_custom_button(__("Open Portal Account"), () =>
				ask_for_account(frm, "open_portal_account")
			);
		}
	},
});

function close_account(frm) {
	frappe.confirm(
		__(
			"{0} can then no longer sign in for this producer. What was entered stays. Close the portal account?",
			[frm.doc.producer_name]
		),
		() => ask_for_account(frm, "close_portal_account")
	);
}

async function ask_for_account(frm, method) {
	const { message: account } = await frappe.call({
		method: `nongan_supervision.api.${method}`,
		args: { producer: frm.doc.name },
		freeze: true,
	});
	await frm.reload_doc();
	if (account) show_account(account);
}

function show_account({ mobile_no, link }) {
	const address = `${window.location.origin}/my-farm`;
	const fields = [
		{
			fieldtype: "HTML",
			options: `<p>${__("The producer signs in at {0} with the mobile number {1}.", [
				`<b>${address}</b>`,
				`<b>${frappe.utils.escape_html(mobile_no)}</b>`,
			])}</p><p>${
				link
					? __("First they set a password by this link. It is shown only now, and works once:")
					: __("The number has an account already: the password is the one that they know.")
			}</p>`,
		},
	];
	if (link) fields.push({ fieldtype: "Small Text", fieldname: "link", read_only: 1, default: link });
	const dialog = new frappe.ui.Dialog({
		title: __("Portal Account"),
		fields,
		primary_action_label: link ? __("Copy the Link") : __("Close"),
		primary_action: () => (link ? frappe.utils.copy_to_clipboard(link) : dialog.hide()),
	});
	dialog.show();
}
