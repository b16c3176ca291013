(() => {
	const COLOURS = {
		Planned: "gray",
		"In Progress": "blue",
		Submitted: "orange",
		Rectifying: "red",
		Closed: "green",
		"Called Off": "gray",
	};
	const PINS = { gray: "#8a97a5", blue: "#2d7ff9", orange: "#e8862a", red: "#cf3c3c", green: "#2f9e5b" };
	const DUE_FIELDS = { Planned: "due_on", "In Progress": "due_on", Rectifying: "rectification_due_on" };

	frappe.listview_settings["Inspection Task"] = {
		add_fields: [
			"workflow_state",
			"task_type",
			"title",
			"due_on",
			"rectification_due_on",
			"problems_found",
			"unannounced",
			"latitude",
			"longitude",
		],
		has_indicator_for_draft: true,

		get_indicator(doc) {
			const state = doc.workflow_state || "Planned";
			const filter = `workflow_state,=,${state}`;
			if (is_overdue(doc)) return [`${__(state)} · ${__("Overdue")}`, "red", filter];
			return [__(state), COLOURS[state], filter];
		},

		formatters: {
			problems_found: (value) => (value ? `<span class="text-danger bold">${cint(value)}</span>` : ""),
		},

		onload(listview) {
			const today = frappe.datetime.get_today();
			listview.page.add_inner_button(__("Due Today"), () =>
				show(listview, [
					["workflow_state", "in", ["Planned", "In Progress"]],
					["due_on", "<=", today],
				])
			);
			listview.page.add_inner_button(__("Rectification Overdue"), () =>
				show(listview, [
					["workflow_state", "=", "Rectifying"],
					["rectification_due_on", "<", today],
				])
			);
		},

		before_render() {
			const listview = cur_list;
			if (listview?.view_name !== "Map" || listview.doctype !== "Inspection Task") return;
			nongan.draw_map_with(listview, { marker_of, entries, missing });
		},
	};

	function is_overdue(doc) {
		const due = doc[DUE_FIELDS[doc.workflow_state || "Planned"]];
		return Boolean(due) && due < frappe.datetime.get_today();
	}

	async function show(listview, filters) {
		await listview.filter_area.clear(false);
		await listview.filter_area.add(filters.map((filter) => [listview.doctype, ...filter]));
		listview.refresh();
	}

	function entries() {
		return Object.keys(COLOURS).map((state) => [__(state), PINS[COLOURS[state]]]);
	}

	function missing(number) {
		return __("{0} tasks have no position and are not on the map.", [number]);
	}

	function marker_of(row) {
		const fillColor = PINS[COLOURS[row.workflow_state || "Planned"]];
		const style = { radius: 7, color: "#fff", weight: 1.5, fillColor, fillOpacity: 0.9 };
		const { escaped } = nongan.report;
		const type = escaped(__(row.task_type, null, "Inspection Task"));
		const link = `<a href="${frappe.utils.get_form_link("Inspection Task", row.name)}">${escaped(row.title)}</a>`;
		return L.circleMarker([row.latitude, row.longitude], style)
			.bindTooltip(escaped(row.title))
			.bindPopup(`${link}<br>${type} · ${escaped(__(row.workflow_state))}`);
	}
})();
