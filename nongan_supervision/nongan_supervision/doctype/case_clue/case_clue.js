frappe.ui.form.on("Case Clue", {
	refresh(frm) {
		propose_department(frm);
		say_what_is_next(frm);
		show_photos(frm);
		if (frm.is_new() || !can_write(frm)) return;
		if (frm.doc.reporter_name || frm.doc.reporter_phone) {
			frm.add_custom_button(__("Show the Reporter"), () => show_reporter(frm));
		}
		if (frm.doc.status !== "Open") return;
		if (!frm.doc.check_begun_on) {
			frm.add_custom_button(__("Begin the Check"), () => take_up(frm));
		}
		if (frappe.model.can_create("Enforcement Case")) {
			frm.add_custom_button(__("File a Case"), () => file_case(frm)).addClass("btn-primary");
		}
		const group = __("Settle Otherwise");
		frm.add_custom_button(__("Don't File"), () => settle(frm, "Not Filed"), group);
		frm.add_custom_button(__("Pass On to Another Authority"), () => settle(frm, "Passed On"), group);
		frm.add_custom_button(__("Hand Over to Another Department"), () => hand_over(frm), group);
	},
});

/** Who deals with clues takes one up for their own department; what a village reports goes where the rules say. */
function propose_department(frm) {
	const deals_with_clues = departments_of_clues(frm).some((role) => frappe.user.has_role(role));
	if (deals_with_clues) nongan.propose_department(frm);
}

function can_write(frm) {
	return Boolean(frm.perm[0]?.write);
}

function say_what_is_next(frm) {
	frm.dashboard.clear_headline();
	const { status, check_due_on, check_begun_on, settled_on } = frm.doc;
	if (frm.is_new()) return;
	if (status !== "Open") {
		const day = settled_on ? frappe.datetime.str_to_user(settled_on) : "";
		frm.dashboard.set_headline(`${__(status, null, "Case Clue")} ${day}`, "blue");
		return;
	}
	const due = frappe.datetime.str_to_user(check_due_on);
	const left = frappe.datetime.get_day_diff(check_due_on, frappe.datetime.get_today());
	const next = check_begun_on ? __("Next: file a case, or say why not.") : __("Next: begin the check.");
	if (left < 0) {
		frm.dashboard.set_headline(
			`${__("The check was due on {0}, {1} days ago.", [due, -left])} ${next}`,
			"red"
		);
	} else {
		frm.dashboard.set_headline(
			`${__("To be checked by {0}, {1} days left.", [due, left])} ${next}`,
			left <= 2 ? "orange" : "blue"
		);
	}
}

/** The photos that were handed in, small; a tap shows them whole. */
function show_photos(frm) {
	const wrapper = frm.get_field("photos").$wrapper.empty();
	const pictures = frm.get_files().filter((file) => /\.(jpe?g|png|webp)$/i.test(file.file_url || ""));
	for (const { file_url, file_name } of pictures) {
		$("<a target='_blank' rel='noopener' class='mr-2'>")
			.attr("href", file_url)
			.append(
				$("<img class='rounded border mb-2' height='120'>").attr({ src: file_url, alt: file_name })
			)
			.appendTo(wrapper);
	}
}

async function show_reporter(frm) {
	const contact = await frappe.xcall("nongan_supervision.api.reporter_of_clue", { clue: frm.doc.name });
	const lines = [
		[__("Reporter", null, "Case Clue"), contact.reporter_name],
		[__("Reporter's Phone", null, "Case Clue"), contact.reporter_phone],
	]
		.filter(([, value]) => value)
		.map(([label, value]) => `<p>${label}：<strong>${frappe.utils.escape_html(value)}</strong></p>`);
	frappe.msgprint({
		title: __("Who Reported It"),
		message: `${lines.join("")}<p class="text-muted">${__("That you looked is on record.")}</p>`,
	});
}

async function take_up(frm) {
	await frappe.xcall("nongan_supervision.api.take_up_clue", { clue: frm.doc.name });
	frm.reload_doc();
}

function settle(frm, status) {
	const passes_on = status === "Passed On";
	const reason = {
		fieldname: "outcome_reason",
		fieldtype: "Small Text",
		label: __("Reason for the Outcome", null, "Case Clue"),
		reqd: 1,
	};
	const authority = {
		fieldname: "passed_on_to",
		fieldtype: "Data",
		label: __("Passed On To", null, "Case Clue"),
		reqd: 1,
	};
	frappe.prompt(
		passes_on ? [authority, reason] : [reason],
		async (values) => {
			await frm.set_value({ ...values, status });
			frm.save();
		},
		passes_on ? __("Pass On to Another Authority") : __("Don't File"),
		__("Confirm")
	);
}

/** The roles that deal with a clue of this sector. */
function departments_of_clues(frm) {
	const roles = ["Agriculture Office", "Market Supervision"];
	return frm.doc.sector === "Livestock" ? [...roles, "Veterinary Station"] : roles;
}

function hand_over(frm) {
	frappe.prompt(
		[
			{
				fieldname: "department",
				fieldtype: "Link",
				options: "Supervision Department",
				label: __("Department", null, "Case Clue"),
				reqd: 1,
				get_query: () => ({
					filters: { name: ["!=", frm.doc.department], role: ["in", departments_of_clues(frm)] },
				}),
			},
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
		],
		async ({ department, reason }) => {
			await frappe.xcall("nongan_supervision.api.hand_over_clue", {
				clue: frm.doc.name,
				department,
				reason,
			});
			frappe.show_alert({ message: __("Handed over to {0}", [department]), indicator: "green" });
			frappe.set_route("List", "Case Clue");
		},
		__("Hand Over to Another Department"),
		__("Hand Over")
	);
}

/** Open a new case with what the clue says filled in; nothing is saved yet. */
async function file_case(frm) {
	const doc = await frappe.xcall("nongan_supervision.api.case_from_clue", { clue: frm.doc.name });
	const [made] = frappe.model.sync(doc);
	frappe.set_route("Form", made.doctype, made.name);
}
