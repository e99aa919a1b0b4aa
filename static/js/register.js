// Marks stay on this device until the portal has them. Without this file every button sends its form by itself.
const rows = document.getElementById("register-rows");
const line = document.getElementById("register-line");
const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
const EVERY = 15_000;
const AT_ONCE = 200;

const drawn = () =>
  crypto.randomUUID?.() ??
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
    (+c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (+c / 4)))).toString(16),
  );

// One list for each register and each person who signs in: marks and ids only, no names.
const NAME = `registro:${rows?.dataset.name}`;
const DEVICE = "registro:apparecchio";
let canKeep = true;
const read = () => JSON.parse(localStorage.getItem(NAME) ?? "[]");
function keep(marks) {
  if (marks.length) localStorage.setItem(NAME, JSON.stringify(marks));
  else localStorage.removeItem(NAME);
}
function device() {
  const known = localStorage.getItem(DEVICE) ?? drawn();
  localStorage.setItem(DEVICE, known);
  return known;
}

function say(text, { calm = false } = {}) {
  line.hidden = !text;
  line.textContent = text;
  line.toggleAttribute("data-calm", calm);
}
function sayHowMany() {
  const count = read().length;
  if (count) say(count === 1 ? line.dataset.one : line.dataset.many.replace("%s", count));
}

// What the page shows of one person, as the last mark made here says.
function show(mark, { waits }) {
  const row = document.getElementById(`p-${mark.presence}`);
  if (!row) return;
  const minutes = mark.minutes ? ` · ${mark.minutes}′` : "";
  const said = mark.mark ? `${rows.dataset[mark.mark]}${minutes}` : "";
  row.querySelector("[data-state]").textContent = waits ? `${said} (${rows.dataset.waits})`.trim() : said;
  row.dataset.mark = mark.mark;
  row.dataset.seen = mark.id;
  for (const seen of row.querySelectorAll("[name=seen]")) seen.value = mark.id;
  for (const button of row.querySelectorAll(".register-buttons .register-button"))
    button.setAttribute("aria-pressed", String(button.value === mark.mark));
  row.querySelector("[data-undo]").hidden = !mark.mark;
}

let isSending = false;
async function send() {
  const marks = read().slice(0, AT_ONCE);
  if (isSending || !marks.length) return;
  isSending = true;
  try {
    const answer = await fetch(rows.dataset.url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token, Accept: "application/json" },
      body: JSON.stringify({ marks }),
      redirect: "manual",
    });
    if (answer.type === "opaqueredirect" || answer.status === 403) return say(line.dataset.enter);
    if (!answer.ok) return sayHowMany();
    settle(marks, await answer.json());
  } catch {
    sayHowMany();
  } finally {
    isSending = false;
  }
}

// What the portal has leaves the list; what was made while it was sent stays for the next time.
function settle(marks, told) {
  const done = new Set([...told.kept, ...Object.keys(told.refused)]);
  keep(read().filter((each) => !done.has(each.id)));
  const left = new Set(read().map((each) => each.presence));
  for (const each of marks) if (!left.has(each.presence)) show(each, { waits: false });
  const refused = Object.values(told.refused);
  if (refused.length) say(`${line.dataset.refused} ${refused.join(" ")}`);
  else if (told.disputed.length) say(line.dataset.disputed);
  else if (read().length) setTimeout(send);
  else say(line.dataset.sent, { calm: true });
}

function make(form, button) {
  const row = form.closest("[data-presence]");
  const minutes = form.elements.minutes?.value;
  return {
    id: drawn(),
    presence: row.dataset.presence,
    mark: button.value,
    minutes: minutes ? Number(minutes) : null,
    seen: row.dataset.seen || null,
    device: device(),
    made_at: new Date().toISOString(),
  };
}

if (rows && line) {
  try {
    keep(read());
  } catch {
    // A private window, or a full one: the forms still send by themselves.
    canKeep = false;
    say(line.dataset.storage);
  }
  rows.addEventListener("submit", (event) => {
    const button = event.submitter;
    // Between two marks that disagree a person decides, and the portal must be there.
    if (!canKeep || button?.name !== "mark" || "decides" in event.target.dataset) return;
    const mark = make(event.target, button);
    try {
      keep([...read(), mark]);
    } catch {
      return;
    }
    event.preventDefault();
    show(mark, { waits: true });
    send();
  });
  document.querySelector("[data-close]")?.addEventListener("submit", (event) => {
    if (!canKeep || !read().length) return;
    event.preventDefault();
    sayHowMany();
    send();
  });
  if (canKeep) {
    for (const mark of read()) show(mark, { waits: true });
    sayHowMany();
    send();
    window.addEventListener("online", send);
    setInterval(send, EVERY);
  }
}
