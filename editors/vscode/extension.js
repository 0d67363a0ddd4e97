// Starts `fastapi-lint server` and hands it to VS Code; everything else is the server's.
const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = async () => {
  const [command, ...args] = workspace.getConfiguration("fastapi-lint").get("server.command");
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath;
  const languages = ["python", "toml", "yaml", "dockerfile", "dockercompose", "markdown", "ini", "json"];
  client = new LanguageClient(
    "fastapi-lint",
    "fastapi-lint",
    { command, args, options: { cwd: folder } },
    { documentSelector: languages.map((language) => ({ scheme: "file", language })) },
  );
  await client.start();
};

exports.deactivate = () => client?.stop();
