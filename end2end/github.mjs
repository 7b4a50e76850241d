// A local stand-in for GitHub's REST API: repositories with branches, tags and files at commits, and what can go
// wrong with them. `ctb serve` is pointed at it by CTB_GITHUB_URL.
import { createServer } from "node:http";

const sha = (digit) => String(digit).repeat(40);

// What a host does instead of answering.
export const faults = {
  // 403 with nothing left, until ten minutes from now.
  limited: (answer) => answer(403, { message: "API rate limit exceeded" }, {
    "x-ratelimit-limit": "60", "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(Math.floor(Date.now() / 1000) + 600),
  }),
  failing: (answer) => answer(502, { message: "Server Error" }),
  // A proxy's page, with status 200.
  page: (answer) => answer(200, "<!DOCTYPE html><title>Sign in</title><h1>Sign in to the network</h1>", { "content-type": "text/html; charset=utf-8" }),
  // Words that are no BOM, where a file was asked for.
  nonsense: (answer) => answer(200, "\u0000\u0001 nothing of use", { "content-type": "application/octet-stream" }),
  // Never answers.
  silent: () => {},
};

export async function startGitHub() {
  const repositories = new Map();
  let fault = null;
  const server = createServer((request, response) => {
    const url = new URL(request.url, "http://stand-in");
    const answer = (status, body, headers = {}) => {
      const text = typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body);
      response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
      response.end(text);
    };
    if (fault && fault.where.test(url.pathname)) return fault.does(answer);
    const token = request.headers.authorization?.replace(/^Bearer /, "");
    serve(repositories, url, { accept: request.headers.accept ?? "", token }, answer);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    // `branches` and `tags` name commits; `commits` hold files by path. A private one has the `token` that opens it.
    put(name, repository) { repositories.set(name.toLowerCase(), { name, ...repository }); },
    // Everything whose path matches goes wrong from now on.
    break(does, where = /./) { fault = { does, where }; },
    mend() { fault = null; },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function serve(repositories, url, { accept, token }, answer) {
  const [, repos, owner, name, kind, ...rest] = url.pathname.split("/").map(decodeURIComponent);
  const repository = repos === "repos" && repositories.get(`${owner}/${name}`.toLowerCase());
  const tokens = [...repositories.values()].map((known) => known.token).filter(Boolean);
  if (token && !tokens.includes(token)) return answer(401, { message: "Bad credentials" });
  // As GitHub does: a private repository is not there for whoever may not read it.
  if (!repository || (repository.token && repository.token !== token)) return answer(404, { message: "Not Found" });
  const { branches, tags = {}, commits } = repository;
  const named = (ref) => {
    const bare = ref.replace(/^(heads|tags)\//, "");
    return branches[bare] ?? tags[bare] ?? (commits[ref] ? ref : undefined);
  };
  const list = (names) => answer(200, Object.entries(names).map(([called, commit]) => ({ name: called, commit: { sha: commit } })));
  switch (kind) {
    case undefined:
      return answer(200, { full_name: repository.name, default_branch: Object.keys(branches)[0] });
    case "branches":
      return list(branches);
    case "tags":
      return list(tags);
    case "commits": {
      const commit = named(rest.join("/"));
      if (!commit) return answer(422, { message: `No commit found for SHA: ${rest.join("/")}` });
      return accept.includes("sha") ? answer(200, commit, { "content-type": "application/vnd.github.sha" }) : answer(200, { sha: commit });
    }
    case "git": {
      const files = commits[named(rest.slice(1).join("/"))];
      if (rest[0] !== "trees" || !files) return answer(404, { message: "Not Found" });
      const tree = Object.entries(files).map(([path, text]) => ({ path, type: "blob", size: Buffer.byteLength(text), sha: sha(9) }));
      return answer(200, { sha: sha(8), tree, truncated: false });
    }
    case "contents": {
      const files = commits[named(url.searchParams.get("ref") ?? "")];
      const path = rest.join("/");
      if (!files) return answer(404, { message: "No commit found for the ref" });
      if (path in files) return answer(200, files[path], { "content-type": "application/vnd.github.raw; charset=utf-8" });
      const inside = Object.entries(files).filter(([file]) => !path || file.startsWith(`${path}/`));
      if (!inside.length) return answer(404, { message: "Not Found" });
      return answer(200, inside.map(([file, text]) => ({ path: file, type: "file", size: Buffer.byteLength(text) })));
    }
    default:
      return answer(404, { message: "Not Found" });
  }
}

export { sha };
