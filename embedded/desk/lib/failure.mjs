// Failures that a user can act on, and the wording of those that come from the system or from the bundler.

/** An error whose message is meant for the user; exit code 2 stands for wrong arguments, 1 for the rest. */
export class Failure extends Error {
	constructor(message, { exitCode = 1, cause } = {}) {
		super(message, { cause });
		this.exitCode = exitCode;
	}
}

const SYSTEM_ERRORS = {
	ENOSPC: (error) => `The disk is full${where(error)}: make room and start again.`,
	EDQUOT: (error) => `The disk quota is used up${where(error)}: make room and start again.`,
	EROFS: (error) => `The disk is mounted read-only${where(error)}.`,
	EACCES: (error) => `No permission${where(error)}: check the owner of the folder.`,
	EPERM: (error) => `No permission${where(error)}: check the owner of the folder.`,
	EMFILE: () => "Too many open files: raise the limit (ulimit -n) and start again.",
};

const SHOWN = 5;

/** What to print for `error`: plain words for what is known, the stack for what isn't. */
export function describe(error) {
	const cause = error.errors?.[0]?.detail ?? error; // the bundler wraps what its plugins throw
	const known = SYSTEM_ERRORS[cause.code];
	if (known) return `Desk assets were not built. ${known(cause)}`;
	if (cause instanceof Failure) return `Desk assets were not built. ${cause.message}`;
	if (error.errors?.length) return `Desk assets were not built.\n${listed(error.errors)}`;
	return `Desk assets were not built, because of a fault in the build itself.\n${error.stack ?? error}`;
}

function where(error) {
	const place = error.dest ?? error.path;
	return place ? ` (${place})` : "";
}

function listed(errors) {
	const more = errors.length - SHOWN;
	return errors.slice(0, SHOWN).map(atPlace).join("\n") + (more > 0 ? `\n  and ${more} more` : "");
}

function atPlace({ text, location }) {
	if (!location) return `  ${text}`;
	return `  ${location.file}:${location.line}: ${text}\n      ${location.lineText.trim().slice(0, 100)}`;
}
