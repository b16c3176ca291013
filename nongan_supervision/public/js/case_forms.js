// What the forms of cases and referrals have in common: the deadline, what is missing, locked fields, the journal.

frappe.provide("nongan.cases");

/** Fields that a step asks for when its button is pressed; those that must be given, and those that may. */
const ASKED_FOR = {
	"Reject Filing": { return_reason: true },
	"Return for Completion": { return_reason: true },
	"Return for Investigation": { return_reason: true },
	Close: { served_on: true, closing_note: false },
	"Refer to Police": { suspected_crime: true },
	Reject: { rejection_reason: true },
	"Police File": { police_case_no: false, received_by: false },
	"Police Decline": { police_reason: true },
	"Request Reconsideration": { reconsideration_reason: true },
};

/** What an action is called where the framework's word for it means something else. */
const OFFICE_WORDS = {
	Report: __("Report", null, "Case Referral"),
	Close: __("Close", null, "Enforcement Case"),
};

nongan.cases.refresh = async function (frm) {
	frm.get_field("journal").$wrapper.empty();
	name_steps(frm);
	if (frm.is_new()) return null;
	const { doctype, name } = frm.doc;
	const overview = await frappe.xcall("nongan_supervision.api.case_overview", { doctype, name });
	if (frm.doc.name !== name) return null;
	show_headline(frm, overview);
	lock_fields(frm, overview.open_fields);
	show_journal(frm, overview.journal);
	return overview;
};

/** Ask for what a step needs, and save it before the step is taken. */
nongan.cases.before_step = async function (frm) {
	const asked = ASKED_FOR[frm.selected_workflow_action];
	const fields = Object.keys(asked || {}).filter((name) => !(frm.doc[name] && asked[name]));
	if (!fields.length) return;
	frappe.dom.unfreeze();
	const values = await ask(frm, fields, asked);
	if (Object.keys(values).length) {
		await frm.set_value(values);
		await frm.save();
	}
	frappe.dom.freeze();
};

/** Name the steps in the office's words when their menu opens. */
function name_steps(frm) {
	const menu = frm.page.wrapper.find(".actions-btn-group");
	menu.off("show.bs.dropdown.cases").on("show.bs.dropdown.cases", () => {
		for (const [action, word] of Object.entries(OFFICE_WORDS)) {
			menu.find(".menu-item-label").each((_index, label) => {
				if (label.textContent.trim() === __(action)) label.textContent = word;
			});
		}
	});
}

function ask(frm, fields, required) {
	return new Promise((resolve) => {
		const action = frm.selected_workflow_action;
		const word = OFFICE_WORDS[action] || __(action);
		const prompts = fields.map((name) => {
			const { label, fieldtype, options } = frappe.meta.get_docfield(frm.doctype, name);
			if (name.endsWith("_reason")) {
				const reason = __("Reason", null, "Case Journal Entry");
				return { fieldname: name, label: reason, fieldtype, reqd: required[name] };
			}
			return {
				fieldname: name,
				label: __(label, null, frm.doctype),
				fieldtype,
				options,
				reqd: required[name],
			};
		});
		frappe.prompt(prompts, resolve, word, word);
	});
}

function show_headline(frm, { deadline, summary, extension, checklist, missing }) {
	const parts = [];
	if (missing.length) {
		parts.push(__("Files in the rows {0} are no longer there.", [missing.join("、")]));
	}
	if (deadline) {
		const due = frappe.datetime.str_to_user(deadline.due);
		parts.push(`${deadline.what}：${due}，<strong>${deadline.remaining}</strong>`);
	}
	if (frm.doc.return_reason) {
		const reason = frappe.utils.escape_html(frm.doc.return_reason);
		parts.push(`<strong>${__("Reason for the Last Return")}：${reason}</strong>`);
	}
	if (extension && extension.days) {
		const reason = frappe.utils.escape_html(extension.reason);
		parts.push(__("{0} days are asked for: {1}", [extension.days, reason]));
	}
	for (const { label, value } of summary) {
		parts.push(`${label}：${frappe.utils.escape_html(value)}`);
	}
	if (checklist.length) {
		const items = checklist.map(({ label, done }) => `${done ? "✓" : "○"} ${label}`);
		parts.push(`${__("For the next step")}：${items.join("　")}`);
	}
	const urgent = missing.length || (deadline && deadline.overdue);
	const waiting = (deadline && deadline.near) || checklist.some(({ done }) => !done);
	frm.dashboard.clear_headline();
	if (parts.length) {
		frm.dashboard.set_headline(parts.join("<br>"), urgent ? "red" : waiting ? "orange" : "blue");
	}
}

/** What stands still in this state, or is somebody else's to fill in, is shown as text. */
function lock_fields(frm, open_fields) {
	const open = new Set(open_fields);
	for (const { df } of frm.fields) {
		const standard = frappe.meta.docfield_map[frm.doctype][df.fieldname];
		if (!standard || standard.read_only || frappe.model.no_value_type.includes(df.fieldtype)) {
			if (!frappe.model.table_fields.includes(df.fieldtype)) continue;
		}
		frm.set_df_property(df.fieldname, "read_only", open.has(df.fieldname) ? 0 : 1);
	}
	if (!open.size) frm.disable_save();
}

function show_journal(frm, entries) {
	const escape = frappe.utils.escape_html;
	const heads = [
		"#",
		__("Time"),
		__("Event", null, "Case Journal Entry"),
		__("Content"),
		__("By", null, "Case Journal Entry"),
		__("Reason", null, "Case Journal Entry"),
	];
	const rows = entries.map(
		(entry) => `<tr>
			<td>${entry.sequence}</td>
			<td class="text-nowrap">${frappe.datetime.str_to_user(entry.at)}</td>
			<td class="text-nowrap">${escape(entry.event)}</td>
			<td>${escape(entry.what)}</td>
			<td>${escape(entry.actor)}</td>
			<td>${escape(entry.reason)}</td>
		</tr>`
	);
	frm.get_field("journal").$wrapper.html(
		`<div class="table-responsive"><table class="table table-bordered table-sm small">
			<thead><tr>${heads.map((head) => `<th class="text-nowrap">${head}</th>`).join("")}</tr></thead>
			<tbody>${rows.join("")}</tbody>
		</table></div>`
	);
}
