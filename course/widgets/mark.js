/** A passage whose sentences are toggle buttons; Tab moves between them, Space or Enter marks. */
function render({ model, el }) {
  const card = document.createElement("div");
  card.setAttribute("role", "group");
  card.className = "xc-question xc-card";
  const ask = document.createElement("p");
  ask.className = "xc-stem";
  ask.textContent = model.get("ask") + (model.get("several") ? "（可选多句）" : "（选一句）");
  card.setAttribute("aria-label", model.get("ask"));
  const cited = model.get("cite") !== "";
  const passage = document.createElement("div");
  passage.className = cited ? "xc-quote xc-sentences" : "xc-draft xc-sentences";
  passage.setAttribute("role", "group");
  passage.setAttribute("aria-label", cited ? `原文，${model.get("cite")}` : "虚构文稿");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "xc-button";
  button.textContent = "看结果";
  const verdict = document.createElement("div");
  verdict.setAttribute("aria-live", "polite");
  const cite = document.createElement("p");
  cite.className = cited ? "xc-cite" : "xc-scene-mark";
  cite.textContent = cited ? model.get("cite") : "文稿（虚构）";
  card.append(ask, passage, cite, button, verdict);
  el.append(card);

  const sentences = model.get("sentences").map((text, index) => {
    const one = document.createElement("button");
    one.type = "button";
    one.className = "xc-sentence";
    one.textContent = text;
    one.addEventListener("click", () => {
      const marked = model.get("marked");
      const on = marked.includes(index);
      const rest = model.get("several") ? marked.filter((i) => i !== index) : [];
      model.set("marked", on ? rest : [...rest, index]);
      model.set("verdict", "");
      model.save_changes();
    });
    passage.append(one);
    return one;
  });
  const drawMarked = () => {
    const marked = model.get("marked");
    sentences.forEach((one, index) => one.setAttribute("aria-pressed", String(marked.includes(index))));
  };
  const drawVerdict = () => {
    verdict.innerHTML = model.get("verdict");
  };
  button.addEventListener("click", () => {
    model.set("asked", model.get("asked") + 1);
    model.save_changes();
  });
  model.on("change:marked", drawMarked);
  model.on("change:verdict", drawVerdict);
  drawMarked();
  drawVerdict();
  return () => {
    model.off("change:marked", drawMarked);
    model.off("change:verdict", drawVerdict);
  };
}

export default { render };
