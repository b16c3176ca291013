// Rules for the Desk scripts of the app: plain browser JavaScript on Frappe's globals.
const FRAPPE_GLOBALS = [
	"frappe",
	"nongan",
	"__",
	"cur_frm",
	"cur_list",
	"L",
	"cint",
	"flt",
	"locals",
	"$",
	"jQuery",
	"moment",
	"format_number",
	"open_url_post",
];
const BROWSER_GLOBALS = [
	"window",
	"document",
	"console",
	"fetch",
	"navigator",
	"FormData",
	"URL",
	"URLSearchParams",
	"File",
	"setTimeout",
	"clearTimeout",
	"createImageBitmap",
	"DataTransfer",
];

const readonly = (names) => Object.fromEntries(names.map((name) => [name, "readonly"]));

const RULES = {
	"no-undef": "error",
	"no-unused-vars": "error",
	"no-var": "error",
	"prefer-const": "error",
	eqeqeq: ["error", "smart"],
	"no-restricted-syntax": [
		"error",
		{
			selector: "CallExpression[callee.property.name='xcall'][arguments.length>2]",
			message:
				"frappe.xcall takes a method and its arguments on Frappe 15: nongan.ask for a GET, else frappe.call.",
		},
	],
};

export default [
	{ ignores: ["**/node_modules/**", "**/dist/**", ".nongan/**", ".site/**"] },
	{
		files: ["nongan_supervision/**/*.js"],
		languageOptions: {
			ecmaVersion: 2022,
			sourceType: "script",
			globals: readonly([...FRAPPE_GLOBALS, ...BROWSER_GLOBALS]),
		},
		rules: RULES,
	},
	{
		// the phone's page: a bundle of modules, without the Desk
		files: ["nongan_supervision/public/js/field.bundle.js", "nongan_supervision/public/js/field/*.js"],
		languageOptions: { sourceType: "module" },
	},
	{
		// the page on a town: a bundle of modules, loaded by the page
		files: [
			"nongan_supervision/public/js/town_overview.bundle.js",
			"nongan_supervision/public/js/overview/*.js",
		],
		languageOptions: { sourceType: "module" },
	},
	{
		files: ["nongan_supervision/www/*-sw.js"],
		languageOptions: { globals: readonly(["self", "caches"]) },
	},
	{
		// a bundle, and what it imports
		files: [
			"*.bundle.js",
			"agenda.js",
			"asking.js",
			"datetime.js",
			"escaped.js",
			"numbers.js",
			"printing.js",
			"reports.js",
			"summaries.js",
			"wording.js",
		].map((name) => `nongan_supervision/public/js/${name}`),
		languageOptions: { sourceType: "module" },
	},
];
