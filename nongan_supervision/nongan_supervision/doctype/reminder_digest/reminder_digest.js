frappe.ui.form.on("Reminder Digest", {
	refresh(frm) {
		frm.disable_save();
		frm.set_intro("");
		frm.get_field("reminders").html(reminders(frm.doc.items || []));
	},
});

const COLORS = {
	Overdue: "red",
	"Due Today": "orange",
	"Due Soon": "yellow",
	Waiting: "blue",
	"Overdue with Others": "gray",
};

function reminders(rows) {
	const groups = Object.keys(COLORS)
		.map((state) => [state, rows.filter((row) => row.state === state)])
		.filter(([, found]) => found.length);
	return groups.map(([state, found]) => group(state, found)).join("");
}

function group(state, rows) {
	const label = __(state);
	return `<section class="reminder-group" style="margin-bottom: var(--margin-lg)">
		<h5><span class="indicator-pill ${COLORS[state]}">${label} ${rows.length}</span></h5>
		${rows.map(reminder).join("")}
	</section>`;
}

function reminder(row) {
	const escape = frappe.utils.escape_html;
	const due = row.due && frappe.datetime.str_to_user(row.due);
	const about = [row.late_with_it, row.reference_name, due, row.remaining];
	return `<a class="reminder" href="${escape(address(row))}"
			style="display: block; padding: 10px 12px; margin-bottom: 6px; border: 1px solid var(--border-color);
				border-radius: var(--border-radius-md); color: inherit; text-decoration: none">
		<div><b>${escape(__(row.what))}</b> ${escape(row.title || "")}</div>
		<div class="text-muted small">${about.filter(Boolean).map(escape).join(" · ")}</div>
	</a>`;
}

/** A document opens as the Desk calls it now, whatever it was called when the reminder was written. */
function address(row) {
	if (row.reference_name && /^\/(app|desk)\//.test(row.url || "/app/"))
		return frappe.utils.get_form_link(row.reference_doctype, row.reference_name);
	return (row.url || "").startsWith("/") ? row.url : "#";
}
