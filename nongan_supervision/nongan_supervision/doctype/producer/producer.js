const LEVEL_COLOURS = { A: "green", B: "blue", C: "orange", D: "red" };

frappe.ui.form.on("Producer", {
	refresh(frm) {
		if (frm.is_new()) return;
		show_credit_level(frm);
		show_bans(frm);
		offer_to_create(frm);
		offer_views(frm);
	},

	use_my_position(frm) {
		navigator.geolocation.getCurrentPosition(
			({ coords }) => {
				frm.set_value("latitude", coords.latitude);
				frm.set_value("longitude", coords.longitude);
			},
			() => frappe.msgprint(__("The position is not known. Allow the browser to use it.")),
			{ enableHighAccuracy: true }
		);
	},
});

frappe.ui.form.on("Producer Product", {
	async product(frm, cdt, cdn) {
		const row = locals[cdt][cdn];
		if (!row.product || row.unit) return;
		const { message } = await frappe.db.get_value("Key Product", row.product, "default_unit");
		if (message.default_unit) frappe.model.set_value(cdt, cdn, "unit", message.default_unit);
	},
});

function show_credit_level(frm) {
	const level = frm.doc.credit_level;
	if (!level) return;
	const text = __("Credit Level {0} ({1} points)", [level, frm.doc.credit_points]);
	frm.dashboard.add_indicator(text, LEVEL_COLOURS[level]);
}

/** Products that may not be sold at the moment. */
async function show_bans(frm) {
	if (!frappe.model.can_read("Sale Ban")) return;
	const bans = await frappe.db.get_list("Sale Ban", {
		filters: { producer: frm.doc.name, status: "Active" },
		fields: ["name", "product"],
	});
	if (!bans.length) return;
	const products = [...new Set(bans.map((ban) => ban.product))].join("、");
	frm.dashboard.add_indicator(__("Not for sale: {0}", [frappe.utils.escape_html(products)]), "red");
}

/** What is most often entered of a producer: with producer and, of a single product, the product filled in. */
function offer_to_create(frm) {
	const products = frm.doc.products || [];
	const values = {
		producer: frm.doc.name,
		village: frm.doc.village,
		product: products.length === 1 ? products[0].product : undefined,
	};
	["Residue Test", "Production Record", "Conformity Certificate"]
		.filter((doctype) => frappe.model.can_create(doctype))
		.forEach((doctype) => {
			frm.add_custom_button(
				__(doctype),
				() => frappe.new_doc(doctype, values),
				__("Create", null, "Producer")
			);
		});
}

/** Documents in whose rows the producer stands, which the connections can't find. */
function offer_views(frm) {
	const group = __("View", null, "Producer");
	[
		["Quarterly Production Update", "Quarterly Production Update Row"],
		["Technical Guidance", "Technical Guidance Producer"],
	]
		.filter(([doctype]) => frappe.model.can_read(doctype))
		.forEach(([doctype, row]) => {
			const open = () => {
				frappe.route_options = { [`${row}.producer`]: frm.doc.name };
				frappe.set_route("List", doctype, "List");
			};
			frm.add_custom_button(__(doctype), open, group);
		});
	if (frm.doc.latitude && frm.doc.longitude) {
		const open = () => {
			frappe.route_options = { village: frm.doc.village };
			frappe.set_route("List", "Producer", "Map");
		};
		frm.add_custom_button(__("Map"), open, group);
	}
}
