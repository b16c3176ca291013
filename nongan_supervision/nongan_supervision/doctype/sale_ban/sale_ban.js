frappe.ui.form.on("Sale Ban", {
	onload(frm) {
		// "Active" is a ban in force here, not something that is enabled
		frm.get_docfield("status").formatter = (value) => __(value, null, "Sale Ban");
	},

	refresh(frm) {
		if (frm.is_new()) return;
		const colors = { Active: "red", Lifted: "green", Withdrawn: "gray" };
		frm.page.set_indicator(__(frm.doc.status, null, "Sale Ban"), colors[frm.doc.status]);
		if (frm.doc.status !== "Active") {
			frm.disable_form();
			return;
		}
		if (!frm.doc.notified_on) {
			frm.set_intro(
				__("The producer has not been notified. Print the notice, hand it over and enter when."),
				"orange"
			);
		}
		if (frm.perm[0].write) {
			frm.add_custom_button(__("Lift with Passing Retest"), () => offer_tests(frm));
		}
	},
});

/** The tests with which the ban can be lifted; what to do where there is none. */
async function offer_tests(frm) {
	if (frm.is_dirty()) await frm.save();
	const tests = await frappe.xcall("nongan_supervision.api.suitable_retests", {
		name: frm.doc.name,
	});
	if (!tests.length) {
		const substances = frm.doc.substances.map((row) => row.substance);
		frappe.msgprint({
			title: __("No Passing Retest Yet"),
			indicator: "orange",
			message: __(
				"A later retest or quantitative test of this producer's product must pass first, for all of: {0}.",
				[frappe.utils.escape_html([...new Set(substances)].join("、"))]
			),
		});
		return;
	}
	ask_for_test(frm, tests);
}

function ask_for_test(frm, tests) {
	const describe = (test) =>
		[
			test.name,
			frappe.datetime.str_to_user(test.sampled_on),
			__(test.purpose, null, "Residue Test"),
			__(test.method, null, "Residue Test"),
		].join(" · ");
	frappe.prompt(
		[
			{
				fieldname: "test",
				label: __("Passing Test"),
				fieldtype: "Select",
				options: tests.map((test) => ({ value: test.name, label: describe(test) })),
				default: tests[0].name,
				reqd: 1,
			},
			{ fieldname: "note", label: __("Lifting Note"), fieldtype: "Small Text" },
		],
		async ({ test, note }) => {
			await frappe.xcall("nongan_supervision.api.lift_sale_ban", {
				name: frm.doc.name,
				test,
				note,
			});
			frm.reload_doc();
		},
		__("Lift the Sale Ban"),
		__("Lift")
	);
}
