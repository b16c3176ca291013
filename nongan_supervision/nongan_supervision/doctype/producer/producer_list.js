(() => {
	const MOST_ON_A_MAP = 1000;
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
			if (listview?.view_name === "Map" && listview.doctype === "Producer") draw_map_with(listview);
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

	/** Frappe's map shows bare pins with IDs; this one tells names, and levels by colour. */
	function draw_map_with(listview) {
		if (listview.draws_producers) return;
		listview.draws_producers = true;
		listview.render = () => draw(listview);
		listview.page_length = MOST_ON_A_MAP;
		if (listview.data.length >= listview.selected_page_count) setTimeout(() => listview.refresh());
	}

	function draw(listview) {
		const map = map_of(listview);
		listview.producer_markers?.remove();
		const placed = listview.data.filter((row) => row.latitude && row.longitude);
		const markers = placed.map(marker_of);
		listview.producer_markers = L.featureGroup([...markers, ...village_names(placed)]).addTo(map);
		if (markers.length) map.fitBounds(listview.producer_markers.getBounds().pad(0.1), { maxZoom: 15 });
		say_who_is_missing(listview, listview.data.length - markers.length);
	}

	/** The map that the view has made; on Frappe 15 it makes none before it renders. */
	function map_of(listview) {
		if (!listview.map) listview.map = make_map(listview);
		if (!listview.has_legend) legend().addTo(listview.map);
		listview.has_legend = true;
		return listview.map;
	}

	function make_map(listview) {
		const { center, zoom, tiles, options, image_path } = frappe.utils.map_defaults;
		L.Icon.Default.imagePath = image_path;
		listview.$result.html(`<div id="producer-map" class="map-view-container"></div>`);
		const map = L.map("producer-map").setView(center, zoom);
		L.tileLayer(tiles, options).addTo(map);
		return map;
	}

	function legend() {
		const entries = [
			...Object.entries(LEVELS).map(([level, colour]) => [__("Credit Level {0}", [level]), colour]),
			[__("Not rated"), WITHOUT_LEVEL],
			[__("Inactive", null, "Producer"), INACTIVE],
		];
		const control = L.control({ position: "bottomright" });
		control.onAdd = () => {
			const lines = entries.map(([text, colour]) => `<div>${dot(colour)} ${escaped(text)}</div>`);
			const style =
				"background: #fff; color: #333; padding: 6px 10px; border-radius: 6px; opacity: 0.9";
			return $(`<div class="small" style="${style}">${lines.join("")}</div>`).get(0);
		};
		return control;
	}

	function dot(colour) {
		const style = `display: inline-block; width: 10px; height: 10px; border-radius: 50%; background: ${colour}`;
		return `<span style="${style}"></span>`;
	}

	/** Each village's name above its producers, whether the map's own names can be loaded or not. */
	function village_names(rows) {
		const villages = [...new Set(rows.map((row) => row.village))];
		return villages.map((village) => {
			const of_village = rows.filter((row) => row.village === village);
			const top = Math.max(...of_village.map((row) => row.latitude));
			const longitudes = of_village.map((row) => row.longitude);
			const middle = (Math.min(...longitudes) + Math.max(...longitudes)) / 2;
			const style = "font-weight: 600; text-align: center; text-shadow: 0 0 3px #fff, 0 0 3px #fff";
			const html = `<div style="${style}">${escaped(village)}</div>`;
			const icon = L.divIcon({ html, className: "", iconSize: [100, 18], iconAnchor: [50, 28] });
			return L.marker([top, middle], { icon, interactive: false });
		});
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

	function say_who_is_missing(listview, number) {
		listview.$paging_area.find(".nongan-without-position").remove();
		if (!number) return;
		const text = escaped(__("{0} producers have no position and are not on the map.", [number]));
		listview.$paging_area.prepend(
			`<div class="nongan-without-position text-muted small" style="padding: 8px">${text}</div>`
		);
	}

	function link_to(row) {
		const address = frappe.utils.get_form_link("Producer", row.name);
		return `<a href="${address}">${escaped(row.producer_name)}</a>`;
	}

	function escaped(text) {
		return frappe.utils.escape_html(String(text ?? ""));
	}
})();
