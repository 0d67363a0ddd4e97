-- What somebody does in Neovim: open a file, type, ask what a finding means, choose what is offered. Prints it as JSON.
local typed, patience = vim.env.TYPED, 30000

local function wait(wanted)
  if not vim.wait(patience, wanted, 20) then
    io.stderr:write("waited in vain; messages: " .. vim.fn.execute("messages") .. "\n")
    vim.cmd("cquit 3")
  end
end

local function shown()
  return vim.diagnostic.get(0)
end

vim.cmd.edit("app/routes.py")
wait(function()
  return #vim.lsp.get_clients({ bufnr = 0, name = "fastapi_lint" }) == 1
end)
vim.api.nvim_buf_set_lines(0, 0, -1, true, vim.split(typed, "\n"))
wait(function()
  return #shown() == 1
end)

local found = shown()[1]
vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col })
local position = vim.lsp.util.make_position_params(0, "utf-16")
local hovers = vim.lsp.buf_request_sync(0, "textDocument/hover", position, patience)
local _, hover = next(hovers or {})

local offered = {}
local function note(action)
  table.insert(offered, action.title)
  return action.title:find("^Suppress") ~= nil
end
vim.lsp.buf.code_action({ filter = note, apply = true })
wait(function()
  return #shown() == 0
end)

local line = vim.api.nvim_buf_get_lines(0, found.lnum, found.lnum + 1, true)[1]
io.stdout:write(vim.json.encode({
  code = found.code, source = found.source, line = found.lnum, column = found.col,
  hover = hover.result.contents.value, offered = offered, after = line,
}) .. "\n")
vim.cmd("qall!")
