// The page's texts, translated by the server, by their names.

const texts = JSON.parse(document.getElementById("field-texts")?.textContent || "{}");

/** The text of that name, with {0}, {1}… filled in. */
export function t(name, ...values) {
	return (texts[name] ?? name).replace(/\{(\d)\}/g, (whole, place) => values[place] ?? whole);
}

/** The list of that name. */
export const list = (name) => texts[name] ?? [];
