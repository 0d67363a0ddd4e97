// Starts and stops the extension in the place of VS Code, and prints what it asked for. Arguments: the extension, a folder.
const { createRequire } = require("node:module");
const { resolve } = require("node:path");
const Module = require("node:module");

const [extension, folder] = process.argv.slice(2);
const { main, contributes } = createRequire(resolve(extension, "x"))("./package.json");
const properties = contributes.configuration.properties;
const told = [];

const stands = {
  vscode: {
    workspace: {
      workspaceFolders: [{ uri: { fsPath: folder } }],
      getConfiguration: (section) => ({ get: (key) => properties[`${section}.${key}`].default }),
    },
  },
  "vscode-languageclient/node": {
    LanguageClient: class {
      constructor(id, name, server, client) {
        told.push({ id, name, server, client });
      }
      async start() {
        told.push("started");
      }
      async stop() {
        told.push("stopped");
      }
    },
  },
};
const load = Module._load;
Module._load = (name, ...rest) => stands[name] ?? load(name, ...rest);

(async () => {
  const { activate, deactivate } = require(resolve(extension, main));
  await deactivate();
  await activate();
  await deactivate();
  console.log(JSON.stringify(told));
})();
