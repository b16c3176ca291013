(() => {
	const { escaped } = nongan.report;
	const API = "nongan_supervision.api";

	/** The colours of a task's states: of pills, so that a campaign reads at a glance. */
	const COLOURS = {
		Planned: "gray",
		"In Progress": "blue",
		Submitted: "orange",
		Rectifying: "yellow",
		Closed: "green",
		"Called Off": "darkgrey",
	};

	frappe.ui.form.on("Supervision Campaign", {
		setup(frm) {
			frm.set_query("template", () => ({
				filters: { task_type: "Seasonal Supervision", disabled: 0 },
			}));
		},

		async refresh(frm) {
			frm.get_field("overview").$wrapper.empty();
			if (frm.is_new()) {
				if (!frm.doc.year) frm.set_value("year", frappe.boot.nongan_year);
				frm.set_intro(
					__("Save the campaign; then its groups are generated from the villages' blocks.")
				);
				return;
			}
			lock_fields(frm);
			const overview = await frappe.xcall(`${API}.campaign_overview`, { campaign: frm.doc.name });
			if (frm.doc.name !== cur_frm?.doc.name) return;
			show_overview(frm, overview);
			say_what_is_next(frm, overview);
			add_buttons(frm, overview);
		},
	});

	function lock_fields(frm) {
		const started = frm.doc.status !== "Draft";
		const closed = frm.doc.status === "Closed";
		for (const name of ["starts_on", "template"]) frm.set_df_property(name, "read_only", started ? 1 : 0);
		for (const name of ["ends_on", "feedback_due_on", "focus"])
			frm.set_df_property(name, "read_only", closed ? 1 : 0);
	}

	function say_what_is_next(frm, overview) {
		frm.set_intro();
		if (overview.feedback_overdue) {
			const day = frappe.datetime.str_to_user(frm.doc.feedback_due_on);
			frm.set_intro(__("The feedback was due on {0} and is not submitted yet.", [day]), "red");
			return;
		}
		const next = {
			Draft: overview.groups.length
				? __("Next: check leaders, departments and villages, then start the campaign.")
				: __("Next: generate the groups."),
			Active: __("{0} of {1} tasks are closed.", [overview.totals.done, overview.totals.tasks]),
			Closed: frm.doc.feedback_submitted_on
				? __("The campaign is closed and its feedback submitted.")
				: __("Next: draft the summary and submit it."),
		};
		frm.set_intro(next[frm.doc.status], frm.doc.status === "Closed" ? "green" : "blue");
	}

	function add_buttons(frm, overview) {
		const writes = frm.perm[0]?.write;
		if (writes && frm.doc.status === "Draft") {
			frm.add_custom_button(__("Generate Groups"), () => generate(frm, overview));
			if (overview.groups.length)
				frm.add_custom_button(__("Start Campaign"), () => start(frm, overview)).addClass(
					"btn-primary"
				);
		}
		if (writes && frm.doc.status === "Active")
			frm.add_custom_button(__("Close Campaign"), () => close(frm, overview));
		if (overview.summary) {
			frm.add_custom_button(__("Open Summary"), () =>
				frappe.set_route("Form", "Supervision Summary", overview.summary.name)
			);
		} else if (frm.doc.status !== "Draft" && frappe.model.can_create("Supervision Summary")) {
			frm.add_custom_button(__("Draft Summary"), () => draft_summary(frm));
		}
		if (frappe.model.can_export("Supervision Campaign")) {
			frm.add_custom_button(__("Groups of the Year in Excel"), () =>
				open_url_post(`/api/method/${API}.export_supervision_groups`, { campaign: frm.doc.name })
			);
		}
		frm.add_custom_button(__("Supervision Schedule"), () =>
			frappe.set_route("query-report", "Supervision Schedule", {
				year: frm.doc.year,
				season: frm.doc.season,
			})
		);
	}

	function generate(frm, overview) {
		const run = async () => {
			await frm.call({ method: "generate_groups", doc: frm.doc, freeze: true });
			frappe.show_alert({ message: __("The groups are generated."), indicator: "green" });
			frm.reload_doc();
		};
		const kept = overview.groups.filter((group) => group.changed_by_hand).map((group) => group.title);
		if (!overview.groups.length) run();
		else if (!kept.length)
			frappe.confirm(__("The groups are made anew from blocks and settings. Go on?"), run);
		else
			frappe.confirm(
				__("The groups are made anew; {0} was changed by hand and stays as it is. Go on?", [
					frappe.utils.escape_html(kept.join("、")),
				]),
				run
			);
	}

	function start(frm, overview) {
		const message = __(
			"{0} villages get a task each; groups, leaders and departments stay as they are from then on. Start?",
			[overview.totals.villages]
		);
		frappe.confirm(message, async () => {
			const { message: tasks } = await frappe.call({
				method: `${API}.start_campaign`,
				args: { campaign: frm.doc.name },
				freeze: true,
			});
			frappe.show_alert({ message: __("{0} tasks are made.", [tasks.length]), indicator: "green" });
			frm.reload_doc();
		});
	}

	function close(frm, overview) {
		const left = overview.groups
			.flatMap((group) => group.villages)
			.filter((row) => row.task && !["Closed", "Called Off"].includes(row.state));
		const run = async (reason) => {
			await frappe.xcall(`${API}.close_campaign`, { campaign: frm.doc.name, reason });
			frm.reload_doc();
		};
		if (!left.length) {
			frappe.confirm(__("Close the campaign? Nothing of it changes afterwards."), () => run());
			return;
		}
		const villages = left.map((row) => row.village).join("、");
		frappe.prompt(
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("Why is the campaign closed without them?"),
				description: __("{0} tasks are not done: {1}", [
					left.length,
					frappe.utils.escape_html(villages),
				]),
				reqd: 1,
			},
			({ reason }) => run(reason),
			__("Close Campaign"),
			__("Close Campaign")
		);
	}

	async function draft_summary(frm) {
		const args = { campaign: frm.doc.name };
		const name = await frappe.xcall(`${API}.draft_supervision_summary`, args);
		frappe.set_route("Form", "Supervision Summary", name);
	}

	function show_overview(frm, overview) {
		const wrapper = frm.get_field("overview").$wrapper;
		if (!overview.groups.length) {
			const text = __("No groups yet.");
			wrapper.html(`<p class="text-muted">${frappe.utils.escape_html(text)}</p>`);
			return;
		}
		wrapper.html(
			`<div class="nongan-campaign" style="display: flex; flex-wrap: wrap; gap: var(--margin-md)">
				${overview.groups.map(group_card).join("")}</div>`
		);
	}

	function group_card(group) {
		const link = frappe.utils.get_form_link("Supervision Group", group.name);
		const mark = group.changed_by_hand ? ` · ${escaped(__("Changed by Hand"))}` : "";
		return `<div class="frappe-card" style="flex: 1 1 260px; padding: var(--padding-md)">
			<div><a href="${link}" class="bold">${escaped(group.title)}</a>
				<span>${escaped(group.leader)}</span></div>
			<div class="text-muted small">${escaped(group.departments)}${mark}</div>
			<div style="display: flex; flex-wrap: wrap; gap: 6px; margin-top: var(--margin-sm)">
				${group.villages.map(village_pill).join("")}</div>
		</div>`;
	}

	function village_pill(row) {
		const colour = row.overdue ? "red" : COLOURS[row.state] || "gray";
		const state = row.overdue ? `${__(row.state)} · ${__("Overdue")}` : row.state ? __(row.state) : "";
		const open = row.open_problems ? __("{0} open problems", [row.open_problems]) : "";
		const title = [state, row.planned_on && frappe.datetime.str_to_user(row.planned_on), open];
		const text = escaped([row.village, state].filter(Boolean).join(" "));
		const attributes = `class="indicator-pill ${colour}" title="${escaped(title.filter(Boolean).join("，"))}"`;
		return row.task
			? `<a href="${frappe.utils.get_form_link("Inspection Task", row.task)}" ${attributes}>${text}</a>`
			: `<span ${attributes}>${text}</span>`;
	}
})();
