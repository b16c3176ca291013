(() => {
	const TEXTS = ["figures", "comparison"];

	frappe.ui.form.on("Product Governance Summary", {
		onload(frm) {
			if (frm.is_new() && !frm.doc.year) frm.set_value("year", frappe.boot.nongan_year);
		},

		refresh(frm) {
			for (const name of [...TEXTS, "months"]) frm.toggle_display(name, !frm.is_new());
			frm.get_field("chart").$wrapper.empty();
			if (frm.is_new()) {
				frm.set_intro(__("The figures are drafted when the summary is saved."), "blue");
				return;
			}
			draw_months(frm);
			nongan.summaries.add_redraft_button(frm, __("Draft Figures"), "redraft_governance_summary");
		},
	});

	function draw_months(frm) {
		const rows = frm.doc.months || [];
		if (!rows.some((row) => row.tests)) return;
		const passed = rows.map((row) => row.tests - row.not_passed);
		new frappe.Chart(frm.get_field("chart").$wrapper.get(0), {
			type: "bar",
			height: 180,
			title: __("Tests by Month"),
			barOptions: { stacked: 1 },
			colors: ["#2f7d4f", "#c9372c"],
			data: {
				labels: rows.map((row) => String(row.month)),
				datasets: [
					{ name: __("Passed"), values: passed },
					{ name: __("Not Passed"), values: rows.map((row) => row.not_passed) },
				],
			},
		});
	}
})();
