// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/prompttools.h"
#include "app/files/yamlreader.h"
#include "plugins/aws/awsconfig.h"
#include "plugins/aws/credentialformats.h"
#include "plugins/bedrock/bedrockerror.h"
#include "tests/fuzz/fuzzing.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace evenhand;

static void requireThat(bool holds, const QString &fault)
{
    require(holds ? QString() : fault);
}

static void requireSoundFailure(const HttpFailure &failure)
{
    constexpr qsizetype longest = 10'000; // words and details are cut long before that
    requireThat(failure.outcome.error && !failure.outcome.error->message.isEmpty(), u"a failure without words"_s);
    requireThat(failure.outcome.error->message.size() < longest && failure.outcome.error->detail.size() < longest,
                u"a failure that goes on and on"_s);
    requireThat(failure.outcome.retryAfter.value_or(0ms) >= 0ms, u"a wait that is over"_s);
}

static void fuzzErrors(const QByteArray &body)
{
    const QDateTime now(QDate(2026, 1, 2), QTime(3, 4), QTimeZone::UTC);
    for (const int status : {400, 401, 404, 429, 500, 529}) {
        requireSoundFailure(
            httpFailure(status, {{"retry-after", body.first(std::min<qsizetype>(20, body.size()))}}, body, now));
        requireSoundFailure(bedrockFailure(status, {}, body, now));
    }
    requireThat(streamFailure(readErrorBody(body)).error.has_value(), u"a failure without an error"_s);
}

static bool isWhole(const AwsCredentials &credentials)
{
    return !credentials.keys.accessKeyId.isEmpty() && !credentials.keys.secretAccessKey.isEmpty();
}

static void fuzzCredentials(const QByteArray &text)
{
    for (const QString &title : parseAwsFile(text).keys())
        requireThat(!title.isEmpty(), u"a section without a name"_s);
    requireThat(mergeAwsFiles({}, text).profiles.keys() == parseAwsFile(text).keys(), u"a profile got lost"_s);
    const auto process = parseProcessOutput(text);
    const auto login = parseLoginCache(text);
    const auto role = parseRoleCredentials(text);
    const auto sts = parseStsAnswer(text);
    requireThat((!process || isWhole(*process)) && (!login || isWhole(*login)) && (!role || isWhole(*role))
                    && (!sts || isWhole(*sts)),
                u"credentials without a key"_s);
    parseStsError(text);
    if (const auto token = parseSsoToken(text)) {
        const auto newer = refreshed(*token, text, *token->expires);
        requireThat(!newer || *newer->expires >= *token->expires, u"a newer token that ends earlier"_s);
    }
}

static void fuzzPromptTools(const QByteArray &text)
{
    if (const auto tools = toolsFromText(text))
        requireThat(toolsFromText(toText(*tools)) == tools, u"tools that are not read as they are written"_s);
    if (const auto format = formatFromText(text))
        requireThat(formatFromText(toText(*format)) == format, u"a format that is not read as it is written"_s);
}

static void fuzzYaml(const QByteArray &text)
{
    YamlReader reader(u"a file"_s, 1);
    const YAML::Node node = reader.parse(text);
    for (const YamlEntry &entry : reader.entries(node, 1, u"The file"_s)) {
        reader.texts(entry);
        reader.integer(entry, 0, 10);
        reader.number(entry, 0, 1);
        reader.flag(entry);
        reader.object(entry);
        reader.json(entry);
        reader.anyText(entry);
    }
    const qsizetype lines = text.count('\n') + text.count('\r') + 2; // one more where the end is meant
    for (const FileMistake &mistake : reader.mistakes())
        requireThat(mistake.line >= 1 && mistake.line <= lines && !mistake.reason.isEmpty(), u"a mistake nowhere"_s);
}

// The first line says which format the rest is to be read as.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input = bytesOf(data, size).toByteArray();
    const qsizetype end = input.indexOf('\n');
    const QByteArray format = input.first(std::max<qsizetype>(end, 0));
    const QByteArray text = input.sliced(end + 1);
    if (format == "error")
        fuzzErrors(text);
    else if (format == "credentials")
        fuzzCredentials(text);
    else if (format == "tools")
        fuzzPromptTools(text);
    else if (format == "yaml")
        fuzzYaml(text);
    else
        return -1;
    return 0;
}
