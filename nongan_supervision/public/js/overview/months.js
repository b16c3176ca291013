/** Quick tests month by month as bars, and what a steady pace to the target asks of each month. */
import { escaped, figure, nothing } from "./dom";

const SIZE = { width: 350, height: 150, top: 16, bottom: 18 };
const STEP = SIZE.width / 12;

/** @returns {string} HTML of the figures and the drawing */
export function months({ months: counts, paces, total, target, expected }) {
	const said = target
		? __("{0} of {1} quick tests; a steady pace would be at {2}.", [total, target, expected].map(figure))
		: __("{0} quick tests; the checklist has no target for them.", [figure(total)]);
	const most = Math.max(...counts, ...(paces || []));
	if (!most) return nothing(said);
	const scale = (SIZE.height - SIZE.top - SIZE.bottom) / most;
	const drawn = counts.map((count, index) => month(index, count, paces?.[index], scale)).join("");
	const legend = paces ? `<span class="overview-pace">${__("Steady pace to the target")}</span>` : "";
	return `<p>${escaped(said)} ${legend}</p>
		<svg viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-label="${escaped(read_out(counts))}">${drawn}</svg>`;
}

function month(index, count, pace, scale) {
	const base = SIZE.height - SIZE.bottom;
	const left = index * STEP;
	const middle = left + STEP / 2;
	const height = count * scale;
	const number = count
		? `<text x="${middle}" y="${base - height - 3}" font-size="9" text-anchor="middle" fill="currentColor">${count}</text>`
		: "";
	const line = pace
		? `<line x1="${left + 1}" x2="${left + STEP - 1}" y1="${base - pace * scale}" y2="${base - pace * scale}"
			stroke="#b35c00" stroke-width="2"/>`
		: "";
	return `<rect x="${left + 5}" y="${base - height}" width="${STEP - 10}" height="${height}" fill="#2f7d4f"/>${line}
		${number}<text x="${middle}" y="${SIZE.height - 5}" font-size="10" text-anchor="middle"
			fill="currentColor">${index + 1}</text>`;
}

function read_out(counts) {
	return counts.map((count, index) => __("Month {0}: {1}", [index + 1, count])).join("; ");
}
