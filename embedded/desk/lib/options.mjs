// The command line.

import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { Failure } from "./failure.mjs";

export const USAGE = `Usage: node build.mjs --framework DIR --app DIR --node-modules DIR --out DIR

  --framework DIR     the framework's package folder, named "frappe"
  --app DIR           the app's package folder
  --node-modules DIR  the folder "node_modules" that npm ci made from this folder's package-lock.json
  --out DIR           the site's assets folder; replaced as a whole
  --fingerprint       do nothing when neither sources nor packages have changed since the last build
  --development       readable bundles with source maps, instead of minified ones
  --help              this text`;

const FOLDERS = ["framework", "app", "node-modules", "out"];

/**
 * Read the arguments.
 *
 * @returns {{framework: App, app: App, apps: App[], nodeModules: string, out: string,
 *            onlyIfChanged: boolean, production: boolean} | {help: true}}
 *   where App is {name, folder, publicFolder}; all paths are absolute.
 * @throws {Failure} with exit code 2 for an argument that is unknown, missing or points nowhere.
 */
export function parseOptions(argv) {
	const values = read(argv);
	if (values.help) return { help: true };
	const missing = FOLDERS.filter((name) => !values[name]).map((name) => `--${name}`);
	if (missing.length) throw new Failure(`Missing: ${missing.join(", ")}.\n\n${USAGE}`, { exitCode: 2 });

	const framework = appAt(values.framework, "--framework");
	const app = appAt(values.app, "--app");
	if (framework.name !== "frappe") {
		throw new Failure(`--framework: the folder must be named "frappe": ${framework.folder}`, {
			exitCode: 2,
		});
	}
	return {
		framework,
		app,
		apps: [framework, app],
		nodeModules: path.resolve(values["node-modules"]),
		out: path.resolve(values.out),
		onlyIfChanged: Boolean(values.fingerprint),
		production: !values.development,
	};
}

function read(argv) {
	const text = Object.fromEntries(FOLDERS.map((name) => [name, { type: "string" }]));
	const flags = Object.fromEntries(
		["fingerprint", "development", "help"].map((name) => [name, { type: "boolean" }])
	);
	try {
		return parseArgs({ args: argv, options: { ...text, ...flags } }).values;
	} catch (error) {
		throw new Failure(`${error.message}\n\n${USAGE}`, { exitCode: 2, cause: error });
	}
}

function appAt(given, option) {
	const folder = path.resolve(given);
	if (!fs.existsSync(path.join(folder, "hooks.py"))) {
		throw new Failure(`${option}: no hooks.py in ${folder}; that isn't a Frappe app.`, { exitCode: 2 });
	}
	return { name: path.basename(folder), folder, publicFolder: path.join(folder, "public") };
}
