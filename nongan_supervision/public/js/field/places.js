// Where the phone is. It may not know, or may not say: the work goes on without.

const OPTIONS = { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 };

let last = null;

/** Ask the phone for its position; null where there is none, with the reason in `reason`. */
export async function locate() {
	if (!navigator.geolocation) return null;
	return new Promise((resolve) =>
		navigator.geolocation.getCurrentPosition(
			({ coords }) => {
				const { latitude, longitude, accuracy } = coords;
				last = { latitude, longitude, accuracy, at: Date.now() };
				resolve(last);
			},
			() => resolve(null),
			OPTIONS
		)
	);
}

/** The last position that is not older than a quarter of an hour. */
export const lastKnown = () => (last && Date.now() - last.at < 900_000 ? last : null);

export function described(position) {
	if (!position) return "";
	const degrees = `${position.latitude.toFixed(6)}, ${position.longitude.toFixed(6)}`;
	return position.accuracy ? `${degrees} (±${Math.round(position.accuracy)} m)` : degrees;
}
