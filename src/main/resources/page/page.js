// Draws /status and /routes. Everything that comes from there becomes text, never markup.
"use strict";
(() => {
  const EVERY_MILLIS = 5000;
  const MOST_PIPES = 60;
  const SVG = "http://www.w3.org/2000/svg";
  const HALF = 18; // of a node's height in the drawing
  const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

  let ahead = 0; // of this machine's clock, by which the process's is
  let lastAnswer = "";
  const drawn = new Map();

  const $ = id => document.getElementById(id);

  // a key may have any character in it: those that nobody can see are written out
  const visible = text =>
    String(text).replace(UNSEEN, c => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));

  const put = (made, attributes, children) => {
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    for (const child of children) made.append(child instanceof Node ? child : visible(child));
    return made;
  };
  const el = (name, attributes, ...children) => put(document.createElement(name), attributes, children);
  const svg = (name, attributes, ...children) => put(document.createElementNS(SVG, name), attributes, children);

  const count = number => new Intl.NumberFormat("en").format(number);
  const size = bytes => {
    let rest = bytes, unit = 0;
    while (rest >= 1024 && unit < 4) { rest /= 1024; unit++; }
    return (unit === 0 ? rest : rest.toFixed(1)) + " " + ["B", "KB", "MB", "GB", "TB"][unit];
  };
  const span = seconds => {
    const s = Math.max(0, seconds);
    if (s > 0 && s < 1) return Math.round(s * 1000) + " ms";
    if (s < 10 && !Number.isInteger(s)) return s.toFixed(1) + " s";
    if (s < 120) return Math.round(s) + " s";
    if (s < 7200) return Math.round(s / 60) + " min";
    if (s < 172800) return Math.round(s / 3600) + " h";
    return Math.round(s / 86400) + " days";
  };
  const secondsSince = at => (Date.now() + ahead - Date.parse(at)) / 1000;
  const ages = {
    age: at => span(Math.max(0, Math.floor(secondsSince(at)))),
    ago: at => span(Math.max(0, Math.floor(secondsSince(at)))) + " ago",
    until: at => secondsSince(at) > 0 ? "now" : "in " + span(Math.ceil(-secondsSince(at))),
  };
  const time = (form, at) => el("time", {datetime: at, "data-form": form, title: at}, ages[form](at));
  const tick = () => document.querySelectorAll("time[data-form]").forEach(one => {
    one.textContent = ages[one.dataset.form](one.getAttribute("datetime"));
  });

  // only what changed is drawn anew, so that focus and selections stay where they are
  const show = (id, data, build) => {
    const text = JSON.stringify(data);
    if (drawn.get(id) !== text) {
      drawn.set(id, text);
      $(id).replaceChildren(...build(data));
    }
  };
  const rows = (id, data, empty, columns, build) => show(id, data, all => all.length > 0 ? all.map(build)
    : [el("tr", {}, el("td", {colspan: columns, class: "quiet"}, empty))]);
  const cell = (...children) => el("td", {}, ...children);
  const long = text => el("td", {class: "long"}, text);
  const number = text => el("td", {class: "number"}, text);
  const code = text => el("td", {title: visible(text)}, el("code", {}, text.slice(0, 8)));

  const sum = numbers => numbers.reduce((a, b) => a + b, 0);
  const named = name => name === "" ? "wanted by no pipe" : name;

  const chart = (name, hour) => {
    const peak = Math.max(...hour.received.map((n, i) => Math.max(n, hour.loaded[i] + hour.refused[i])));
    const high = n => n === 0 ? 0 : Math.max(2, 58 * n / peak);
    const told = `${named(name)}, the last hour: ${count(sum(hour.received))} received, ${count(sum(hour.loaded))} loaded, `
      + `${count(sum(hour.refused))} refused; at most ${count(peak)} in a minute`;
    const bars = [];
    let line = "";
    hour.received.forEach((received, i) => {
      const loaded = high(hour.loaded[i]), refused = high(hour.refused[i]);
      if (loaded > 0) bars.push(svg("rect", {class: "loaded", x: 4 * i, y: 60 - loaded, width: 3, height: loaded}));
      if (refused > 0) bars.push(svg("rect", {class: "refused", x: 4 * i, y: 60 - loaded - refused, width: 3, height: refused}));
      line += `${i === 0 ? "M" : "L"}${4 * i} ${60 - high(received)}h4`;
    });
    bars.push(svg("path", {class: "received", d: line}));
    return [
      svg("svg", {class: "chart", viewBox: "0 0 240 62", preserveAspectRatio: "none", role: "img", "aria-label": visible(told)}, ...bars),
      el("div", {class: "axis"}, el("span", {}, "an hour ago"), el("span", {}, `at most ${count(peak)} a minute`), el("span", {}, "now")),
    ];
  };

  const pipe = ([name, one]) => {
    const hour = one["last-hour"];
    const last = one["last-loaded"];
    return el("li", {},
      el("h3", {}, named(name)),
      ...(one.from ? [el("p", {class: "quiet"}, `${one.from} → ${one.into}`)] : []),
      ...(one.paused ? [el("p", {}, el("span", {class: "word"}, "Paused "), time("ago", one.paused.since), one.paused.reason ? `: ${one.paused.reason}` : ".")] : []),
      ...(hour ? chart(name, hour) : [el("p", {}, "Nothing came in the last hour.")]),
      el("p", {}, hour ? `Last hour: ${count(sum(hour.received))} received, ${count(sum(hour.loaded))} loaded, ${count(sum(hour.refused))} refused. ` : "",
        `Since the start: ${count(one.loaded)} loaded, ${count(one.refused)} refused, ${count(one.duplicate)} known already. `,
        `In flight: ${count(one["in-flight"])}. `,
        ...(last ? ["Last load ", time("ago", last), "."] : [])));
  };

  const hold = held => el("li", {class: "held"},
    el("h3", {}, el("span", {class: "word"}, "Held: "), `${held.what} ${held.name}`),
    el("p", {}, held.reason),
    el("p", {class: "quiet"}, "For ", time("age", held.since), `, ${count(held.probes)} tries; the next probe `, time("until", held["next-probe"]), "."));

  const tried = one => el("li", {class: "held"},
    el("h3", {}, el("span", {class: "word"}, one.word), one.name),
    el("p", {}, one.reason),
    el("p", {class: "quiet"}, `${one.tries}; the next one `, time("until", one["next-try"]), "."));

  const letter = one => el("li", {},
    el("h3", {}, one.file || one.kind),
    el("p", {}, el("span", {class: "word"}, one.kind + ": "), one.reason),
    el("p", {class: "quiet"}, one.pipe ? `Pipe ${one.pipe}, ` : "", time("ago", one["written-at"]), `, ${one.letter}`),
    el("p", {}, "To send it again:"),
    el("pre", {tabindex: 0}, one["send-again"]));

  const draw = status => {
    const pipes = Object.entries(status.pipes);
    const batches = status.lanes.filter(lane => lane["on-the-way"]);
    const warehouses = Object.entries(status.warehouses);
    const holds = [
      ...warehouses.filter(([, one]) => one.held).map(([name, one]) => ({what: "warehouse", name, ...one.held})),
      ...status.lanes.filter(lane => lane.held).map(lane => ({what: "table", name: lane.target, ...lane.held})),
    ];
    const failed = [
      ...status.lanes.filter(lane => lane["tried-again"]).map(lane => ({word: "Tried again: ", name: `table ${lane.target}`,
        tries: `Attempt ${count(lane["tried-again"].attempt)} failed`, ...lane["tried-again"]})),
      ...status.lanes.flatMap(lane => lane["failed-alone"] || []).map(one => ({...one, word: "Failed alone: ", name: one.file,
        tries: `${count(one.tries)} tries`})),
    ];
    const total = key => sum(pipes.map(([, one]) => one[key]));
    show("about", [status.version, status.started], () =>
      [`Version ${status.version}, running for `, time("age", status.started), ". Everything here is of this one process."]);
    show("now", [
      ["files in flight", total("in-flight")], ["waiting in lanes", sum(status.lanes.map(lane => lane.waiting))],
      ["batches on their way", batches.length], ["held", holds.length],
      ["loaded since the start", total("loaded")], ["refused since the start", total("refused")],
    ], figures => figures.map(([name, n]) => el("div", {}, el("dt", {}, name), el("dd", {}, count(n)))));
    show("held", [holds, failed], ([all, others]) => [...all.map(hold), ...others.map(tried)]);
    const busyFirst = pipes.filter(([name, one]) => name !== "" || one.received > 0)
      .sort(([, a], [, b]) => ("last-hour" in b) - ("last-hour" in a));
    show("pipes", busyFirst.slice(0, MOST_PIPES), all => all.map(pipe));
    show("more-pipes", Math.max(0, busyFirst.length - MOST_PIPES), more => more > 0 ? [`And ${count(more)} more pipes, which are in /status.`] : []);
    rows("batches", batches, "No batch is on its way.", 7, lane => {
      const batch = lane["on-the-way"];
      return el("tr", {}, cell(lane.target), cell(batch.pipe), cell(time("age", batch.since)), number(count(batch.files)), number(size(batch.bytes)),
        cell(batch.purpose + (batch.attempt > 1 ? `, attempt ${batch.attempt}` : "")), code(batch["batch-id"]));
    });
    rows("loads", status["last-loads"], "Nothing was loaded yet.", 9, load =>
      el("tr", {}, cell(time("ago", load.at)), cell(load.pipe), cell(load.target), number(count(load.files)), number(size(load.bytes)),
        number(span(load["landing-to-visible-seconds"])), number("copy-seconds" in load ? span(load["copy-seconds"]) : "not told"),
        long(load["first-file"] + (load.files > 1 ? ` and ${count(load.files - 1)} more` : "")), code(load["batch-id"])));
    show("letters", status["last-dead-letters"], all => all.length > 0 ? all.map(letter) : [el("li", {}, "None.")]);
    rows("warehouses", warehouses, "Nothing was loaded yet.", 5, ([name, one]) =>
      el("tr", {}, cell(name), number(count(one.running)), number(count(one.most)), number(count(one["lock-waits"])), number(count(one["lock-waited-seconds"]))));
  };

  const curve = (points, back) => {
    const step = back ? -HALF : HALF;
    const all = points.map(([x, y], i) => [x, i === 0 ? y + step : i === points.length - 1 ? y - step : y]);
    return all.map(([x, y], i) => {
      if (i === 0) return `M${x} ${y}`;
      const [px, py] = all[i - 1], middle = (py + y) / 2;
      return `C${px} ${middle} ${x} ${middle} ${x} ${y}`;
    }).join("");
  };

  const drawRoutes = map => {
    const shortened = text => text.length > 26 ? text.slice(0, 25) + "…" : text;
    const ways = map.ways.map(way => svg("path", {class: way.back ? "way back" : "way", d: curve(way.points, way.back)}));
    const nodes = map.nodes.map(node => svg("g", {class: "node " + node.kind},
      svg("title", {}, node.description ? `${node.id}: ${node.description}` : node.id),
      svg("rect", {x: node.x - 86, y: node.y - HALF, width: 172, height: 2 * HALF, rx: 5}),
      svg("text", {x: node.x, y: node.y + 4}, shortened(node.id))));
    const routes = map.nodes.filter(node => node.kind === "route");
    $("drawing").replaceChildren(svg("svg", {width: map.width, height: map.height, viewBox: `0 0 ${map.width} ${map.height}`, role: "img",
      "aria-label": `${routes.length} routes and the ways between them; the same stands below in words`}, ...ways, ...nodes));
    const ends = (key, other, id) => map.ways.filter(way => way[key] === id).map(way => way[other]).join(", ") || "–";
    $("routes").replaceChildren(...routes.map(node => el("tr", {}, el("th", {scope: "row"}, node.id), long(node.description),
      cell(ends("to", "from", node.id)), cell(ends("from", "to", node.id)), cell(node.policy || "whoever called it"))));
  };

  const json = async path => {
    const answer = await fetch(path, {cache: "no-store"});
    if (!answer.ok) throw new Error(`${path} answers ${answer.status}`);
    return answer.json();
  };

  const look = async () => {
    try {
      const status = await json("status");
      ahead = Date.parse(status.at) - Date.now();
      lastAnswer = status.at;
      draw(status);
      show("trouble", "", () => []);
    } catch (error) {
      const told = lastAnswer ? `What stands here is of ${lastAnswer}.` : "Nothing is known yet.";
      show("trouble", told, () => [`The process does not answer. ${told}`]);
    }
  };

  setInterval(tick, 1000);
  setInterval(() => { if (!document.hidden) look(); }, EVERY_MILLIS);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  look();
  json("routes").then(drawRoutes).catch(() => { $("drawing").textContent = "The routes could not be had."; });
})();
