#!/usr/bin/env node
// Builds the Desk's assets: the bundles, style sheets and static files of the framework and of one app.
//
//     node build.mjs --framework ENGINE/frappe --app nongan_supervision --node-modules DIR --out SITES/assets
//
// The folder given as --out belongs to the build: it is replaced as a whole when everything has succeeded,
// so a failure leaves the assets of the previous build in place.

import { parseOptions, USAGE } from "./lib/options.mjs";
import { describe, Failure } from "./lib/failure.mjs";
import { fingerprintInputs, fingerprintOf } from "./lib/fingerprint.mjs";
import { writeManifests } from "./lib/manifest.mjs";
import { replaceFolder } from "./lib/output-folder.mjs";
import { buildScripts } from "./lib/scripts.mjs";
import { Sources } from "./lib/sources.mjs";
import { copyStaticFiles } from "./lib/static-files.mjs";
import { buildStyles } from "./lib/styles.mjs";
import { loadToolchain } from "./lib/toolchain.mjs";

async function main(argv) {
	const options = parseOptions(argv);
	if (options.help) return console.log(USAGE);

	const started = Date.now();
	const fingerprint = await fingerprintInputs(options);
	if (options.onlyIfChanged && fingerprint === (await fingerprintOf(options.out))) {
		return console.log(`Desk assets are up to date (${seconds(started)} s).`);
	}
	const bundles = await build(options, fingerprint);
	console.log(`Desk assets built: ${bundles} bundles in ${seconds(started)} s.`);
}

/** Build everything into a new folder, put it in the place of `options.out`, return the number of bundles. */
async function build(options, fingerprint) {
	const sources = new Sources(options.framework.folder);
	const desk = { ...options, ...loadToolchain(options.nodeModules), sources };
	return replaceFolder(options.out, async (folder) => {
		await copyStaticFiles(desk, folder);
		const scripts = await buildScripts(desk, folder);
		const styles = await buildStyles(desk, folder);
		sources.assertAllPatchesUsed();
		await writeManifests(folder, { scripts, styles, fingerprint });
		return scripts.size + styles.leftToRight.size;
	});
}

function seconds(started) {
	return ((Date.now() - started) / 1000).toFixed(1);
}

main(process.argv.slice(2)).catch((error) => {
	console.error(describe(error));
	process.exitCode = error instanceof Failure ? error.exitCode : 1;
});
