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
  1    some cells failed, or something did not answer as it should; with
       --require-checks also: a check failed or could not be judged
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
  run        sends a prompt, or each case of a suite, to the targets of a lineup
             file
  resume     sends what a run of a suite has left, or what failed
  runs       lists the runs of a workspace, shows one, or exports one
  models     lists the models of a channel
  suites     lists, checks, imports and exports suites of cases
  channels   lists the channels of a workspace, or tests them
  plugins    lists the plugins, and why one was refused
  prices     compares and lists what models cost, and imports prices
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
  evenhand run --lineup FILE --suite SUITE [--prompt TEXT] [options]

Sends one prompt to each target of a lineup and prints the answers. Progress
goes to stderr, results to stdout. Ctrl-C stops all, keeps and prints what had
arrived; a second Ctrl-C ends at once.

Options:
  --lineup FILE        the lineup file, see below, or the name of a lineup that is
                       saved in the workspace
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
  --suite SUITE        asks each case of a suite: a file (CSV, JSONL, YAML, XLSX, a
                       promptfoo configuration), starter:ID, which comes with the
                       program, or the name of a suite in the workspace. Prints what the run came to; see `evenhand runs
                       export` for the answers
  --budget AMOUNT      with --suite: no request is begun that could pass it, as far
                       as prices and lengths of answers are known: 5 or "5 EUR".
                       Answers that are on their way when it is reached may pass
                       it. With a target that has no price the run is refused
  --allow-unpriced     with --budget: sends it nevertheless; the budget does not
                       hold such targets
  --concurrency N      with --suite: begins with N requests at once for each channel
  --seed N             with --suite: the order in which cases and targets are asked
  --reuse-answers      with --suite: takes answers of earlier runs where exactly the
                       same was asked of the same channel and model with the same
                       parameters, each answer once; the 20 newest runs with the
                       target are looked through. Such an answer costs nothing and
                       has no times. Off unless it is said
  --dry-run            with --suite: prints what would be sent where, and what it
                       may cost
  --require-checks     with --suite: ends with 1 when a check of an answer failed or
                       could not be judged; without it, checks change nothing of
                       the exit code
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
  evenhand runs export ID [--format jsonl|csv] [options]

Lists the runs of a workspace, newest first, shows one as `evenhand run`
printed it, or prints a line for each cell, with what checks say of its answer:
jsonl has every score with its reason, csv how many checks passed, failed and
are open. ID may be the beginning of an id, if only one run has it. Works while
a window has the workspace open.

Options:
  --format FORMAT    of an export: jsonl, which is the usual one, or csv
  --workspace FILE   the workspace; without it, your own default one
  --json             prints one JSON object
)";

constexpr QStringView resume = uR"(Usage:
  evenhand resume ID [options]

Sends those cells of a run of a suite that were not begun, were cut off or
were stopped, in the run's own order and within its budget. Nothing that is
done is sent again. Answers whose checks were not judged yet are judged first.
ID may be the beginning of an id, if only one run has it.

Options:
  --failed           sends those that failed instead; the earlier attempts are
                     kept
  --require-checks   ends with 1 when a check of an answer of the run failed or
                     could not be judged
  --workspace FILE   the workspace; without it, your own default one
  --plugin-folder FOLDER
                     a folder with plugins of your own
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

constexpr QStringView suites = uR"(Usage:
  evenhand suites list [options]
  evenhand suites show NAME [options]
  evenhand suites check FILE [options]
  evenhand suites import FILE [options]
  evenhand suites export NAME FILE [options]

A suite is a set of cases that a prompt is run with. Read are .csv, .tsv,
.jsonl, .yaml, .json, .xlsx and .xls, configurations of promptfoo, and samples
of OpenAI's evals; written are .csv, .jsonl and .yaml. What a file asks for and
Evenhand does not do is listed. FILE and NAME may be starter:ID, a suite that
comes with the program; `evenhand run --suite` takes it as well.

In a table the columns name, reference, task class, tags, attachments and
checks are parts of the case; any other one is a variable, as is {{name}}.
Lists stand between semicolons, checks are JSON.

Options:
  --sheet NAME       the sheet of a spreadsheet; without it, the first
  --as NAME          imports it under this name
  --skip-bad-rows    imports the rows that can be used; without it, nothing is
                     imported from a file with bad rows
  --allow-outside    lets the file name files outside of its own folder
  --workspace FILE   the workspace; without it, your own default one
  --json             prints one JSON object
)";

constexpr QStringView plugins = uR"(Usage:
  evenhand plugins list [options]

Loads every plugin that is found and says which were refused, and why.

Options:
  --plugin-folder FOLDER  a folder with plugins of your own
  --json                  prints one JSON object
)";

constexpr QStringView prices = uR"(Usage:
  evenhand prices parity FAMILY [options]
  evenhand prices list [options]
  evenhand prices import FILE [options]
  evenhand prices remove NAME [options]
  evenhand prices restore NAME [options]

parity: what one model costs wherever it is sold, side by side, with the
premium over its maker's own channel. FAMILY is the name of a model, or any id
under which a channel sells it. Needs no key and no network.

list: the rows of the price book.

import: a newer file of genai-prices or LiteLLM, or a CSV file with prices of
your own, becomes a layer of the workspace's price book. Prices of your own
win over lists; costs that were computed before stay as they are. When an
entry cannot be used, each is said with its line, and nothing is imported.

remove: an imported file, by its name, is not used from now on. Its rows stay in
the workspace: costs that were computed with them stay as they are.

restore: takes the newest file of this name into use again.

Options of parity:
  --mix MIX            tokens of one request, and how many requests:
                       input=3000,cached=0,written=0,output=750,requests=1000
  --region REGION      only what holds in this region
  --tier TIER          of service, such as batch, flex or priority; without it,
                       the standard one
  --date DATE          prices of this day, such as 2026-11-21; without it, today
  --rate CUR=RATE      shows costs in another currency too, at what one US
                       dollar is: INR=88.42 or INR=88.42@2026-11-21

Options of list:
  --model NAME         rows of this model or family, or with this in their name

Options of import:
  --kind KIND          genai-prices, litellm or csv; without it, judged by the
                       content
  --dry-run            says what would be imported, and imports nothing
  --skip-bad-rows      imports the rest when some entries cannot be used

Options of all:
  --workspace FILE     with the prices of this workspace; without it, of your
                       own default one where there is one
  --json               prints one JSON object

Columns of a CSV file, in any order; prices are for a million:
  channel, model       needed; a channel as `prices list --json` names it, or
                       the name of one of yours; * in a model stands for
                       any characters
  input, cache read, cache write, cache write 1h, output, reasoning,
  audio input, audio output, image input, image output, call
  currency             needed with prices
  discount             in %, off the list price, in place of prices
  region, tier, from, until, note
                       optional; days such as 2026-12-31, until not included
)";

} // namespace

QString helpText(const QString &command)
{
    const QMap<QString, QStringView> texts = {{u"run"_s, run},         {u"resume"_s, resume},     {u"runs"_s, runs},
                                              {u"models"_s, models},   {u"channels"_s, channels}, {u"suites"_s, suites},
                                              {u"plugins"_s, plugins}, {u"prices"_s, prices}};
    return texts.value(command, general).toString().append(exitCodes).trimmed();
}

} // namespace evenhand::cli
