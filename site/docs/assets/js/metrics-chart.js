/* What every chart has in common: colours of the theme, lines that tell the colours apart, text for who sees no chart. */
(() => {
  const LIGHT = ["#06423e", "#c2571a", "#3f6fb5", "#8a6d00", "#8d3f78", "#4e7d2d", "#7a4b32", "#5c5a55", "#b3263a"];
  const DARK = ["#7fd6b4", "#f2a36b", "#9dbdf0", "#e3cb62", "#e0a3cf", "#a8d388", "#d9b49c", "#c6c2ba", "#f08a97"];
  const LINES = [null, { dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -0.8 }, { dashArrayX: [[6, 6], [0, 6, 6, 0]], dashArrayY: [6, 0] }, { dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: 0.8 }];
  const number = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

  const isDark = () => document.body.dataset.mdColorScheme === "slate";
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  /* series: [{ name, values, off }], all as long as labels. */
  const option = (labels, series) => {
    const colours = isDark() ? DARK : LIGHT;
    const style = getComputedStyle(document.body);
    const text = style.getPropertyValue("--md-default-fg-color").trim() || "#1c1c1e";
    const soft = style.getPropertyValue("--dp-soft").trim();
    const line = style.getPropertyValue("--dp-line").trim();
    return {
      animation: !still.matches,
      animationDuration: 250,
      textStyle: { fontFamily: style.fontFamily, color: text },
      grid: { left: 8, right: 12, top: 12, bottom: 8, containLabel: true },
      tooltip: {
        trigger: "axis",
        confine: true,
        renderMode: "richText",
        axisPointer: { type: "shadow" },
        backgroundColor: style.getPropertyValue("--dp-surface").trim(),
        borderColor: line,
        textStyle: { color: text },
        valueFormatter: (value) => number.format(value),
      },
      xAxis: { type: "category", data: labels, axisLine: { lineStyle: { color: line } }, axisLabel: { color: soft, hideOverlap: true } },
      yAxis: { type: "value", minInterval: 1, splitLine: { lineStyle: { color: line } }, axisLabel: { color: soft, formatter: (value) => number.format(value) } },
      series: series.flatMap((one, at) => {
        const lines = LINES[at % LINES.length];
        const decal = lines ? { ...lines, color: isDark() ? "#0006" : "#fff6", symbol: "rect", symbolSize: 1 } : undefined;
        const itemStyle = { color: colours[at % colours.length], decal };
        return one.off ? [] : [{ name: one.name, type: "bar", stack: "all", data: one.values, barMaxWidth: 28, itemStyle, emphasis: { focus: "series" } }];
      }),
    };
  };

  /* Buttons, for keys and screen readers: pressed is shown. */
  const legend = (place, series, changed) => {
    const list = place.nextElementSibling;
    list.replaceChildren(
      ...series.map((one, at) => {
        const item = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = one.name;
        button.dataset.dpColour = at % LIGHT.length;
        button.setAttribute("aria-pressed", String(!one.off));
        button.addEventListener("click", () => {
          one.off = !one.off;
          button.setAttribute("aria-pressed", String(!one.off));
          changed();
        });
        item.append(button);
        return item;
      }),
    );
  };

  window.portalChart = (place) => {
    const chart = window.portalCharts.init(place, null, { renderer: "svg" });
    let drawn = null;
    const draw = () => drawn && chart.setOption(option(...drawn), { notMerge: true });
    new ResizeObserver(() => chart.resize()).observe(place);
    new MutationObserver(draw).observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
    return (labels, series, changed = () => {}) => {
      drawn = [labels, series];
      legend(place, series, () => {
        draw();
        changed();
      });
      draw();
    };
  };
  window.portalNumber = (value) => number.format(value);
})();
