"""What ``./nongan`` says, in Chinese or English by locale."""

from __future__ import annotations

import os
import sys

CHINESE = {
	"Python packages": "Python 软件包",
	"framework": "框架",
	"Desk packages": "工作台软件包",
	"Desk pages": "工作台页面",
	"site": "站点",
	"sample year": "示例年度",
	"Chinese font and PDF library": "中文字体和 PDF 组件",
	"browser for the tests": "测试用浏览器",
	"done in {seconds:.0f} s": "完成，用时 {seconds:.0f} 秒",
	"Setting up (the first time takes two to four minutes)": "正在准备（首次约需二至四分钟）",
	"The Desk is ready: {url}": "工作台已就绪：{url}",
	"Sign in as Administrator with the password {password} (kept in {file})": (
		"管理员帐号 Administrator，密码 {password}（保存在 {file}）"
	),
	"Sample users (password {password}):": "示例帐号（密码 {password}）：",
	"Stop with Ctrl-C.": "按 Ctrl-C 停止。",
	"Stopped.": "已停止。",
	"WARNING: {host} can be reached from other machines. The connection is not encrypted and the sample users "
	"have known passwords: use --no-sample, and put a web server with HTTPS in front.": (
		"警告：其他机器可以访问 {host}。连接未加密，示例帐号的密码是公开的："
		"请使用 --no-sample，并在前面加上 HTTPS 网络服务器。"
	),
	"Port {port} on {host} is in use. Stop what runs there, or choose another: ./nongan start --port {other}": (
		"{host} 的端口 {port} 已被占用。请停止占用它的程序，或换一个端口：./nongan start --port {other}"
	),
	"{port} is not a port: choose one from 1 to {last}.": "{port} 不是有效端口：请选择 1 到 {last} 之间的端口。",
	"Can't listen on {host}, port {port}: {why}": "无法监听 {host} 的端口 {port}：{why}",
	"Another ./nongan is setting up this folder. Wait for it to end, then start again.": (
		"另一个 ./nongan 正在准备此文件夹，请等它结束后再试。"
	),
	"Python has no venv module. Install it, then start again: {command}": (
		"Python 缺少 venv 模块。请安装后再试：{command}"
	),
	"Node.js 18 or newer is needed for the Desk's pages. Install it, then start again: {command}": (
		"工作台页面需要 Node.js 18 或更新版本。请安装后再试：{command}"
	),
	"Could not get {what}: the package registry can't be reached. Check the network or the proxy settings "
	"(HTTPS_PROXY), then start again; what is done already is kept.": (
		"无法获取{what}：连不上软件源。请检查网络或代理设置（HTTPS_PROXY）后再试；已完成的部分会保留。"
	),
	"The disk is full: free some space below {folder}, then start again; nothing was left half done.": (
		"磁盘已满：请在 {folder} 所在磁盘腾出空间后再试；没有留下做了一半的内容。"
	),
	"{what} failed. The last lines of its output are above; the whole is in {log}.": (
		"{what}失败。以上是输出的最后几行，完整内容在 {log}。"
	),
	"Chinese text in PDFs needs a font and pango: {command}": "PDF 中的中文需要字体和 pango：{command}",
	"The browser tests need Chromium: {command}": "浏览器测试需要 Chromium：{command}",
	"There is no site in {folder} yet: run ./nongan start first.": "{folder} 中还没有站点：请先运行 ./nongan start。",
	"{file} is a folder: name one register (.xlsx) in it.": "{file} 是文件夹：请指明其中一个登记表（.xlsx）文件。",
	"No such file: {file}": "文件不存在：{file}",
	"Delete the site in {folder} with everything in it? Type yes: ": "删除 {folder} 中的站点及其全部数据？请输入 yes：",
	"Nothing was deleted.": "未删除任何内容。",
	"Deleted {folder}.": "已删除 {folder}。",
	"{folder} is not a site made by ./nongan; nothing was deleted.": (
		"{folder} 不是 ./nongan 建立的站点，未删除任何内容。"
	),
	"{folder} holds files that ./nongan did not make: choose an empty folder, or one that isn't there yet.": (
		"{folder} 中有不是 ./nongan 建立的文件：请选择空文件夹，或尚不存在的文件夹。"
	),
	"The site in {folder} is running: stop it first.": "{folder} 中的站点正在运行，请先停止。",
	"The site's folder can't be written: {folder}": "站点文件夹不可写：{folder}",
	"{folder} is not a bench: it has no sites/apps.txt.": "{folder} 不是 bench：没有 sites/apps.txt。",
	"{site} does not allow tests. If it was made for them: bench --site {site} set-config allow_tests true": (
		"站点 {site} 不允许运行测试。如果它是专供测试的：bench --site {site} set-config allow_tests true"
	),
	"Name a site of the bench that has the app installed: ./nongan test --bench {folder} --site NAME": (
		"请指明 bench 中已安装本应用的站点：./nongan test --bench {folder} --site NAME"
	),
	"The app on MariaDB": "应用（MariaDB）",
	"The app on the embedded site, as a whole": "应用整体（嵌入式站点）",
	"The app on the embedded site, by its parts": "应用各部分（嵌入式站点）",
	"The engine": "引擎",
	"The Desk in the browser": "浏览器中的工作台",
	"{part}:": "{part}：",
	"{part}: {summary}": "{part}：{summary}",
	"Nongan Supervision on one machine.": "农安监管：在一台机器上运行。",
	"the site's folder (default: .site/)": "站点文件夹（默认 .site/）",
	"set everything up the first time, then serve the Desk": "首次运行时准备好一切，然后提供工作台服务",
	"address to listen on (default: %(default)s)": "监听地址（默认 %(default)s）",
	"port to listen on (default: %(default)s)": "监听端口（默认 %(default)s）",
	"load a made-up year with one user per role into a new site": "为新站点载入示例年度，每个角色一个帐号",
	"of a new site (default: random, kept in the folder)": "新站点的管理员密码（默认随机生成，保存在站点文件夹）",
	"run all tests; further words go to pytest": "运行全部测试；其余参数交给 pytest",
	"run the app's tests on an official bench instead": "改在正式 bench 上运行应用的测试",
	"the bench's site (with --bench)": "bench 中的站点（与 --bench 同用）",
	"such as: -k import, or the path of a test": "例如 -k import，或测试文件的路径",
	"take a register (.xlsx) into the site": "将登记表（.xlsx）导入站点",
	"what the register holds (default: guessed from its headings)": "登记表的种类（默认按表头判断）",
	"show what would happen, change nothing": "只检查并显示结果，不写入数据",
	"where to write the rows that were refused": "被退回的行写入哪个文件",
	"compare every case with its journal and its files": "逐案核对案件日志与证据文件",
	"Python with the site opened": "打开站点的 Python 控制台",
	"run the benchmarks, each beside what it is compared with": "运行性能测试，并列出对照结果",
	"delete the site and all that is in it": "删除站点及其全部数据",
	"don't ask": "不再询问",
	"show this help message and exit": "显示本帮助并退出",
	"usage: ": "用法：",
	"options": "选项",
	"positional arguments": "参数",
	"unrecognized arguments: {words}": "无法识别的参数：{words}",
	"updating to the app's present state": "正在升级到应用的当前版本",
}


def is_chinese() -> bool:
	"""Return whether the person at the keyboard reads Chinese, by the locale."""
	for name in ("NONGAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
		if value := os.environ.get(name):
			return value.lower().startswith("zh")
	return False


def _(text: str, **values) -> str:
	"""Return the message in the reader's language, filled in."""
	message = CHINESE.get(text, text) if is_chinese() else text
	return message.format(**values) if values else message


def say(text: str, **values) -> None:
	"""Print a message at once."""
	print(_(text, **values), flush=True)


class Failure(Exception):
	"""The command can't go on; the message says what, where and what to do."""

	def __init__(self, text: str, code: int = 1, **values) -> None:
		super().__init__(_(text, **values))
		self.code = code


def fail(failure: Failure) -> int:
	"""Print why the command ends; return its exit code."""
	print(failure, file=sys.stderr, flush=True)
	return failure.code
