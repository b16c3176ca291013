/** The villages: a drawing of tiles where they lie, and the same as a list, the worst first. */
import { COLOURS, escaped, figure, report_address, state_counts, state_pill } from "./dom";

const TILE = { width: 54, height: 40 };
/** Characters of a name in a line of a tile. */
const LINE = 4;

/** @returns {string} HTML of the map and the list */
export function village_map(map, { town, year }) {
	const address = (village) => report_address("Village Scorecard", { town, year, village });
	const tiles = map.villages.map((row) => tile(row, address(row.village))).join("");
	const rows = map.villages.map((row) => entry(row, address(row.village))).join("");
	const layout =
		map.layout === "places"
			? __("Each village where it lies.")
			: __("Villages that lie close together stand beside each other, north above.");
	return `<div class="overview-counts">${state_counts(map.states)}</div>
		<div class="overview-map-and-list">
			<div class="overview-drawing">
				<svg viewBox="0 0 ${map.width} ${map.height}" role="group" aria-label="${__("Map of the villages")}">${tiles}</svg>
				<p class="text-muted small">${layout}</p>
			</div>
			<ul class="overview-villages">${rows}</ul>
		</div>`;
}

function tile(row, address) {
	const middle = row.x + TILE.width / 2;
	const lines = lines_of(row.village);
	const first = row.y + (lines.length > 1 ? 12 : 18);
	const size = lines.length > 1 ? 11 : 13;
	const name = lines
		.map((line, index) => `<tspan x="${middle}" y="${first + index * 12}">${escaped(line)}</tspan>`)
		.join("");
	return `<a href="${escaped(address)}" aria-label="${escaped(said(row))}">
		<title>${escaped(said(row))}</title>
		<rect x="${row.x}" y="${row.y}" width="${TILE.width}" height="${TILE.height}" rx="5"
			fill="${COLOURS[row.colour] || COLOURS.gray}"/>
		<text text-anchor="middle" fill="#fff" aria-hidden="true">
			<tspan font-size="${size}" font-weight="600">${name}</tspan>
			<tspan font-size="10" x="${middle}" y="${row.y + TILE.height - 6}">${escaped(row.label)}</tspan>
		</text></a>`;
}

/** A name in one line of a tile or two; what is longer is cut, and stands in the list in full. */
function lines_of(name) {
	const characters = [...name];
	if (characters.length <= LINE) return [name];
	const second = characters.slice(LINE, 2 * LINE).join("");
	return [
		characters.slice(0, LINE).join(""),
		characters.length > 2 * LINE ? `${second.slice(0, -1)}…` : second,
	];
}

function entry(row, address) {
	return `<li><a href="${escaped(address)}">${state_pill(row)}
		<span class="overview-village">${escaped(row.village)}</span>
		<span class="text-muted">${row.score == null ? "" : escaped(__("{0} points", [figure(row.score)]))}</span></a></li>`;
}

function said(row) {
	const score = row.score == null ? "" : `, ${__("{0} points", [figure(row.score)])}`;
	return `${row.village}: ${row.label}${score}`;
}
