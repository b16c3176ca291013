const ITEM_FIELDS = [
	"name",
	"item_no",
	"task_category",
	"requirement",
	"indicator",
	"target",
	"unit",
	"due_on",
	"part_of",
];

frappe.ui.form.on("Responsibility Checklist", {
	refresh(frm) {
		if (frm.is_new()) return;
		show_items(frm);
		add_buttons(frm);
	},
});

function add_buttons(frm) {
	frm.add_custom_button(__("Progress"), () =>
		frappe.set_route("query-report", "Responsibility Checklist Progress", {
			town: frm.doc.town,
			year: frm.doc.year,
		})
	);
	if (frappe.model.can_print("Responsibility Checklist"))
		frm.add_custom_button(__("Print with Actual Figures"), () =>
			ask_for_day(frm, print_progress, __("Print"))
		);
	if (frappe.model.can_export("Responsibility Checklist"))
		frm.add_custom_button(__("Annex 1 in Excel"), () =>
			ask_for_day(frm, nongan.export_checklist, __("Export"))
		);
	if (frm.perm[0]?.write && frappe.model.can_create("Responsibility Checklist")) {
		frm.add_custom_button(__("Carry Over to a New Year"), () => ask_for_year(frm));
	}
}

function ask_for_day(frm, go, action) {
	frappe.prompt(
		{
			fieldname: "as_on",
			fieldtype: "Date",
			label: __("As On"),
			reqd: 1,
			default: frappe.datetime.get_today(),
		},
		({ as_on }) => go({ checklist: frm.doc.name, as_on }),
		__("Checklist with Actual Figures"),
		action
	);
}

function print_progress({ checklist, as_on }) {
	const asked = new window.URLSearchParams({
		doctype: "Responsibility Checklist",
		name: checklist,
		format: "责任清单完成情况",
		no_letterhead: 1,
		as_on,
	});
	window.open(frappe.urllib.get_full_url(`/printview?${asked}`));
}

function ask_for_year(frm) {
	frappe.prompt(
		{
			fieldname: "year",
			fieldtype: "Int",
			label: __("Year"),
			reqd: 1,
			default: frm.doc.year + 1,
			description: __("Items, targets and departments are copied; due dates move to that year."),
		},
		async ({ year }) => {
			const { message: name } = await frappe.call({
				method: "nongan_supervision.api.carry_over_checklist",
				args: { checklist: frm.doc.name, year },
				freeze: true,
			});
			if (name) frappe.set_route("Form", "Responsibility Checklist", name);
		},
		__("Carry Over to a New Year"),
		__("Carry Over")
	);
}

async function show_items(frm) {
	const items = await frappe.db.get_list("Checklist Item", {
		fields: ITEM_FIELDS,
		filters: { checklist: frm.doc.name },
		order_by: "sort_order asc",
		limit: 0,
	});
	const headings = [
		__("Item No."),
		__("Requirement"),
		__("Indicator", null, "Checklist Item"),
		__("Target"),
		__("Due On"),
	];
	frm.get_field("items_html").$wrapper.html(`
		<div class="table-responsive">
			<table class="table table-bordered">
				<thead><tr>${headings.map((heading) => `<th>${heading}</th>`).join("")}</tr></thead>
				<tbody>${items.map(item_row).join("")}</tbody>
			</table>
		</div>`);
}

function item_row(item) {
	const escape = frappe.utils.escape_html;
	const category = item.part_of ? "" : `<b>${escape(item.task_category)}</b><br>`;
	const target = item.target ? `${amount(item.target)} ${escape(item.unit || "")}` : "";
	return `<tr>
		<td class="text-nowrap">${frappe.utils.get_form_link("Checklist Item", item.name, true, escape(item.item_no))}</td>
		<td style="min-width: 16em">${category}${escape(item.requirement)}</td>
		<td>${escape(item.indicator || "")}</td>
		<td class="text-right text-nowrap">${target}</td>
		<td class="text-nowrap">${item.due_on ? frappe.datetime.str_to_user(item.due_on) : ""}</td>
	</tr>`;
}

/** With the decimals that were entered: "1,800", "1.5". */
function amount(value) {
	const [, decimals = ""] = String(value).split(".");
	return format_number(value, null, decimals.length);
}
