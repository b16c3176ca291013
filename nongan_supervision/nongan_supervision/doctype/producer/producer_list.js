(() => {
	const { escaped } = nongan.report;
	const LEVELS = { A: "#2f9e5b", B: "#2d7ff9", C: "#e8862a", D: "#cf3c3c" };
	const WITHOUT_LEVEL = "#5f7d95";
	const INACTIVE = "#c3ccd4";

	frappe.listview_settings["Producer"] = {
		add_fields: ["producer_name", "village", "credit_level", "status", "latitude", "longitude"],

		onload(listview) {
			if (!frappe.perm.has_perm("Producer", 1, "read")) return;
			listview.page.add_inner_button(__("Find by Identity Number"), ask_for_number);
		},

		before_render() {
			const listview = cur_list;
			if (listview?.view_name !== "Map" || listview.doctype !== "Producer") return;
			nongan.draw_map_with(listview, { marker_of, entries, missing });
		},
	};

	function ask_for_number() {
		const field = {
			fieldname: "number",
			label: __("Resident Identity Number"),
			fieldtype: "Data",
			reqd: 1,
			description: __("In full, 18 characters. Each search is recorded."),
		};
		frappe.prompt(field, find_by_number, __("Find by Identity Number"), __("Find"));
	}

	async function find_by_number({ number }) {
		const found = await frappe.xcall("nongan_supervision.api.find_producer_by_id_number", { number });
		if (found.length === 1) {
			frappe.set_route("Form", "Producer", found[0].name);
			return;
		}
		const links = found.map((row) => `<li>${link_to(row)} · ${escaped(row.village)}</li>`);
		frappe.msgprint({
			title: __("Find by Identity Number"),
			message: found.length
				? `<ul>${links.join("")}</ul>`
				: __("No producer that you may see has this identity number."),
		});
	}

	function entries() {
		return [
			...Object.entries(LEVELS).map(([level, colour]) => [__("Credit Level {0}", [level]), colour]),
			[__("Not rated"), WITHOUT_LEVEL],
			[__("Inactive", null, "Producer"), INACTIVE],
		];
	}

	function missing(number) {
		return __("{0} producers have no position and are not on the map.", [number]);
	}

	function marker_of(row) {
		const level_colour = LEVELS[row.credit_level] || WITHOUT_LEVEL;
		const fillColor = row.status === "Inactive" ? INACTIVE : level_colour;
		const style = { radius: 7, color: "#fff", weight: 1.5, fillColor, fillOpacity: 0.9 };
		const level = row.credit_level ? `<br>${__("Credit Level")} ${escaped(row.credit_level)}` : "";
		return L.circleMarker([row.latitude, row.longitude], style)
			.bindTooltip(escaped(row.producer_name))
			.bindPopup(`${link_to(row)}<br>${escaped(row.village)}${level}`);
	}

	function link_to(row) {
		const address = frappe.utils.get_form_link("Producer", row.name);
		return `<a href="${address}">${escaped(row.producer_name)}</a>`;
	}
})();
