// From a repository's address to a BOM whose every line has a part, against a local stand-in for GitHub.
import { expect, expectAccessible, expectNoSidewaysScroll, hydrated, test as base } from "./fixtures.js";
import { faults, sha, startGitHub } from "./github.mjs";
import { startServer } from "./server.mjs";

const bom = `Reference,Value,Footprint
R1 R2,10k,0805
U1,TL074,DIP-14
R9,4k7,Odd_Body
D7,BAT54S,Odd_Body
SW1,Toggle,SW_Toggle
H1,MountingHole,M3
`;
const address = "https://github.com/maker/synth-filter";

// A server of its own for each test: a host that says "wait" is remembered.
const test = base.extend({
  github: async ({}, use) => {
    const github = await startGitHub();
    github.put("maker/synth-filter", {
      branches: { main: sha(1), "rev-b": sha(2) },
      tags: { v1: sha(1) },
      commits: { [sha(1)]: { "hardware/bom.csv": bom, "README.md": "A filter" }, [sha(2)]: { "filter_BOM.csv": bom } },
    });
    await use(github);
    await github.stop();
  },
  settings: [{}, { option: true }],
  own: async ({ github, settings }, use) => {
    const server = await startServer({ settings: { CTB_GITHUB_URL: github.address, ...settings } });
    await use(server);
    await server.stop();
  },
  baseURL: async ({ own }, use) => use(own.address),
});

const button = (page, name) => page.getByRole("button", { name, exact: true });
const row = (page, references) => page.getByRole("row").filter({ hasText: references });

async function begin(page, scripts = true) {
  await page.goto("/projects/new");
  if (scripts) await hydrated(page);
  await page.getByLabel("Address of the repository").fill(address);
  await button(page, "Look at the repository").click();
  await expect(page.getByText(/branches: main, rev-b/)).toBeVisible();
  await expect(page.getByLabel("BOM file")).toHaveValue("hardware/bom.csv");
  if (scripts) await hydrated(page);
  const form = page.locator("form").filter({ has: page.getByLabel("BOM file") });
  await expect(form.getByLabel("Name")).toHaveValue("synth filter");
  await form.getByLabel("Version").fill("v1");
  await button(form, "Create and preview").click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("What was read");
}

async function applied(page) {
  await begin(page);
  await button(page, "Apply").click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("synth filter");
}

test.describe("the whole way", () => {
  // One of its forms is sent with a package that nobody knows.
  test.use({ expectedFailures: /\/fn\/boms\/make_part$/ });

  test("a repository's address becomes a BOM whose every line has a part", async ({ page }) => {
    test.slow();
    await begin(page);
    await expect(page.getByText("6", { exact: true }).first()).toBeVisible();
    await expect(page.getByText("hardware/bom.csv at 1111111")).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await button(page, "Apply").click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("4 lines without a part");
    await expectAccessible(page);

    // What it may be is proposed, with what is free.
    await page.getByRole("link", { name: "Fix R9" }).click();
    await expect(page.getByRole("radio")).toHaveCount(2);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    const sent = [];
    page.on("request", (request) => request.url().includes("/fn/") && sent.push(request.url()));
    await page.getByRole("radio", { name: /4.7k 1%/ }).check();
    const told = page.evaluate(() => new Promise((resolve) => addEventListener("ctb:quiet-changes", () => setTimeout(resolve), { once: true })).then(() => true));
    await button(page, "This is the part").click();
    await expect(row(page, "R9")).toContainText("you said so");
    // What the page did itself is told to it too: it has that already.
    expect(await told).toBe(true);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("3 lines without a part");
    expect(sent, "each fix is one request").toHaveLength(1);

    // What is not proposed is searched for.
    await page.getByRole("link", { name: /Without a part/ }).click();
    await expect(row(page, "R9")).toHaveCount(0);
    await page.getByRole("link", { name: "Fix D7" }).click();
    await page.getByRole("searchbox", { name: "Search parts" }).fill("BAT54S");
    await button(page, "Search").click();
    await expect(page.getByRole("radio", { name: /BAT54S/ })).toBeChecked();
    await button(page, "This is the part").click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("2 lines without a part");

    // What is new is made from the line.
    await page.getByRole("link", { name: "Fix SW1" }).click();
    await page.getByText("New part from this line").click();
    await expect(page.getByLabel("Name")).toHaveValue("Toggle");
    await page.getByLabel("Package").fill("nothing of that name");
    await button(page, "Make the part").click();
    await expect(page.getByRole("alert")).toContainText("nothing of that name");
    await page.getByLabel("Package").fill("");
    await button(page, "Make the part").click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("1 line without a part");

    await page.getByRole("link", { name: "Fix H1" }).click();
    await button(page, "Ignore: it is no part").click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("every line has a part");
    await expect(page.getByText("Nothing is left to fix")).toBeVisible();
  });
});

test("without scripts it is the same way, by forms alone", async ({ browser, own }) => {
  const context = await browser.newContext({ baseURL: own.address, javaScriptEnabled: false });
  const page = await context.newPage();
  await begin(page, false);
  await button(page, "Apply").click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("4 lines without a part");
  await page.getByRole("link", { name: "Fix R9" }).click();
  await page.getByRole("radio").first().check();
  await button(page, "This is the part").click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("3 lines without a part");
  await page.getByRole("link", { name: "Fix SW1" }).click();
  await page.getByText("New part from this line").click();
  await page.getByLabel("Package").fill("nothing of that name");
  await button(page, "Make the part").click();
  await expect(page.getByRole("alert").first()).toContainText("nothing of that name");
  await page.getByRole("link", { name: "Fix H1" }).click();
  await button(page, "Ignore: it is no part").click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("2 lines without a part");
  await context.close();
});

test("what moved on in the meantime is shown before it is applied", async ({ page, github }) => {
  await begin(page);
  github.put("maker/synth-filter", { branches: { main: sha(3) }, commits: { [sha(3)]: { "hardware/bom.csv": bom.replace("R1 R2,10k", "R1 R2 R3,12k") } } });
  await button(page, "Apply").click();
  await expect(page.getByText("main moved on since you looked (then 1111111):")).toBeVisible();
  await expect(page.getByText("hardware/bom.csv at 3333333")).toBeVisible();
  await button(page, "Apply").click();
  // The preview says the same of its lines: only the BOM's own page tells that it was applied.
  await expect(page).toHaveURL(/\/versions\/\d+$/);
  await expect(page.getByText("hardware/bom.csv at 3333333")).toBeVisible();
  await expect(row(page, "R1–R3")).toContainText("12k");
  // A later sync says what changes, side by side.
  github.put("maker/synth-filter", { branches: { main: sha(1) }, commits: { [sha(1)]: { "hardware/bom.csv": bom } } });
  await page.getByRole("link", { name: "Sync", exact: true }).click();
  await expect(page.getByText("0 added, 1 changed, 0 removed")).toBeVisible();
  await expect(row(page, "R1, R2").getByRole("deletion").first()).toContainText("R1–R3");
});

test.describe("a host that does not answer as one", () => {
  for (const [name, words, path] of [
    ["limited", "try again after", /./],
    ["failing", "try again later", /./],
    ["page", "sign-in page", /./],
    ["nonsense", "binary", /contents/],
  ]) {
    test(`${name}: the page says what and what to do, and nothing is lost`, async ({ page, github }) => {
      await begin(page);
      github.break(faults[name], path);
      await page.reload();
      await hydrated(page);
      await expect(page.getByRole("alert")).toContainText(name === "nonsense" ? /nothing was changed/i : words);
      await expectAccessible(page);
      github.mend();
      if (name === "limited") return;
      await button(page, "Try again").click();
      await expect(button(page, "Apply")).toBeVisible();
    });
  }

  test.describe("silent", () => {
    test.use({ settings: { CTB_REMOTE_TIMEOUT: "2" } });

    test("is given up before the page is, and what was typed stays", async ({ page, github }) => {
      github.break(faults.silent);
      await page.goto("/projects/new");
      await hydrated(page);
      await page.getByLabel("Address of the repository").fill(address);
      await button(page, "Look at the repository").click();
      await expect(page.getByRole("alert")).toContainText("did not answer within 2 s");
      await expect(page.getByLabel("Address of the repository")).toHaveValue(address);
      github.mend();
      await hydrated(page);
      await button(page, "Look again").click();
      await expect(page.getByLabel("BOM file")).toHaveValue("hardware/bom.csv");
    });
  });

  test("down: what was typed stands there still", async ({ page, github }) => {
    await page.goto("/projects/new");
    await github.stop();
    await page.getByLabel("Address of the repository").fill(address);
    await button(page, "Look at the repository").click();
    await expect(page.getByRole("alert")).toContainText("cannot be reached", { timeout: 20_000 });
    await expect(page.getByLabel("Address of the repository")).toHaveValue(address);
    await expect(page.getByLabel("BOM file")).toBeVisible();
  });
});

test.describe("bad input", () => {
  test.use({ expectedFailures: /\/fn\// });

  test("on every form is a sentence, and what was typed stays", async ({ page }) => {
    await page.goto(`/projects/new?repository=${encodeURIComponent("ftp://nowhere")}`);
    await expect(page.getByRole("alert")).toContainText("ftp");
    await page.goto(`/projects/new?repository=${encodeURIComponent(address)}&git_ref=nowhere`);
    await expect(page.getByRole("alert")).toContainText("nowhere");

    await applied(page);
    await page.getByRole("link", { name: "Edit", exact: true }).click();
    await page.getByLabel("BOM file").fill("../secret.csv");
    await page.getByLabel("Boards in a lot").fill("5");
    await button(page, "Save").click();
    await expect(page.getByRole("alert")).toContainText("secret");
    await expect(page.getByLabel("Boards in a lot")).toHaveValue("5");
    await page.getByLabel("BOM file").fill("hardware/bom.csv");
    await page.getByLabel("Cost of a lot").fill("12.50");
    await button(page, "Save").click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("synth filter");

    await page.getByRole("link", { name: "synth filter" }).click();
    await page.getByRole("link", { name: "New version" }).click();
    await page.getByLabel("Version").fill("v1");
    await button(page, "Create and preview").click();
    await expect(page.getByRole("alert")).toContainText("already");
    await expect(page.getByLabel("Version")).toHaveValue("v1");
    await page.getByLabel("Version").fill("v2");
    await page.getByLabel("Branch, tag or commit").fill("rev-b");
    await page.getByLabel("BOM file").fill("filter_BOM.csv");
    await button(page, "Create and preview").click();
    await expect(page.getByText("filter_BOM.csv at 2222222")).toBeVisible();

    await page.getByRole("link", { name: "synth filter" }).click();
    await page.getByRole("link", { name: "Edit", exact: true }).first().click();
    await page.getByLabel("Name").fill("LFO");
    await button(page, "Save").click();
    await expect(page.getByRole("alert")).toContainText("already");
    await page.getByLabel("Name").fill("Filter");
    await button(page, "Save").click();
    await expect(page.getByRole("heading", { level: 1, name: "Filter" })).toBeVisible();
  });
});

test("whoever went on is not led back by an answer that comes late", async ({ page }) => {
  await applied(page);
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  let leave;
  const left = new Promise((resolve) => { leave = resolve; });
  await page.route(/\/fn\/projects\/edit_version/, async (route) => { await left; await route.continue(); });
  await page.getByLabel("Cost of a lot").fill("12.50");
  await button(page, "Save").click();
  await page.getByRole("link", { name: "synth filter" }).click();
  await page.getByRole("link", { name: "New version" }).click();
  await page.getByLabel("Version").fill("v2");
  const answered = page.waitForResponse(/\/fn\/projects\/edit_version/);
  leave();
  await (await answered).finished();
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await expect(page.getByLabel("Version")).toHaveValue("v2");
  await expect(page).toHaveURL(/versions\/new$/);
  // It was done all the same.
  await page.goBack();
  await page.getByRole("link", { name: "v1", exact: true }).click();
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await expect(page.getByLabel("Cost of a lot")).toHaveValue("12.50");
});

test.describe("a private repository", () => {
  test.use({ expectedFailures: /\/fn\/projects\/ask/ });

  test("is read with its token, which nobody is shown again", async ({ page, github, own, browser }) => {
    test.slow();
    const token = "github_pat_of_this_test";
    github.put("maker/hidden", { token, branches: { main: sha(1) }, commits: { [sha(1)]: { "hardware/bom.csv": bom } } });
    await page.goto("/projects/new");
    await hydrated(page);
    await page.getByLabel("Address of the repository").fill("https://github.com/maker/hidden");
    await button(page, "Look at the repository").click();
    await expect(page.getByRole("alert")).toContainText("or it is private");
    await hydrated(page);
    const look = page.locator("form").filter({ has: page.getByLabel("Token") });
    await look.getByLabel("Token").fill("two words");
    await button(look, "Look again").click();
    await expect(look.getByRole("alert").or(page.getByRole("alert")).first()).toContainText("no blanks");
    await look.getByLabel("Token").fill(token);
    await button(look, "Look again").click();
    await expect(page.getByLabel("BOM file")).toHaveValue("hardware/bom.csv");
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    expect(page.url()).not.toContain(token);
    await button(page.locator("form").filter({ has: page.getByLabel("BOM file") }), "Create and preview").click();
    await expect(page.getByText("hardware/bom.csv at 1111111")).toBeVisible();
    await button(page, "Apply").click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("hidden");

    // Without scripts it is taken away by a form.
    const context = await browser.newContext({ baseURL: own.address, javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(page.url());
    await plain.getByRole("link", { name: "hidden", exact: true }).click();
    await plain.getByRole("link", { name: "Edit", exact: true }).first().click();
    await expect(plain.getByLabel(/^Token/)).toHaveValue("");
    expect(await plain.content()).not.toContain(token);
    await plain.getByLabel("Take the token away").check();
    await button(plain, "Save").click();
    await plain.getByRole("link", { name: "New version" }).click();
    await expect(plain.getByRole("alert")).toContainText("or it is private");
    await context.close();
  });
});

test("own lines are added, changed and removed, and a missing board is said", async ({ page }) => {
  await applied(page);
  await expect(page.getByText("No board among the own lines:")).toBeVisible();
  const form = page.locator("form").filter({ has: page.getByLabel("Part", { exact: true }) });
  await form.getByLabel("Part", { exact: true }).fill("lfo-board");
  await button(form, "Add").click();
  await expect(row(page, "LFO board v2")).toBeVisible();
  await expect(page.getByText("No board among the own lines:")).toBeHidden();
  await expectAccessible(page);
  const change = () => page.getByRole("link", { name: "Change LFO board v2" }).click();
  const own = page.locator("form").filter({ has: page.getByLabel("Pieces of LFO board v2") });
  await change();
  await own.getByLabel("Pieces of LFO board v2").fill("2");
  await button(own, "Save").click();
  await expect(row(page, "LFO board v2").getByRole("cell", { name: /^(Pieces )?2$/ })).toBeVisible();
  await change();
  await button(own, "Remove").click();
  await expect(page.getByText("No own lines")).toBeVisible();
});

test("a file is a project too, and a page in its place is refused", async ({ page }) => {
  await page.goto("/projects/new");
  await hydrated(page);
  const form = page.locator("form").filter({ has: page.getByLabel("BOM", { exact: true }) });
  await form.getByLabel("Name").fill("From a file");
  await form.getByLabel("BOM", { exact: true }).setInputFiles({ name: "page.html", mimeType: "text/html", buffer: Buffer.from("<html><body>Sign in</body></html>") });
  await button(form, "Create and preview").click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(form.getByLabel("Name")).toHaveValue("From a file");
  await form.getByLabel("BOM", { exact: true }).setInputFiles({ name: "bom.csv", mimeType: "text/csv", buffer: Buffer.from(bom) });
  await button(form, "Create and preview").click();
  await expect(page.getByText("bom.csv, handed over as a file")).toBeVisible();
  await hydrated(page);
  await button(page, "Apply").click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("From a file");
  await expect(row(page, "R1, R2")).toBeVisible();
});
