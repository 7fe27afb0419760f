// Bring Plotly in when somebody asks for it, and draw a figure that the server has written.

let loading = null;

export function load(address) {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", () => resolve(globalThis.Plotly));
    script.addEventListener("error", () => {
      loading = null;
      script.remove();
      reject(new Error("Plotly did not load"));
    });
    document.head.append(script);
  });
  return loading;
}

export function draw(element, { data, layout, config }, size = {}) {
  return globalThis.Plotly.newPlot(element, data, { ...layout, ...size }, config);
}
