import "./agenda";
import "./asking";
import "./charts";
import "./datetime";
import "./home";
import "./numbers";
import "./printing";
import "./reports";
import "./summaries";
import "./titles";
import "./wording";
import { escaped } from "./escaped";

frappe.provide("nongan");

/** Fill in the department of a new document: of whoever acts for a single one. */
nongan.propose_department = async function (frm) {
	if (!frm.is_new() || frm.doc.department) return;
	const departments = await frappe.db.get_list("Supervision Department", {
		filters: { role: ["in", frappe.user_roles] },
		limit: 2,
	});
	if (departments.length === 1 && frm.is_new()) frm.set_value("department", departments[0].name);
};

/**
 * Open the list of the documents behind a figure, with exactly the figure's filters.
 *
 * @param {string} doctype
 * @param {Array<[string, string, string, *]>} filters - DocType, field, operator and value of each
 */
nongan.show_documents = function (doctype, filters) {
	frappe.route_options = {};
	filters.forEach(([filtered, fieldname, operator, value]) => {
		const field = `${filtered}.${fieldname}`;
		// as texts, which lists take for several filters on one field
		(frappe.route_options[field] ??= []).push(JSON.stringify([operator, value]));
	});
	frappe.set_route("List", doctype, "List");
};

/**
 * A report's figure as a link to the documents behind it.
 *
 * @param {string} text - what is shown
 * @param {Object<string, *>} data - what the link carries: its data attributes
 * @returns {string} HTML
 */
nongan.figure_link = function (text, data) {
	const attributes = Object.entries(data).map(([name, value]) => `data-${name}="${escaped(value)}"`);
	const title = escaped(__("Show the documents behind this figure"));
	return `<div class="text-right"><a href="#" style="text-decoration: underline" ${attributes.join(" ")}
		title="${title}">${escaped(text)}</a></div>`;
};

/**
 * Download a checklist with its actual figures in Excel.
 *
 * @param {Object} asked - checklist, or year and town; as_on, village and department where it is not today and the town's
 */
nongan.export_checklist = function (asked) {
	const { checklist, year, town, as_on, village, department } = asked;
	open_url_post("/api/method/nongan_supervision.api.export_checklist_progress", {
		checklist: checklist || "",
		year: year || "",
		town: town || "",
		as_on: as_on || "",
		village: village || "",
		department: department || "",
	});
};

/** DocTypes at whose documents a trace can start: those of traceability/starts.py. */
nongan.TRACED = [
	"Residue Test",
	"Conformity Certificate",
	"Certificate Check",
	"Producer",
	"Production Record",
	"Input Sale",
	"Agricultural Input",
	"Nonconformity Notice",
	"Case Clue",
];

/**
 * Show where a product comes from and where it went.
 *
 * @param {string} start_doctype - DocType of the document to start at: one of those above
 * @param {string} start - its name
 */
nongan.trace = function (start_doctype, start) {
	frappe.set_route("product-traceability", start_doctype, start);
};

$(document).on("form-refresh", (_event, frm) => {
	if (!nongan.TRACED.includes(frm.doctype) || frm.is_new() || !frappe.model.can_get_report("Producer"))
		return;
	frm.add_custom_button(__("Trace", null, "Traceability"), () => nongan.trace(frm.doctype, frm.doc.name));
});

/**
 * Draw a list's map: Frappe's shows bare pins with IDs; this one tells names, and states by colour.
 *
 * @param {object} listview - the view whose rows have village, latitude and longitude
 * @param {object} look - marker_of(row): a row's marker; entries(): text and colour of each line of the legend;
 *     missing(number): what to say of rows without a position
 */
nongan.draw_map_with = (() => {
	const MOST_ON_A_MAP = 1000;

	return function (listview, look) {
		if (listview.nongan_look) return;
		listview.nongan_look = look;
		listview.render = () => draw(listview);
		listview.page_length = MOST_ON_A_MAP;
		if (listview.data.length >= listview.selected_page_count) setTimeout(() => listview.refresh());
	};

	function draw(listview) {
		const map = map_of(listview);
		listview.nongan_markers?.remove();
		const placed = listview.data.filter((row) => row.latitude && row.longitude);
		const markers = placed.map(listview.nongan_look.marker_of);
		listview.nongan_markers = L.featureGroup([...markers, ...village_names(placed)]).addTo(map);
		if (markers.length) map.fitBounds(listview.nongan_markers.getBounds().pad(0.1), { maxZoom: 15 });
		say_what_is_missing(listview, listview.data.length - markers.length);
	}

	/** The map that the view has made; on Frappe 15 it makes none before it renders. */
	function map_of(listview) {
		if (!listview.map) listview.map = make_map(listview);
		if (!listview.has_legend) legend(listview.nongan_look.entries()).addTo(listview.map);
		listview.has_legend = true;
		return listview.map;
	}

	function make_map(listview) {
		const { center, zoom, tiles, options, image_path } = frappe.utils.map_defaults;
		L.Icon.Default.imagePath = image_path;
		const id = `nongan-map-${frappe.scrub(listview.doctype, "-")}`;
		listview.$result.html(`<div id="${id}" class="map-view-container"></div>`);
		const map = L.map(id).setView(center, zoom);
		L.tileLayer(tiles, options).addTo(map);
		return map;
	}

	function legend(entries) {
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

	/** Each village's name above its pins, whether the map's own names can be loaded or not. */
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

	function say_what_is_missing(listview, number) {
		listview.$paging_area.find(".nongan-without-position").remove();
		if (!number) return;
		listview.$paging_area.prepend(
			`<div class="nongan-without-position text-muted small" style="padding: 8px">
				${escaped(listview.nongan_look.missing(number))}</div>`
		);
	}
})();
