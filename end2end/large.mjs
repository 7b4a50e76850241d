// A large workshop as a bundle: as many parts as asked for, each in two places with an offer, and a build
// of a BOM of so many lines each.
export function largeWorkshop({ parts = 20_000, lines = [1_000] } = {}) {
  const key = (index) => `p${index}`;
  const places = [...Array(200).keys()].map((n) => `Box ${n}`);
  const indices = [...Array(parts).keys()];
  const project = (count) => `Board of ${count} lines`;
  const symbol = (index) => "RCLDQU"[index % 6];
  return {
    format: "clear-to-build/1",
    workspace: { name: "Workshop", currency: "USD" },
    packages: [{ name: "0805", technology: "smd", footprints: ["Resistor_SMD:R_0805_2012Metric"] }],
    vendors: [{ name: "Partshop", currency: "USD", shipping: "5.00" }],
    parts: indices.map((index) => ({
      key: key(index), name: `Part ${index}`, symbol: symbol(index), value: `${index + 1}`, package: "0805", mpn: `MPN-${index}`,
      offers: [{ vendor: "Partshop", item_number: `N-${index}`, prices: [{ quantity: 1, unit_price: "0.10" }, { quantity: 100, unit_price: "0.02" }] }],
    })),
    locations: places.map((name) => ({ name })),
    stock: indices.flatMap((index) => [0, 97].map((offset) => ({
      part: key(index), location: places[(index + offset) % places.length], on_hand: 5 + (index % 90),
    }))),
    projects: lines.map((count) => ({
      name: project(count), versions: [{
        revision: "v1",
        bom: [...Array(count).keys()].map((index) => ({
          line: index + 1, references: [`R${2 * index + 1}`, `R${2 * index + 2}`], quantity: 2, value: `${index + 1}`, part: key((index * 7) % parts),
        })),
      }],
    })),
    builds: lines.map((count) => ({ key: `build-${count}`, project: project(count), revision: "v1", quantity: 2, status: "open" })),
  };
}
