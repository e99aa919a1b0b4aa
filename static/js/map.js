// Puts a map that moves in place of the drawing. Without this file the drawing and the list say the same.
const frame = document.getElementById("map");
const SIGN = 30;
const CLOSEST = 17;

const element = (tag, text = "") => Object.assign(document.createElement(tag), { textContent: text });

const linkTo = (text, address) => Object.assign(element("a", text), { href: address });

const zoneColour = (zone) => getComputedStyle(document.documentElement).getPropertyValue(`--zone-${zone}`).trim() || "#06c";

// A sign that a finger can hit, with its name under it when there is room.
const iconOf = (item) => {
  const box = element("span");
  if (item.named) box.append(Object.assign(element("i", item.name), { className: item.named }), " ");
  box.append(element("b", item.sign));
  return L.divIcon({ html: box, className: `map-sign ${item.css}`, iconSize: [SIGN, SIGN] });
};

const popupOf = (items) => {
  const box = element("div");
  for (const item of items) {
    const line = element("p");
    line.append(element("strong", item.name), element("br"), `${item.words} `, linkTo(item.read, item.url));
    box.append(line);
  }
  return box;
};

const itemsOf = (data, words) => [
  ...data.comuni.filter((each) => each.count !== null).map((each) => ({
    at: each.at, name: each.name, sign: String(each.count), services: each.count, words: `${each.words}.`, url: each.url, read: words.read,
    title: `${each.name} ${each.count}: ${each.words}`, css: `zone-tint-${each.zone}${each.count ? "" : " is-none"}`,
  })),
  ...data.points.map((each) => ({
    at: each.at, name: each.title, sign: "●", services: 1, words: `${each.where}.`, url: each.url, read: words.sheet,
    title: `${each.title}, ${each.where}`, css: "is-point",
  })),
];

// Signs that would cover one another become one, with the services of them all.
const gather = (map, items) => {
  const groups = [];
  for (const item of items) {
    const spot = map.latLngToLayerPoint(item.at);
    const near = groups.find((each) => Math.abs(each.spot.x - spot.x) < SIGN + 2 && Math.abs(each.spot.y - spot.y) < SIGN + 2);
    if (near) near.items.push(item);
    else groups.push({ spot, items: [item] });
  }
  return groups;
};

const asSign = (group, words) => {
  if (group.items.length === 1) return group.items[0];
  const names = group.items.map((each) => each.name);
  const others = names.length - 1;
  const name = (others === 1 ? words.pair : words.group).replace("NOME", names[0]).replace("NUMERO", others);
  const sign = String(group.items.reduce((sum, each) => sum + each.services, 0));
  return { at: group.items[0].at, name, sign, title: `${name} ${sign}: ${names.join(", ")}`, css: "is-group" };
};

// A name is written on the first side where it covers neither a sign nor another name.
const sidesOf = ({ x, y }, wide) => ({
  below: [x - wide / 2, y + 16, x + wide / 2, y + 32],
  above: [x - wide / 2, y - 32, x + wide / 2, y - 16],
  right: [x + 17, y - 8, x + 17 + wide, y + 8],
  left: [x - 17 - wide, y - 8, x - 17, y + 8],
});

const nameThoseWithRoom = (map, groups, signs) => {
  const west = map.containerPointToLayerPoint([0, 0]).x;
  const east = map.containerPointToLayerPoint(map.getSize()).x;
  const taken = groups.map(({ spot: { x, y } }) => [x - SIGN / 2, y - SIGN / 2, x + SIGN / 2, y + SIGN / 2]);
  const isFree = (box) => box[0] >= west && box[2] <= east && !taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]);
  signs.forEach((sign, place) => {
    if (sign.css === "is-point") return;
    const sides = Object.entries(sidesOf(groups[place].spot, sign.name.length * 7.4));
    const [side, box] = sides.find(([, each]) => isFree(each)) ?? ["", null];
    sign.named = side;
    if (box) taken.push(box);
  });
};

const open = (map, group, marker) => {
  const bounds = L.latLngBounds(group.items.map((each) => each.at));
  if (group.items.length > 1 && map.getZoom() < CLOSEST && !bounds.getNorthEast().equals(bounds.getSouthWest())) {
    // Pressed with the keyboard, the focus goes on with the map and not back to the top of the page.
    frame.focus();
    return map.fitBounds(bounds, { padding: [60, 60], maxZoom: Math.min(CLOSEST, map.getZoom() + 2) });
  }
  marker.unbindPopup().bindPopup(popupOf(group.items), { maxHeight: 260 }).openPopup();
};

const drawSigns = (map, layer, items, words) => {
  layer.clearLayers();
  const groups = gather(map, items);
  const signs = groups.map((group) => asSign(group, words));
  nameThoseWithRoom(map, groups, signs);
  signs.forEach((sign, place) => {
    const marker = L.marker(sign.at, { icon: iconOf(sign), title: sign.title, alt: sign.title });
    marker.on("click", () => open(map, groups[place], marker));
    marker.on("keypress", ({ originalEvent }) => { if (originalEvent.key === "Enter") open(map, groups[place], marker); });
    marker.addTo(layer);
    marker.getElement().setAttribute("aria-label", sign.title);
  });
};

const draw = (data, words) => {
  frame.replaceChildren();
  frame.classList.add("is-live");
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", words.label);
  const map = L.map(frame, {
    scrollWheelZoom: false, zoomControl: false, zoomSnap: 0.25, maxZoom: CLOSEST, attributionControl: Boolean(words.tiles),
  });
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  if (words.tiles) L.tileLayer(words.tiles, { attribution: words.attribution, maxZoom: CLOSEST }).addTo(map);
  const areas = L.featureGroup(data.comuni.map((each) => L.polygon(each.area, {
    color: zoneColour(each.zone), weight: 1, fillOpacity: each.count ? 0.15 : 0.05, interactive: false,
  }))).addTo(map);
  const signs = L.layerGroup().addTo(map);
  // The larger first: they keep their place and their name.
  data.comuni.sort((one, other) => other.count - one.count);
  const items = itemsOf(data, words);
  map.fitBounds(areas.getBounds(), { padding: [4, 4], animate: false });
  drawSigns(map, signs, items, words);
  map.on("zoomend", () => drawSigns(map, signs, items, words));
  // The popup takes the focus, so that its link is the next stop; closing gives it back.
  map.on("popupopen", ({ popup }) => {
    popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", words.close);
    popup.getElement().querySelector(".leaflet-popup-content a").focus();
  });
  map.on("popupclose", ({ popup }) => popup._source?.getElement()?.focus());
  frame.addEventListener("keydown", (event) => { if (event.key === "Escape") map.closePopup(); });
  if (data.note) document.getElementById("map-note").append(" ", data.note);
};

// Where the data do not come, or the map fails, the drawing stays.
const start = async () => {
  const drawing = [...frame.childNodes];
  try {
    const answer = await fetch(frame.dataset.source);
    if (answer.ok) draw(await answer.json(), frame.dataset);
  } catch (problem) {
    frame.classList.remove("is-live");
    frame.replaceChildren(...drawing);
    console.warn("map:", problem);
  }
};

if (frame && window.L) start();
