frappe.ui.form.on("Patrol Plan", {
	setup(frm) {
		frm.set_query("village", "items", () => ({ filters: { town: frm.doc.town } }));
		frm.set_query("producer", "items", (_doc, cdt, cdn) => {
			const { village } = frappe.get_doc(cdt, cdn);
			return { filters: village ? { village } : { town: frm.doc.town } };
		});
	},

	async onload(frm) {
		if (!frm.is_new()) return;
		const today = moment(frappe.datetime.get_today());
		if (!frm.doc.year) frm.set_value("year", today.year());
		if (!frm.doc.month) frm.set_value("month", today.month() + 1);
		if (frm.doc.town) return;
		const settings = "Nongan Supervision Settings";
		frm.set_value("town", await frappe.db.get_single_value(settings, "current_town"));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		const { planned_count: planned, done_count: done } = frm.doc;
		const percent = planned ? Math.min((100 * done) / planned, 100) : 0;
		frm.dashboard.add_progress(__("Patrols Done"), percent, __("{0} of {1}", [done, planned]));
		if (frappe.model.can_export("Patrol Plan")) {
			frm.add_custom_button(__("Excel"), () =>
				open_url_post("/api/method/nongan_supervision.api.export_patrol_plan", { plan: frm.doc.name })
			);
		}
		if (!frm.perm[0].write) return;
		const open = (frm.doc.items || []).filter((row) => !row.task).length;
		if (open) {
			frm.add_custom_button(__("Create Tasks"), () => create_tasks(frm, open)).addClass("btn-primary");
		}
		if (frm.doc.status === "Draft") {
			frm.add_custom_button(__("Propose Again"), () => propose_again(frm));
		}
	},
});

function create_tasks(frm, open) {
	frappe.confirm(__("Make {0} tasks and give them to the villages and departments?", [open]), async () => {
		if (frm.is_dirty()) await frm.save();
		const plan = frm.doc.name;
		const created = await frappe.xcall("nongan_supervision.api.create_patrol_tasks", { plan });
		frappe.show_alert({ message: __("{0} tasks are made.", [created.length]), indicator: "green" });
		frm.reload_doc();
	});
}

function propose_again(frm) {
	const question = __("The rows without tasks are replaced by a new proposal. Go on?");
	frappe.confirm(question, async () => {
		const { town, year, month } = frm.doc;
		await frappe.xcall("nongan_supervision.api.propose_patrol_plan", { town, year, month, again: 1 });
		frm.reload_doc();
	});
}
