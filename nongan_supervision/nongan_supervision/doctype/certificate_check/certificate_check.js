const COLOURS = {
	Genuine: "green",
	Missing: "orange",
	Incomplete: "orange",
	"Borrowed Name": "red",
	"False Claim": "red",
};

frappe.ui.form.on("Certificate Check", {
	refresh(frm) {
		if (!frm.is_new()) frm.page.set_indicator(__(frm.doc.finding), COLOURS[frm.doc.finding]);
	},

	async code(frm) {
		if (frm.doc.code && frm.doc.code === frm.slip?.code) return;
		frm.slip = null;
		frm.set_intro("");
		if (!frm.doc.code) return;
		const code = frm.doc.code;
		const slip = await frappe.xcall("nongan_supervision.api.read_slip", { code });
		if (frm.doc.code === code) await take_slip(frm, slip);
	},

	async certificate(frm) {
		if (!frm.doc.certificate || frm.doc.certificate === frm.slip?.certificate) return;
		const { message } = await frappe.db.get_value("Conformity Certificate", frm.doc.certificate, [
			"producer",
			"product",
		]);
		await frm.set_value(message);
	},
});

/** What the code stands for; a code that isn't valid proposes the finding. */
async function take_slip(frm, slip) {
	frm.slip = slip;
	frm.set_intro(frappe.utils.escape_html(slip.message), slip.finding ? "red" : "green");
	const values = { code: slip.code, finding: slip.finding || "Genuine" };
	["certificate", "serial_no", "producer", "product"].forEach((fieldname) => {
		if (slip[fieldname]) values[fieldname] = slip[fieldname];
	});
	await frm.set_value(values);
}
