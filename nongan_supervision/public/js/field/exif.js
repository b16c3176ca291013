// When and where a camera says that it took a photo: two entries of a JPEG's EXIF block.

const EXIF_BLOCK = 0xffe1;
const TAGS = { exif: 0x8769, place: 0x8825, takenAt: 0x9003 };

/** @returns {{taken_at?: Date, latitude?: number, longitude?: number}} empty where the camera says nothing */
export function readExif(buffer) {
	try {
		const block = findBlock(new DataView(buffer));
		return block ? read(block) : {};
	} catch {
		return {}; // a block that ends too early, or is none
	}
}

function findBlock(view) {
	if (view.getUint16(0) !== 0xffd8) return null;
	for (let at = 2; at + 4 < view.byteLength; ) {
		const marker = view.getUint16(at);
		const length = view.getUint16(at + 2);
		const isExif = marker === EXIF_BLOCK && view.getUint32(at + 4) === 0x45786966;
		if (isExif) return new DataView(view.buffer, at + 10, length - 8);
		if (marker >> 8 !== 0xff || marker === 0xffda) return null;
		at += 2 + length;
	}
	return null;
}

function read(block) {
	const little = block.getUint16(0) === 0x4949;
	const short = (at) => block.getUint16(at, little);
	const long = (at) => block.getUint32(at, little);
	const entries = (at) => {
		const found = new Map();
		for (let number = 0; number < short(at); number++) {
			const entry = at + 2 + number * 12;
			found.set(short(entry), entry);
		}
		return found;
	};
	const text = (at, length) =>
		String.fromCharCode(...new Uint8Array(block.buffer, block.byteOffset + at, length));
	const degrees = (entry, side) => {
		const start = long(entry + 8);
		const part = (number) => long(start + number * 8) / long(start + number * 8 + 4);
		const value = part(0) + part(1) / 60 + part(2) / 3600;
		return "SW".includes(text(side + 8, 1)) ? -value : value;
	};

	const told = {};
	const main = entries(long(4));
	if (main.has(TAGS.exif)) {
		const taken = entries(long(main.get(TAGS.exif) + 8)).get(TAGS.takenAt);
		const [day, time] = taken ? text(long(taken + 8), 19).split(" ") : [];
		const when = time && new Date(`${day.replaceAll(":", "-")}T${time}`);
		if (when && !isNaN(when)) told.taken_at = when;
	}
	if (main.has(TAGS.place)) {
		const place = entries(long(main.get(TAGS.place) + 8));
		const [latitude, longitude] = [
			degrees(place.get(2), place.get(1)),
			degrees(place.get(4), place.get(3)),
		];
		if (Number.isFinite(latitude) && Number.isFinite(longitude))
			Object.assign(told, { latitude, longitude });
	}
	return told;
}
