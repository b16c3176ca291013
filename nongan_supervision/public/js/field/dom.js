// Elements, made in one call. Texts are set as texts: nothing that a task says becomes markup.

/**
 * @param {string} tag - "button.big.go" makes a button of two classes
 * @param {Object<string, *>} [given] - attributes; functions are listeners of the event they are named after
 * @param {...(Node|string|null|false)} children
 */
export function h(tag, given = {}, ...children) {
	const [name, ...classes] = tag.split(".");
	const element = document.createElement(name);
	if (classes.length) element.className = classes.join(" ");
	for (const [key, value] of Object.entries(given)) {
		if (typeof value === "function") element.addEventListener(key, value);
		else if (value === true) element.setAttribute(key, "");
		else if (value !== false && value != null) element.setAttribute(key, value);
	}
	element.append(...children.flat().filter((child) => child || child === 0));
	return element;
}

/** 32 hexadecimal digits that nobody else draws. */
export function newKey() {
	const bytes = window.crypto.getRandomValues(new Uint8Array(16));
	return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A moment as people read it here: 2022-07-04 10:30. */
export function moment(when = new Date()) {
	const two = (number) => String(number).padStart(2, "0");
	const day = [when.getFullYear(), two(when.getMonth() + 1), two(when.getDate())].join("-");
	return `${day} ${two(when.getHours())}:${two(when.getMinutes())}`;
}
