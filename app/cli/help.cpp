// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/help.h"

#include <QMap>

using namespace Qt::StringLiterals;

namespace evenhand::cli {
namespace {

constexpr QStringView exitCodes = uR"(
Exit codes:
  0    all is well; all cells are done
  1    some cells failed, or something did not answer as it should
  2    bad usage or bad input: options, a file, an id
  3    the workspace cannot be used: it belongs to another process, cannot be
       written, or was made by a newer version
  130  interrupted; what had arrived is kept
)";

constexpr QStringView general = uR"(Usage:
  evenhand [--workspace FILE] [--plugin-folder FOLDER] [FILE]
  evenhand COMMAND …

Compares language models: one prompt goes to several models side by side, and
everything is kept in a workspace. Without a command, the window opens.

Commands:
  run        sends a prompt to the targets of a lineup file, prints the answers
  runs       lists the runs of a workspace, or shows one
  models     lists the models of a channel
  channels   lists the channels of a workspace, or tests them
  plugins    lists the plugins, and why one was refused
  help       explains a command, as `evenhand COMMAND --help` does

Options:
  --workspace FILE        the workspace; without it, your own default one
  --plugin-folder FOLDER  a folder with plugins of your own
  --platform NAME         Qt's way to the screen, such as "offscreen"
  -h, --help              prints this
  -v, --version           prints the version

Environment:
  EVENHAND_CA_FILE        a PEM file of certificate authorities to trust beside
                          the system's, in place of the one in the settings
)";

constexpr QStringView run = uR"(Usage:
  evenhand run --lineup FILE --prompt TEXT [options]

Sends one prompt to each target of a lineup and prints the answers. Progress
goes to stderr, results to stdout. Ctrl-C stops all, keeps and prints what had
arrived; a second Ctrl-C ends at once.

Options:
  --lineup FILE        the lineup file, see below
  --prompt TEXT        the prompt; "-" reads it from stdin
  --prompt-file FILE   the prompt from a file; "-" reads it from stdin
  --system TEXT        the system part
  --var NAME=VALUE     the value for {{NAME}} in prompt and system part; may be
                       given more than once
  --attach FILE        sends a file along; may be given more than once. Its type is
                       judged by its content; all together at most 32 MiB
  --tools FILE         offers tools to every target: a JSON list of {"name",
                       "description", "parameters", "result"}, parameters being
                       a JSON Schema. What a model calls is printed, and not run:
                       a tool's result, where it has one, is sent back
  --format FILE        asks for JSON of this JSON Schema
  --repeat K           asks each target K times
  --json               prints one JSON object: the run's id and, for each cell,
                       target, state, text, reasoning, tool calls, stop reason and
                       the provider's own word for it, usage, timing in
                       milliseconds, attempts and error
  --workspace FILE     where the run is kept; it is made when it is not there.
                       Without it, your own default one
  --plugin-folder FOLDER
                       a folder with plugins of your own

A lineup file:

  channels:
    local:
      plugin: openai
      base_url: "http://127.0.0.1:8080/v1"
      key: "env:LOCAL_KEY"        # env:NAME, keychain or none; never a key
    sample: {plugin: replay}
  targets:
    - {channel: local, model: my-model, max_tokens: 64, temperature: 0}
    - {channel: sample, model: sample-prose}

A channel has the settings of its plugin and, optionally, operator,
jurisdiction, region, max_concurrent and timeouts: {connect, idle, total} in
seconds. It is kept in the workspace under its name. A target may also name a
channel that the workspace already has; it has a channel and a model and,
optionally, max_tokens, temperature, top_p, seed, stop (a text or a list),
effort (of reasoning: none, minimal, low, medium, high, xhigh or max) and
extra: {…}, which is merged into the request as it is.
)";

constexpr QStringView runs = uR"(Usage:
  evenhand runs list [options]
  evenhand runs show ID [options]

Lists the runs of a workspace, newest first, or shows one as `evenhand run`
printed it. ID may be the beginning of an id, if only one run has it. Works
while a window has the workspace open.

Options:
  --workspace FILE   the workspace; without it, your own default one
  --json             prints one JSON object
)";

constexpr QStringView models = uR"(Usage:
  evenhand models CHANNEL [options]

Asks a channel for its models.

Options:
  --lineup FILE        takes the channel from a lineup file
  --workspace FILE     takes it from this workspace; without either, from your
                       own default one
  --plugin-folder FOLDER
                       a folder with plugins of your own
  --json               prints one JSON object
)";

constexpr QStringView channels = uR"(Usage:
  evenhand channels list [options]
  evenhand channels test [CHANNEL] [options]

Lists channels, or tests one or all of them by asking for their models.

Options:
  --lineup FILE        takes the channels from a lineup file
  --workspace FILE     takes them from this workspace; without either, from
                       your own default one
  --plugin-folder FOLDER
                       a folder with plugins of your own
  --json               prints one JSON object
)";

constexpr QStringView plugins = uR"(Usage:
  evenhand plugins list [options]

Loads every plugin that is found and says which were refused, and why.

Options:
  --plugin-folder FOLDER  a folder with plugins of your own
  --json                  prints one JSON object
)";

} // namespace

QString helpText(const QString &command)
{
    const QMap<QString, QStringView> texts = {
        {u"run"_s, run}, {u"runs"_s, runs}, {u"models"_s, models}, {u"channels"_s, channels}, {u"plugins"_s, plugins}};
    return texts.value(command, general).toString().append(exitCodes).trimmed();
}

} // namespace evenhand::cli
