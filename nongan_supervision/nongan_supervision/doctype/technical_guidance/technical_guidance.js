frappe.ui.form.on("Technical Guidance", {
	setup(frm) {
		frm.set_query("producer", "producers", () => ({
			filters: { village: frm.doc.village, status: "Active" },
		}));
		frm.set_query("instructor", () => ({
			filters: frm.doc.product
				? [
						["Safe Use Instructor", "status", "=", "Active"],
						["Safe Use Instructor Product", "product", "=", frm.doc.product],
					]
				: [["Safe Use Instructor", "status", "=", "Active"]],
		}));
	},

	/** The product's instructor, where there is only one. */
	async product(frm) {
		if (!frm.doc.product || frm.doc.instructor) return;
		const instructors = await frappe.db.get_list("Safe Use Instructor", {
			filters: [
				["Safe Use Instructor", "status", "=", "Active"],
				["Safe Use Instructor Product", "product", "=", frm.doc.product],
			],
			fields: ["name", "department"],
			limit: 2,
		});
		if (instructors.length !== 1) return;
		frm.set_value("instructor", instructors[0].name);
		if (!frm.doc.department) frm.set_value("department", instructors[0].department);
	},
});
