// Which bundles there are: every file *.bundle.* under an app's public folder.

import path from "node:path";
import { Failure } from "./failure.mjs";
import { listFiles } from "./files.mjs";

const SCRIPT = /\.bundle\.(js|ts)$/;
const STYLE = /\.bundle\.(css|scss)$/;

/** @returns {Promise<Bundle[]>} the script bundles of `apps`; Bundle is {app, source, name: "x.bundle.js"}. */
export function scriptBundles(apps) {
	return bundlesOf(apps, SCRIPT, "js");
}

/** @returns {Promise<Bundle[]>} the style bundles of `apps`; Bundle is {app, source, name: "x.bundle.css"}. */
export function styleBundles(apps) {
	return bundlesOf(apps, STYLE, "css");
}

async function bundlesOf(apps, pattern, type) {
	const bundles = new Map();
	for (const app of apps) {
		for (const source of (await listFiles(app.publicFolder)).filter((file) => pattern.test(file))) {
			const name = path.basename(source).replace(pattern, `.bundle.${type}`);
			const other = bundles.get(name);
			if (other) throw new Failure(`Two bundles have the name ${name}: ${other.source} and ${source}.`);
			bundles.set(name, { app: app.name, source, name });
		}
	}
	return [...bundles.values()];
}
