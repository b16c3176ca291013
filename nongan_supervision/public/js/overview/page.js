/** The page on a town: one screen that answers how it stands, on a phone in a corridor. */
import { checklist } from "./checklist";
import { escaped, figure, nothing, report_address, section, tile } from "./dom";
import { months } from "./months";
import { town_rows, towns_table } from "./towns";
import { village_map } from "./village_map";

frappe.provide("nongan");

const PAGE = "town-overview";
const METHOD = "nongan_supervision.api.town_overview";

nongan.TownOverview = class TownOverview {
	constructor(wrapper) {
		this.page = frappe.ui.make_app_page({
			parent: wrapper,
			title: __("Town Overview"),
			single_column: true,
		});
		this.year = this.page.add_field({ ...nongan.report.year_filter(), change: () => this.refresh() });
		this.page.set_secondary_action(__("Refresh"), () => this.refresh());
		this.$body = $('<div class="nongan-overview" aria-live="polite"></div>').appendTo(this.page.main);
		this.$body.on("click", (event) => this.follow(event.originalEvent));
	}

	/** Ask for the town in the address, or for the one that the server chooses. */
	async refresh() {
		nongan.name_page(this.page);
		const asked = { town: frappe.get_route()[1] || "", year: cint(this.year.get_value()) || "" };
		this.asked = JSON.stringify(asked);
		if (!this.$body.children().length) this.$body.html(nothing(__("Counting…")));
		let answer, agenda;
		try {
			[answer, agenda] = await Promise.all([
				nongan.ask(METHOD, asked),
				nongan.ask("nongan_supervision.api.my_agenda"),
			]);
		} catch {
			if (this.asked === JSON.stringify(asked))
				this.$body.html(nothing(__("The figures could not be had.")));
			return;
		}
		if (this.asked === JSON.stringify(asked)) this.show(answer, agenda);
	}

	show(answer, agenda) {
		this.page.set_title(answer.town ? `${answer.town} · ${__("Town Overview")}` : __("Town Overview"));
		nongan.name_page(this.page);
		this.offer_towns(answer);
		const parts = [head(answer), agenda_section(agenda)];
		if (answer.town) parts.push(...sections(answer));
		else parts.push(nothing(__("There is no town that you may see.")));
		if (answer.towns.length > 1) parts.push(section("towns", __("Towns Side by Side"), towns_table()));
		this.$body.html(parts.join(""));
		if (answer.towns.length > 1) this.compare(answer.year);
	}

	/** With several towns, one to choose. */
	offer_towns({ town, towns }) {
		if (towns.length < 2) return;
		this.town ??= this.page.add_field({
			fieldname: "town",
			label: __("Town"),
			fieldtype: "Select",
			options: towns,
			change: () => {
				const chosen = this.town.get_value();
				if (chosen && chosen !== this.shown) frappe.set_route(PAGE, chosen);
			},
		});
		this.shown = town;
		this.town.set_input(town);
	}

	/** Add the next towns to the table that is there now; once another year is shown, it is nowhere any more. */
	async compare(year, start = 0) {
		const $towns = this.$body.find(".overview-towns");
		const $more = $towns.find(".overview-more-towns").prop("disabled", true);
		let next = start;
		try {
			const answer = await nongan.ask(METHOD, { year, start, compare: 1 });
			$towns.find("tbody").append(town_rows(answer.rows));
			next = answer.next;
		} catch {
			// the button asks for the same towns again
		}
		const has_failed = next === start;
		$towns.find(".overview-towns-failed").toggleClass("hidden", !has_failed);
		$more
			.text(has_failed ? __("Try Again") : __("More towns"))
			.prop("disabled", false)
			.toggleClass("hidden", next === null)
			.off("click")
			.on("click", () => this.compare(year, next));
	}

	/** A figure leads to the list behind it; everything else as the Desk follows links. */
	follow(event) {
		const link = event.target.closest("a[data-list]");
		if (!link || event.ctrlKey || event.metaKey) return nongan.follow_link(event);
		event.preventDefault();
		event.stopPropagation();
		const { doctype, filters } = JSON.parse(link.dataset.list);
		nongan.show_documents(doctype, filters);
	}
};

function head({ town, year, as_on }) {
	const day = frappe.datetime.str_to_user(as_on);
	return `<h2>${escaped([town, year, __("as on {0}", [day])].filter(Boolean).join(" · "))}</h2>`;
}

function agenda_section(agenda) {
	return `<section class="overview-section nongan-agenda">${nongan.agenda.html(agenda)}</section>`;
}

/** The map across the page; below it the checklist, and beside that, where there is room, everything else. */
function sections(answer) {
	const { town, year } = answer;
	const part = (name, heading, body, report) =>
		section(name, heading, body, report_link(report, town, year));
	return [
		part("map", __("Villages by State"), village_map(answer.map, answer), "Village Scorecard"),
		part(
			"checklist",
			__("Responsibility Checklist"),
			checklist(answer.checklist, answer),
			"Responsibility Checklist Progress"
		),
		`<div class="overview-beside">${[
			part("failing", __("Failing Results"), failing(answer), "Failing Results and Follow-up"),
			part("cases", __("Cases"), cases(answer.cases), "Case Register and Deadlines"),
			part(
				"campaign",
				__("Supervision of the Season"),
				campaign(answer.campaign),
				"Supervision Schedule"
			),
			part("quick", __("Quick Tests by Month"), months(answer.quick_tests), "Residue Test Summary"),
		].join("")}</div>`,
	];
}

function report_link(report, town, year) {
	return ` <a class="small" href="${escaped(report_address(report, { town, year }))}">${__("Report")}</a>`;
}

function failing({ failing: figures, town, year }) {
	const address = report_address("Failing Results and Follow-up", { town, year });
	const bans = [
		["Sale Ban", "town", "=", town],
		["Sale Ban", "status", "=", "Active"],
	];
	return `<div class="overview-tiles">
		${tile(__("Failing or suspect tests"), figures.failures, { address })}
		${tile(__("Follow-up overdue"), figures.follow_ups_overdue, { warns: true, address })}
		${tile(__("Active sale bans"), figures.active_bans, { warns: true, list: { doctype: "Sale Ban", filters: bans } })}
		${tile(__("Not published yet"), figures.unpublished, { warns: true, address })}</div>`;
}

function cases(rows) {
	const of_a_part = nongan.print.of_documents(["Case Clue", "Enforcement Case", "Case Referral"]);
	if (!rows.length) return nothing(__("No clue and no case is open.")) + of_a_part;
	const tiles = rows.map((row) => {
		const label = row.doctype === "Case Clue" ? row.label : `${row.kind} · ${row.label}`;
		return tile(label, row.count, {
			warns: row.warns,
			list: { doctype: row.doctype, filters: row.filters },
		});
	});
	return `<div class="overview-tiles">${tiles.join("")}</div>${of_a_part}`;
}

function campaign(part) {
	if (!part) return nothing(__("No supervision of this year has begun."));
	const day = (date) => frappe.datetime.str_to_user(date);
	let feedback = __("Feedback due on {0}", [day(part.feedback_due_on)]);
	if (part.feedback_submitted_on)
		feedback = __("Feedback submitted on {0}", [day(part.feedback_submitted_on)]);
	const address = frappe.utils.get_form_link("Supervision Campaign", part.name);
	const percent = part.villages ? (part.inspected / part.villages) * 100 : 0;
	const said = __("{0} of {1} villages inspected", [figure(part.inspected), figure(part.villages)]);
	return `<p><a href="${escaped(address)}">${escaped(part.title)}</a>
			<span class="text-muted">${escaped(`${day(part.starts_on)} – ${day(part.ends_on)}`)}</span></p>
		<span class="overview-bar" role="img" aria-label="${escaped(said)}"><span style="width: ${percent}%;
			background: #2f7d4f"></span></span>
		<p>${escaped(said)} · <span class="${part.feedback_overdue ? "is-late" : ""}">${escaped(feedback)}</span></p>
		<div class="overview-tiles">${tile(__("Problems found"), part.problems)}
			${tile(__("Not put right yet"), part.open_problems, { warns: true })}
			${tile(__("Inspections overdue"), part.overdue, { warns: true })}</div>`;
}
