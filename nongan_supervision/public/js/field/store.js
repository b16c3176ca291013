// What the phone keeps: a database of its own for each user, so that nobody sees another's work.
//
//     tasks   as the server told them last              by name
//     drafts  what is being filled in, or on its way    by task
//     photos  their bytes, until they are taken in      by photo_key, with their task
//     queue   what has to be sent, in its order         by order
//     facts   when the tasks came, what was done today  by name

const STORES = {
	tasks: { keyPath: "name" },
	drafts: { keyPath: "task" },
	photos: { keyPath: "photo_key" },
	queue: { keyPath: "order", autoIncrement: true },
	facts: { keyPath: "name" },
};
const LAST_USER = "nongan-field-user";

let database = null;
let told = () => {};

/** Call this when another page of the phone has removed what this one has open. */
export function onCleared(callback) {
	told = callback;
}

const nameOf = (user) => `nongan-field:${user}`;

const done = (request) =>
	new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});

/** Open the database of this user; everything below then means it. */
export async function open(user) {
	close();
	const request = window.indexedDB.open(nameOf(user), 1);
	request.onupgradeneeded = () => {
		for (const [name, options] of Object.entries(STORES)) request.result.createObjectStore(name, options);
	};
	database = await done(request);
	database.onversionchange = () => {
		close();
		told();
	};
}

export function close() {
	database?.close();
	database = null;
}

/** Remove all that this user has on the phone. */
export async function clear(user) {
	close();
	await done(window.indexedDB.deleteDatabase(nameOf(user)));
}

function store(name, mode = "readonly") {
	return database.transaction(name, mode, { durability: "strict" }).objectStore(name);
}

export const get = (name, key) => done(store(name).get(key));
export const all = (name) => done(store(name).getAll());
export const count = (name) => done(store(name).count());

/** Store a value, and be sure of it only when the transaction has ended. */
export function put(name, value) {
	return ended(name, (into) => into.put(value));
}

export function remove(name, key) {
	return ended(name, (from) => from.delete(key));
}

/** Put exactly these values in a store. */
export function replace(name, values) {
	return ended(name, (into) => {
		into.clear();
		for (const value of values) into.put(value);
	});
}

function ended(name, change) {
	return new Promise((resolve, reject) => {
		const inStore = store(name, "readwrite");
		const request = change(inStore);
		inStore.transaction.oncomplete = () => resolve(request?.result);
		inStore.transaction.onabort = () => reject(inStore.transaction.error);
		inStore.transaction.onerror = () => reject(inStore.transaction.error);
	});
}

export async function photosOf(task) {
	return (await all("photos")).filter((photo) => photo.task === task);
}

/** What has not reached the server: drafts that were begun, submissions and photos. */
export async function unsent() {
	const [drafts, queue, photos] = await Promise.all([all("drafts"), all("queue"), all("photos")]);
	return { drafts: drafts.length, queue: queue.length, photos: photos.filter((one) => !one.sent).length };
}

/** Who used the page last, by the phone alone; the cookie knows better where there is one. */
export function lastUser() {
	const cookie = document.cookie.match(/(?:^|; )user_id=([^;]*)/);
	const told = cookie && decodeURIComponent(cookie[1]);
	if (told === "Guest") return null;
	return told || window.localStorage.getItem(LAST_USER);
}

export function rememberUser(user) {
	if (user) window.localStorage.setItem(LAST_USER, user);
	else window.localStorage.removeItem(LAST_USER);
}
