(() => {
	const COLOURS = {
		Planned: "gray",
		"In Progress": "blue",
		Submitted: "orange",
		Rectifying: "red",
		Closed: "green",
		"Called Off": "gray",
	};

	/** Fields that a step needs, asked for when its button is pressed. */
	const ASKED_FOR = {
		"Return for Completion": ["return_reason"],
		"Call Off": ["return_reason"],
		"Require Rectification": ["rectification_requirement", "rectification_due_on"],
		"Report Rectified": ["rectification_report", "rectified_on"],
	};
	const ALWAYS_ASKED = ["return_reason", "rectification_requirement", "rectification_due_on"];
	const OPTIONAL = ["rectification_due_on", "rectified_on"];

	const TEXTS = ["item", "requirement", "photo_required"];
	const SURPRISES = ["Unannounced Inspection", "Clenbuterol Check"];

	const NEXT = {
		Planned: () => __("Next: go there and start; or call it off with a reason."),
		"In Progress": () =>
			__("Next: answer each item, write the conclusion, have it signed and submit the findings."),
		Submitted: (doc) =>
			doc.rectified_on
				? __("Next: look again, note the result of the re-inspection, then accept.")
				: doc.problems_found
					? __("Next: require rectification with a deadline, or return it for completion.")
					: __("Next: accept the findings, or return them for completion."),
		Rectifying: () => __("Next: report what was put right, with photos."),
	};

	frappe.ui.form.on("Inspection Task", {
		setup(frm) {
			const in_village = () => ({ filters: frm.doc.village ? { village: frm.doc.village } : {} });
			frm.set_query("producer", in_village);
			frm.set_query("dealer", in_village);
			frm.set_query("template", () => ({ filters: { task_type: frm.doc.task_type, disabled: 0 } }));
		},

		refresh(frm) {
			show_state(frm);
			lock_items(frm);
			if (frm.is_new()) return;
			if (frm.doc.workflow_state === "In Progress") {
				frm.add_custom_button(__("All Others Conform"), () => all_conform(frm));
			}
			add_follow_ups(frm);
		},

		task_type(frm) {
			frm.set_value("unannounced", SURPRISES.includes(frm.doc.task_type) ? 1 : 0);
			frm.set_value("template", "");
		},

		async producer(frm) {
			if (!frm.doc.producer) return;
			const { message } = await frappe.db.get_value("Producer", frm.doc.producer, "village");
			if (message?.village && !frm.doc.village) frm.set_value("village", message.village);
		},

		async before_workflow_action(frm) {
			const action = frm.selected_workflow_action;
			let names = ASKED_FOR[action] || [];
			if (action === "Accept") names = asked_to_accept(frm);
			names = names.filter((name) => !frm.doc[name] || ALWAYS_ASKED.includes(name));
			if (!names.length) return;
			frappe.dom.unfreeze();
			await frm.set_value(await ask(frm, names));
			await frm.save();
			frappe.dom.freeze();
		},
	});

	frappe.ui.form.on("Inspection Item", {
		result(frm, cdt, cdn) {
			const row = frappe.get_doc(cdt, cdn);
			if (row.result !== "Does Not Conform" || row.finding) return;
			frappe.show_alert({ message: __("Say under Finding what is wrong."), indicator: "orange" });
		},
	});

	/** Reports of the re-inspection, or the reason why open problems are accepted. */
	function asked_to_accept(frm) {
		if (!frm.doc.problems_found) return [];
		return frm.doc.rectified_on ? ["reinspection_result", "reinspection_note"] : ["acceptance_reason"];
	}

	function show_state(frm) {
		frm.dashboard.clear_headline();
		const { workflow_state: state, planned_on } = frm.doc;
		if (frm.is_new()) {
			if (frm.doc.unannounced)
				frm.set_intro(__("The village sees it only once it has started."), "blue");
			return;
		}
		frm.page.set_indicator(__(state), COLOURS[state]);
		if (frm.doc.problems_found) {
			const text = __("{0} problems found", [frm.doc.problems_found]);
			frm.dashboard.add_indicator(text, frm.doc.workflow_state === "Closed" ? "green" : "red");
		}
		if (!NEXT[state]) return;
		const due = state === "Rectifying" ? frm.doc.rectification_due_on : frm.doc.due_on || planned_on;
		const left = due ? frappe.datetime.get_day_diff(due, frappe.datetime.get_today()) : 0;
		const is_awaited = state !== "Submitted" && due;
		const parts = [is_awaited ? deadline(due, left) : "", NEXT[state](frm.doc)];
		frm.dashboard.set_headline(parts.filter(Boolean).join(" "), is_awaited && left < 0 ? "red" : "blue");
	}

	function deadline(due, left) {
		const day = frappe.datetime.str_to_user(due);
		if (left < 0) return __("It was due on {0}, {1} days ago.", [day, -left]);
		return left ? __("It is due on {0}, {1} days left.", [day, left]) : __("It is due today.");
	}

	/** Once it has started, the items stand, and only answers are entered. */
	function lock_items(frm) {
		const started = !frm.is_new() && frm.doc.workflow_state !== "Planned";
		const grid = frm.fields_dict.items.grid;
		grid.cannot_add_rows = started;
		grid.cannot_delete_rows = started;
		for (const name of TEXTS) grid.update_docfield_property(name, "read_only", started ? 1 : 0);
		grid.refresh();
	}

	async function all_conform(frm) {
		const open = frm.doc.items.filter((row) => !row.result);
		for (const row of open) await frappe.model.set_value(row.doctype, row.name, "result", "Conforms");
		frappe.show_alert({ message: __("{0} items set to conform.", [open.length]), indicator: "green" });
	}

	function add_follow_ups(frm) {
		const { doc } = frm;
		const may_follow = frm.perm[0].write && !is_village_only();
		if (may_follow && doc.problems_found && !doc.clue && doc.workflow_state !== "Planned") {
			frm.add_custom_button(__("Open Clue"), () => open_clue(frm), __("Follow-up"));
		}
		if (doc.task_type === "Certificate Inspection" && frappe.model.can_create("Certificate Check")) {
			frm.add_custom_button(__("Record a Check"), () => record_check(frm), __("Follow-up"));
		}
	}

	function is_village_only() {
		const others = ["Agriculture Office", "Market Supervision", "Veterinary Station", "Police Station"];
		const departments = [...others, "Supervision Leader", "Nongan Administrator", "System Manager"];
		return !departments.some((role) => frappe.user.has_role(role));
	}

	function open_clue(frm) {
		frappe.confirm(__("Open a clue from what was found here? The department checks it."), async () => {
			const task = frm.doc.name;
			const clue = await frappe.xcall("nongan_supervision.api.open_inspection_clue", { task });
			await frm.reload_doc();
			frappe.show_alert({ message: __("Clue {0} is open.", [clue]), indicator: "green" });
		});
	}

	function record_check(frm) {
		frappe.new_doc("Certificate Check", {
			inspection_task: frm.doc.name,
			village: frm.doc.village,
			producer: frm.doc.producer,
			product: frm.doc.product,
		});
	}

	function ask(frm, names) {
		return new Promise((resolve) => {
			const prompts = names.map((name) => {
				const { label, fieldtype, options } = frappe.meta.get_docfield(frm.doctype, name);
				return {
					fieldname: name,
					label: __(label, null, frm.doctype),
					fieldtype,
					options,
					reqd: OPTIONAL.includes(name) || name === "reinspection_note" ? 0 : 1,
					default: name === "rectified_on" ? frappe.datetime.get_today() : proposed(frm, name),
				};
			});
			const title = __(frm.selected_workflow_action);
			frappe.prompt(prompts, resolve, title, title);
		});
	}

	/** What is wrong, as a first draft of what has to be put right. */
	function proposed(frm, name) {
		if (name !== "rectification_requirement") return undefined;
		const wrong = frm.doc.items.filter((row) => row.result === "Does Not Conform");
		return frm.doc[name] || wrong.map((row) => `${row.item}：${row.finding || ""}`).join("\n");
	}
})();
