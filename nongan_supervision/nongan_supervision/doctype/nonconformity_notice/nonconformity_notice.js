(() => {
	/** Fields that a step needs, asked for when its button is pressed and they are empty. */
	const ASKED_FOR = {
		Reply: ["replied_on", "reply"],
		"Return for More": ["return_reason"],
		Close: ["joint_verification", "disposal"],
	};
	const ALWAYS_ASKED = ["return_reason"];
	const OPTIONAL = ["replied_on"];

	/** What a notice says: it stands still once it is sent, but for what was left open. */
	const SAID = [
		"direction",
		"counterpart",
		"product",
		"producer",
		"batch_no",
		"certificate",
		"residue_test",
		"finding",
	];

	const NEXT = {
		Draft: () => __("Next: complete the notice, then send it."),
		Sent: () => __("Next: enter the reply and where the product came from or went to."),
		Replied: () =>
			__("Next: verify it together and note the disposal, then close; or return it for more."),
	};

	/** Direction: the role of who sends the notice, and of who answers it. */
	const ENDS = {
		"Origin to Market": ["Agriculture Office", "Market Supervision"],
		"Market to Origin": ["Market Supervision", "Agriculture Office"],
	};

	function is_end(frm, place) {
		const role = (ENDS[frm.doc.direction] || [])[place];
		return frappe.user.has_role([role, "Nongan Administrator", "System Manager"]);
	}

	const is_sender = (frm) => is_end(frm, 0);
	const is_answering = (frm) => is_end(frm, 1) && frm.doc.sent_by !== frappe.session.user;

	frappe.ui.form.on("Nonconformity Notice", {
		setup(frm) {
			frm.set_query("certificate", () => ({
				filters: { docstatus: 1, ...chosen(frm, "producer"), ...chosen(frm, "product") },
			}));
			frm.set_query("residue_test", () => ({
				filters: {
					docstatus: 1,
					verdict: ["!=", "Pass"],
					...chosen(frm, "producer"),
					...chosen(frm, "product"),
				},
			}));
		},

		refresh(frm) {
			say_what_is_next(frm);
			const sent = !frm.is_new() && frm.doc.workflow_state !== "Draft";
			for (const name of SAID) frm.set_df_property(name, "read_only", sent && frm.doc[name] ? 1 : 0);
			frm.set_df_property("notified_on", "read_only", sent ? 1 : 0);
			const answers = frm.doc.workflow_state === "Sent" && is_answering(frm);
			for (const name of ["reply", "replied_on"])
				frm.set_df_property(name, "read_only", answers ? 0 : 1);
			const returns = frm.doc.workflow_state === "Replied" && is_sender(frm);
			frm.set_df_property("return_reason", "read_only", returns ? 0 : 1);
			if (!sent) frm.add_custom_button(__("Read a Slip's Code"), () => ask_for_code(frm));
		},

		certificate: (frm) => fill_in(frm, "certificate", "Conformity Certificate", ["batch_no"]),
		residue_test: (frm) => fill_in(frm, "residue_test", "Residue Test", []),

		async before_workflow_action(frm) {
			const names = (ASKED_FOR[frm.selected_workflow_action] || []).filter(
				(name) => !frm.doc[name] || ALWAYS_ASKED.includes(name)
			);
			if (!names.length) return;
			frappe.dom.unfreeze();
			const values = await ask(frm, names);
			await frm.set_value(values);
			await frm.save();
			frappe.dom.freeze();
		},
	});

	function chosen(frm, name) {
		return frm.doc[name] ? { [name]: frm.doc[name] } : {};
	}

	function say_what_is_next(frm) {
		frm.dashboard.clear_headline();
		const state = frm.doc.workflow_state;
		if (frm.is_new() || !NEXT[state]) return;
		const due = frm.doc.reply_due_on;
		const is_ones_turn = state === "Sent" ? is_answering(frm) : is_sender(frm);
		const next = is_ones_turn ? NEXT[state]() : __("It is the other end's turn.");
		if (state !== "Sent" || !due) {
			frm.dashboard.set_headline(next, "blue");
			return;
		}
		const left = frappe.datetime.get_day_diff(due, frappe.datetime.get_today());
		const day = frappe.datetime.str_to_user(due);
		const deadline =
			left < 0
				? __("The reply was due on {0}, {1} days ago.", [day, -left])
				: __("The reply is due on {0}, {1} days left.", [day, left]);
		frm.dashboard.set_headline(`${deadline} ${next}`, left < 0 ? "red" : "blue");
	}

	async function fill_in(frm, link, doctype, further) {
		if (!frm.doc[link]) return;
		const fields = ["producer", "product", "village", ...further];
		const { message } = await frappe.db.get_value(doctype, frm.doc[link], fields);
		for (const name of fields) {
			if (message?.[name] && !frm.doc[name]) await frm.set_value(name, message[name]);
		}
	}

	function ask_for_code(frm) {
		frappe.prompt(
			{
				fieldname: "code",
				fieldtype: "Data",
				label: __("Code on the slip"),
				reqd: 1,
				description: __("20 letters and digits. Case, blanks and hyphens don't matter."),
			},
			async ({ code }) => {
				const slip = await frappe.xcall("nongan_supervision.api.read_slip", { code });
				if (slip.certificate) frm.set_value("certificate", slip.certificate);
				else
					frappe.msgprint(__("No certificate with this code is on record. Do not trust the slip."));
			},
			__("Read a Slip's Code"),
			__("Read It")
		);
	}

	function ask(frm, names) {
		return new Promise((resolve) => {
			const action = frm.selected_workflow_action;
			const prompts = names.map((name) => {
				const { label, fieldtype } = frappe.meta.get_docfield(frm.doctype, name);
				return {
					fieldname: name,
					label: __(label, null, frm.doctype),
					fieldtype,
					reqd: OPTIONAL.includes(name) ? 0 : 1,
					default: name === "replied_on" ? frappe.datetime.get_today() : undefined,
				};
			});
			const title = __(action);
			frappe.prompt(prompts, resolve, title, title);
		});
	}
})();
