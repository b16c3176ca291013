/**
 * Legends, labels and axes of charts, so that they can be read where there is little room.
 *
 * The charts' library gives each entry of a legend 150 pixels, and one more entry to a row than there is room for; it
 * cuts labels to their first letters, and Chinese ones to more of them than have room. An axis that ends at 1 it divides
 * into quarters, and Frappe rounds what stands beside them to "0, 1, 1, 1". A chart that grows has another picture in the
 * place of its own for a moment, and fails if it is drawn anew then: a telephone that is turned, a page that is left.
 */
const GAP = 18;
const ROW = 18;
const FEW = 7;
/* labels: so many are shortened where they have no room, of more some are left out */

const WITH_AXES = ["bar", "line", "axis-mixed"];
const of_framework = frappe.Chart;

frappe.Chart = function (parent, options) {
	if (!WITH_AXES.includes(options.type)) return new of_framework(parent, options);
	const chart = new of_framework(parent, with_whole_numbers(options));
	const { makeChartArea, setupComponents, renderLegend } = chart;
	chart.makeChartArea = function () {
		if (this.svg) {
			this.container.querySelector("svg")?.remove();
			this.container.append(this.svg);
		}
		makeChartArea.call(this);
	};
	chart.setupComponents = function () {
		setupComponents.call(this);
		const axis = this.components.get("xAxis");
		const { getData } = axis;
		axis.getData = () => {
			const data = getData();
			return Object.assign(data, { calcLabels: fitted(data.labels, this.width) });
		};
	};
	chart.renderLegend = function () {
		renderLegend.call(this);
		place(this.legendArea, this.width);
	};
	chart.draw(true);
	return chart;
};

/** Tests, cases, villages come in whole numbers, and so do the ticks beside them. */
function with_whole_numbers(options) {
	const { axisOptions = {}, data } = options;
	const is_count = (data?.datasets ?? []).every(({ values }) => values.every(Number.isInteger));
	const format = axisOptions.numberFormatter ?? frappe.utils.format_chart_axis_number;
	if (!is_count) return options;
	const numberFormatter = (value, ...given) =>
		Number.isInteger(Number(value)) ? format.call(frappe.utils, value, ...given) : "";
	return { ...options, axisOptions: { ...axisOptions, numberFormatter } };
}

/**
 * The labels that have room side by side: every second or third of many, since neighbours that are cut look alike.
 *
 * @param {Array<string>} labels
 * @param {number} width - of all of them together
 * @returns {Array<string>} as many, some of them empty
 */
function fitted(labels, width) {
	const room = width / labels.length - 4;
	const texts = labels.map(String);
	if (labels.length <= FEW) return texts.map((text) => shortened(text, room));
	const step = Math.max(Math.ceil(Math.max(...texts.map(width_of)) / room), 1);
	return texts.map((text, index) => (index % step ? "" : text));
}

function shortened(text, room) {
	const letters = [...text];
	while (letters.length > 1 && width_of(letters.join("")) > room) letters.pop();
	return letters.length < [...text].length ? `${letters.slice(0, -1).join("")}…` : text;
}

/** In pixels, of letters as high as the library's labels. */
function width_of(text) {
	return [...text].reduce((sum, letter) => sum + (letter > "\u2e7f" ? 10 : 6.5), 0);
}

/** Put the entries of a legend side by side, each as wide as its text, in as many rows as that takes. */
function place(legend, width) {
	const entries = [...(legend?.children ?? [])];
	const widths = entries.map((entry) => entry.getBBox().width);
	if (!widths.every(Boolean)) return; // not shown yet: it is drawn again when it is
	let [x, y] = [0, 5];
	entries.forEach((entry, index) => {
		if (x && x + widths[index] > width) [x, y] = [0, y + ROW];
		entry.setAttribute("transform", `translate(${x}, ${y})`);
		x += widths[index] + GAP;
	});
}
