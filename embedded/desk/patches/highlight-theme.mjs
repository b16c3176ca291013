export const highlightTheme = {
	path: "public/scss/desk.bundle.scss",
	why: "Since highlight.js 11, the one that is maintained, this colour scheme lies with its family.",
	old: '@import "frappe/public/node_modules/highlight.js/styles/tomorrow.css";',
	new: '@import "frappe/public/node_modules/highlight.js/styles/base16/tomorrow.css";',
};
